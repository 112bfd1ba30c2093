"""The promise: when the disk is full, read-only or busy, clear words say so, and nothing that was saved is lost."""

import gc
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from django.db import connections

from tests.vault.people import CHEAP, NOTE, Person, elsewhere, person, tampering
from unstuck.vault.automatic import kept
from unstuck.vault.connecting import alias_of
from unstuck.vault.device import secret
from unstuck.vault.problems import VaultProblem, plainly
from unstuck.vault.store import find, let_go
from unstuck.vault.vault import Vault

ROOT_ON_LINUX = sys.platform == "linux" and os.geteuid() == 0
needs_mount = pytest.mark.skipif(not ROOT_ON_LINUX, reason="left out: only root on Linux can make a small disk")


def mount(*arguments: object) -> None:
    subprocess.run(["mount", *map(str, arguments)], check=True)


def unmount(place: Path) -> None:
    gc.collect()  # what a caught exception still holds open
    subprocess.run(["umount", place], check=True)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MB."""
    place = tmp_path / "small"
    place.mkdir()
    try:
        mount("-t", "tmpfs", "-o", "size=2m", "tmpfs", place)
    except subprocess.CalledProcessError:
        pytest.skip("left out: this container may not mount a small disk")
    yield place
    let_go(alias_of(place / "alice"))
    unmount(place)


def fill(place: Path) -> Path:
    """Use up the disk, to the last byte."""
    filler = place / "filler"
    with filler.open("ab", buffering=0) as file:
        for size in (4096, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                pass
    return filler


@needs_mount
def test_a_full_disk_keeps_what_was_saved_and_says_what_to_do(small: Path) -> None:
    alice = person(small / "alice", "a passphrase")
    written: list[str] = []

    def write_on_and_on() -> None:
        while True:
            alice.note(f"note {len(written)}")
            written.append(f"note {len(written)}")

    with pytest.raises(VaultProblem, match="disk_full") as raised:
        write_on_and_on()
    assert raised.value.exit_code == 3
    assert str(small / "alice") in raised.value.text()
    assert len(written) > 20
    filler = fill(small)
    uses: tuple[Callable[[], object], ...] = (
        lambda: alice.note("one more"),
        lambda: alice.vault.rekey(alice.passphrase, cost=CHEAP),
        lambda: alice.vault.backup(small / "backup"),
    )
    for use in uses:
        with pytest.raises(VaultProblem, match="disk_full"):
            use()
    assert {path.name for path in small.iterdir()} == {"alice", "filler"}
    assert [entry.value["text"] for entry in alice.vault.entries()] == written
    alice.vault.lock()
    assert alice.vault.backup_problem is not None
    assert alice.vault.backup_problem.id == "disk_full"
    assert alice.vault.backup_problem.__traceback__ is None  # its frames would keep the key in memory
    assert alice.vault.backup_problem.__context__ is None
    filler.unlink()
    assert [entry.value["text"] for entry in alice.again().entries()] == written
    assert not alice.again().findings


@needs_mount
def test_a_vault_can_not_be_begun_on_a_full_disk_and_can_be_once_there_is_room(small: Path) -> None:
    filler = fill(small)
    with pytest.raises(VaultProblem, match="disk_full"):
        Vault.create(small / "alice", "a passphrase", cost=CHEAP)
    filler.unlink()
    person(small / "alice", "a passphrase").note("room")


@needs_mount
def test_a_full_disk_can_still_be_emptied_by_destroying(small: Path) -> None:
    alice = person(small / "alice", "a passphrase")
    names = [alice.note(f"note {number}") for number in range(50)]
    alice.vault.lock()
    vault = alice.again()
    fill(small)
    with pytest.raises(VaultProblem, match="disk_full"):
        vault.append("notes", NOTE)
    (small / "filler").unlink()
    vault.destroy(*names[:40])
    assert len(alice.again().entries()) == 10


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Callable[[bool], None]]:
    """Turns the folder of all vaults read-only, and back."""
    if ROOT_ON_LINUX:
        try:
            mount("-t", "tmpfs", "tmpfs", tmp_path)
        except subprocess.CalledProcessError:
            pytest.skip("left out: this container may not mount a disk")

    def turn(on: bool) -> None:
        for name in ("alice", "bob"):
            let_go(alias_of(tmp_path / name))
        if ROOT_ON_LINUX:
            mount("-o", f"remount,{'ro' if on else 'rw'}", tmp_path)
        else:
            for path in [tmp_path, *tmp_path.rglob("*")]:
                path.chmod((0o500 if on else 0o700) if path.is_dir() else (0o400 if on else 0o600))

    yield turn
    turn(False)
    if ROOT_ON_LINUX:
        unmount(tmp_path)


def test_a_read_only_folder_is_told_and_left_as_it_is(tmp_path: Path, read_only: Callable[[bool], None]) -> None:
    alice = person(tmp_path / "alice", "a passphrase")
    alice.note("mine")
    alice.vault.lock()
    let_go(alias_of(alice.folder))
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    read_only(True)
    for use in (alice.again, lambda: Vault.create(tmp_path / "bob", "b", cost=CHEAP)):
        with pytest.raises(VaultProblem, match=r"read_only|no_permission") as raised:
            use()
        assert raised.value.exit_code == 3
        assert str(tmp_path) in raised.value.text()
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    read_only(False)
    assert len(alice.again().entries()) == 1


def test_where_no_secret_can_be_kept_no_vault_is_begun_without_a_passphrase(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a file").touch()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "a file"))
    with pytest.raises(VaultProblem) as raised:
        secret("owner")
    assert raised.value.id == "no_such_file"
    with pytest.raises(VaultProblem, match="no_such_file"):
        Vault.create(tmp_path / "alice", None)
    assert not (tmp_path / "alice").exists()


def test_two_windows_that_write_at_once_lose_nothing(alice: Person) -> None:
    windows = [alice.vault, alice.again(), alice.again()]

    def write(number: int) -> str:
        return windows[number % 3].append("notes", NOTE | {"text": f"note {number}"})

    with ThreadPoolExecutor(8) as pool:
        names = list(pool.map(write, range(120)))
        list(pool.map(lambda _: let_go(alias_of(alice.folder)), range(8)))
    for window in (*windows, alice.again()):
        assert {entry.id for entry in window.entries()} == set(names)
        assert {entry.value["text"] for entry in window.entries()} == {f"note {number}" for number in range(120)}
        assert len({entry.position for entry in window.entries()}) == 120
        assert not window.findings


WRITE = """
import sys
from pathlib import Path
from tests.vault.people import CHEAP
from unstuck.vault.vault import Vault
vault = Vault.open_with_passphrase(Path(sys.argv[1]), sys.argv[2], cost=CHEAP)
for number in range(40):
    vault.append("notes", {"date": "2026-02-03", "text": f"{sys.argv[3]} {number}"})
