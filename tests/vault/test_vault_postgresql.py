"""The promise: on PostgreSQL it is the same vault, unreadable at rest, and each person's own."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connections

from tests.vault.people import CHEAP, NOTE, Person, person, story
from tests.vault.searching import found
from tests.vault.writer import DATES, KINDS, NUMBERS, PASSPHRASES, PHRASES, told
from unstuck.story import validate
from unstuck.vault import recovery
from unstuck.vault.connecting import alias_of
from unstuck.vault.destroying import destroy_everything
from unstuck.vault.problems import VaultProblem
from unstuck.vault.restoring import restore
from unstuck.vault.store import find, let_go

NAMED = os.environ.get("UNSTUCK_POSTGRESQL")  # start.py says where it found one
BINARIES = (
    [Path(NAMED)] if NAMED else [path.parent for path in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))]
)
AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
pytestmark = pytest.mark.skipif(not BINARIES, reason="left out: PostgreSQL is not installed (Debian: postgresql)")


class Server:
    """A PostgreSQL of our own, that listens to nobody but us."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        if AS_ROOT:  # PostgreSQL refuses to run as root
            user = pwd.getpwnam("postgres")
            os.chown(folder, user.pw_uid, user.pw_gid)
        self.run("initdb", "--auth=trust", "--username=postgres", "--no-sync", "--pgdata", folder / "data")
        settings = f"-c listen_addresses= -c unix_socket_directories={folder} -c log_statement=all"
        self.run("pg_ctl", "--pgdata", folder / "data", "--options", settings, "--log", folder / "log", "-w", "start")

    @property
    def url(self) -> str:
        return f"postgresql://postgres@/postgres?host={self.folder}"

    def run(self, program: str, *arguments: object) -> None:
        user = ("runuser", "-u", "postgres", "--") if AS_ROOT else ()
        command = [*user, str(BINARIES[-1] / program), *map(str, arguments)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=60, cwd=self.folder)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    folder = Path(tempfile.mkdtemp(prefix="pg-"))  # a socket's path has to be short
    try:
        one = Server(folder)
        yield one
        one.run("pg_ctl", "--pgdata", folder / "data", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


@pytest.fixture(autouse=True)
def _on_the_server(server: Server, monkeypatch: pytest.MonkeyPatch, _elsewhere: None) -> None:
    monkeypatch.setenv("UNSTUCK_DATABASE_URL", server.url)


def test_a_story_goes_in_and_comes_out_the_same(alice: Person) -> None:
    assert not (alice.folder / "vault.sqlite3").exists()
    alice.vault.write_story(story())
    name = alice.note("first")
    alice.vault.correct(name, NOTE | {"text": "corrected"}, seen=1)
    gone = alice.note("gone")
    alice.vault.destroy(gone)
    alice.vault.undo(gone)
    alice.vault.destroy(gone)
    code = alice.vault.rekey(alice.passphrase, cost=CHEAP)
    alice.vault.change_passphrase("another", current=alice.passphrase, cost=CHEAP)
    alice.vault.lock()
    assert alice.vault.backup_problem is None
    vault = restore(next((alice.folder / "backups").iterdir()), alice.folder, recovery_code=code, instead=True)
    assert vault.entry(name).value["text"] == "corrected"
    assert len(vault.history(name)) == 2
    assert vault.story().sessions == story().sessions
    assert not vault.findings


def test_nothing_that_was_written_stands_in_any_file_of_the_server(server: Server, alice: Person) -> None:
    alice.vault.write_story(validate(told()))
    name = alice.note(PHRASES[4])
    alice.vault.correct(name, NOTE | {"text": PHRASES[3]}, seen=1)
    alice.vault.append("app.notes", [PHRASES[6], int(NUMBERS[1])])
    alice.vault.destroy(name)
    code = alice.vault.rekey(alice.passphrase, cost=CHEAP)
    alice.vault.change_passphrase(PASSPHRASES[1], current=alice.passphrase, cost=CHEAP)
    with connections[alias_of(alice.folder)].cursor() as cursor:
        cursor.execute("CHECKPOINT")
    secrets: list[str | bytes] = [
        *PHRASES,
        *DATES,
        NUMBERS[0],
        *KINDS,
        *PASSPHRASES,
        alice.passphrase,
        code,
        recovery.read(code),
    ]
    assert not found(secrets, server.folder)
    assert not found(secrets, alice.folder)
    assert found([alice.vault.owner], server.folder)
    assert b"INSERT INTO" in (server.folder / "log").read_bytes()


def test_three_people_in_one_database_see_and_destroy_only_their_own(
    alice: Person, bob: Person, charlie: Person, tmp_path: Path
) -> None:
    mine = alice.note("Alice's")
    bob.note("Bob's")
    for other in (bob.vault, charlie.vault):
        with pytest.raises(VaultProblem, match="no_entry"):
            other.destroy(mine)
        with pytest.raises(VaultProblem, match="no_entry"):
            other.correct(mine, NOTE, seen=1)
        assert not other.history(mine)
    bob.vault.rekey(bob.passphrase, cost=CHEAP)
    (tmp_path / "stranger").mkdir()
    with pytest.raises(VaultProblem, match="no_vault"):
        find(tmp_path / "stranger")
    bob.vault.lock()
    assert "server" in destroy_everything(bob.folder)
    assert not bob.folder.exists()
    with pytest.raises(VaultProblem, match="no_vault"):
        bob.again()
    assert alice.again().entry(mine).value["text"] == "Alice's"
    assert charlie.again().entries() == ()


def test_windows_that_write_at_once_lose_nothing(alice: Person) -> None:
    windows = [alice.vault, alice.again(), alice.again()]

    def write(number: int) -> str:
        try:
            return windows[number % 3].append("notes", NOTE | {"text": f"note {number}"})
        finally:
            let_go(alias_of(alice.folder))

    with ThreadPoolExecutor(6) as pool:
        names = list(pool.map(write, range(60)))
    assert {entry.id for entry in alice.again().entries()} == set(names)
    assert not alice.again().findings


def test_tampering_is_noticed(alice: Person) -> None:
    good, bad, gone = alice.note("good"), alice.note("bad"), alice.note("gone")
    with connections[alias_of(alice.folder)].cursor() as cursor:
        cursor.execute("UPDATE vault_sealed SET sealed = decode(repeat('00', 557), 'hex') WHERE entry = %s", [bad])
        cursor.execute("DELETE FROM vault_sealed WHERE entry = %s", [gone])
    vault = alice.again()
    assert [entry.id for entry in vault.entries()] == [good]
    assert {(finding.kind, finding.entry) for finding in vault.findings} == {("unreadable", bad), ("missing", gone)}


def test_a_vault_moves_from_the_server_to_a_file_and_back(
    alice: Person, tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice.vault.write_story(story())
    alice.vault.backup(tmp_path / "backup")
    monkeypatch.delenv("UNSTUCK_DATABASE_URL")
    moved = restore(tmp_path / "backup", tmp_path / "moved", passphrase=alice.passphrase, cost=CHEAP)
    assert moved.story() == story()
    assert (tmp_path / "moved" / "vault.sqlite3").exists()
    moved.backup(tmp_path / "back")
    monkeypatch.setenv("UNSTUCK_DATABASE_URL", server.url)
    alice.vault.lock()
    destroy_everything(alice.folder)
    assert restore(tmp_path / "back", tmp_path / "again", passphrase=alice.passphrase, cost=CHEAP).story() == story()


def test_a_server_that_does_not_answer_is_told_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNSTUCK_DATABASE_URL", f"postgresql://postgres:secret@/nobody?host={tmp_path}")
    with pytest.raises(VaultProblem, match="database_away") as raised:
        person(tmp_path / "alice", "a passphrase")
    assert raised.value.exit_code == 3
    assert "secret" not in raised.value.text()
    monkeypatch.setenv("UNSTUCK_DATABASE_URL", "mysql://localhost/x")
    with pytest.raises(VaultProblem, match="database_address"):
        person(tmp_path / "alice", "a passphrase")