"""


def test_two_processes_that_write_at_once_lose_nothing(alice: Person) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITE, alice.folder, alice.passphrase, name], env=elsewhere())
        for name in ("one", "two", "three")
    ]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    texts = [entry.value["text"] for entry in alice.vault.entries()]
    for name in ("one", "two", "three"):
        assert [text for text in texts if text.startswith(name)] == [f"{name} {number}" for number in range(40)]
    assert not alice.vault.findings


def test_who_corrects_what_was_changed_in_another_window_is_told_and_overwrites_nothing(alice: Person) -> None:
    name = alice.note("first")
    other = alice.again()
    alice.vault.correct(name, NOTE | {"text": "from this window"}, seen=1)
    with pytest.raises(VaultProblem, match="changed_elsewhere"):
        other.correct(name, NOTE | {"text": "from the other"}, seen=1)
    assert other.entry(name).value["text"] == "from this window"
    other.correct(name, NOTE | {"text": "from the other, having seen it"}, seen=2)
    assert alice.vault.entry(name).value["text"] == "from the other, having seen it"


def test_what_another_window_destroyed_is_gone_here_too(alice: Person) -> None:
    name = alice.note("first")
    other = alice.again()
    alice.vault.destroy(name)
    assert not other.entries()
    with pytest.raises(VaultProblem, match="no_entry"):
        other.correct(name, NOTE, seen=1)


def test_a_window_waits_for_another_instead_of_saying_that_the_database_is_locked(alice: Person) -> None:
    held, done = Event(), Event()

    def hold() -> None:
        with tampering(alice.folder) as database:
            database.execute("BEGIN IMMEDIATE")
            held.set()
            done.wait(0.5)
            database.execute("COMMIT")

    with ThreadPoolExecutor(1) as pool:
        holding = pool.submit(hold)
        held.wait(5)
        alice.note("after waiting")
        holding.result()
    assert len(alice.vault.entries()) == 1


def test_a_database_that_stays_busy_is_told_in_words(alice: Person) -> None:
    with tampering(alice.folder) as one, tampering(alice.folder) as two:
        one.execute("BEGIN IMMEDIATE")
        two.execute("PRAGMA busy_timeout = 0")
        with pytest.raises(VaultProblem, match="busy") as raised, plainly(alice.folder):
            two.execute("BEGIN IMMEDIATE")
    assert raised.value.exit_code == 3


@pytest.mark.parametrize("error", [OSError(5, "input/output error"), sqlite3.OperationalError("disk I/O error")])
def test_a_disk_that_fails_is_told_in_words(tmp_path: Path, error: Exception) -> None:
    with pytest.raises(VaultProblem, match="disk_error") as raised, plainly(tmp_path):
        raise error
    assert raised.value.exit_code == 3
    assert "input/output" not in raised.value.text()


def test_an_acknowledged_entry_is_on_the_disk_for_others_to_read(alice: Person) -> None:
    """Another process reads it while this one is open: it does not only lie in our memory."""
    alice.note("acknowledged")
    with tampering(alice.folder) as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert database.execute("SELECT count(*) FROM vault_sealed").fetchone() == (1,)


def test_the_database_is_as_careful_as_it_can_be(alice: Person) -> None:
    with connections[find(alice.folder).alias].cursor() as cursor:
        settings = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys", "temp_store")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1, "temp_store": 2}


def test_only_the_person_may_read_the_files(alice: Person) -> None:
    alice.note("mine")
    alice.vault.lock()
    assert kept(alice.folder)
    for path in [alice.folder, *alice.folder.rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0, path
