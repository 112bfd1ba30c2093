"""The promise: a vault is backed up, brought back, taken along and destroyed by command, and no secret is shown."""

from __future__ import annotations

import io
import os
import re
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import click
import pytest

from tests.people import PEOPLE, STORIES, day_of
from tests.vault.conftest import _elsewhere as _elsewhere  # noqa: PLC0414 - the same folders and keyring for each test
from tests.vault.people import NOTE, Person, elsewhere, person, tampering
from tests.vault.people import story as whole
from unstuck.cli import execute
from unstuck.cli.root import COMMANDS, main
from unstuck.readout import assess
from unstuck.story import dump, read
from unstuck.vault.connecting import alias_of
from unstuck.vault.places import device_folder
from unstuck.vault.problems import VaultProblem
from unstuck.vault.store import let_go
from unstuck.vault.vault import Vault

PASSPHRASE = "a heron by the weir"  # noqa: S105 - of vaults that live for a second
CODE = re.compile(r"^  ((?:[0-9A-Z]{4}-){8}[0-9A-Z]{2})$", re.MULTILINE)


class Done(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command with lines on its standard input."""

    def run_it(*arguments: object, typed: str = "") -> Done:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        code = execute([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return Done(code, out, err)

    return run_it


@dataclass(frozen=True)
class Home:
    """A data folder whose vault opens on this device, and room beside it."""

    folder: Path
    room: Path
    code: str

    @property
    def data(self) -> tuple[str, str]:
        return "--data", str(self.folder)

    def vault(self) -> Vault:
        return Vault.open_on_this_device(self.folder)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    vault, code = Vault.create(tmp_path / "data", None)
    vault.lock()
    return Home(tmp_path / "data", tmp_path, code)


@pytest.fixture
def alice(tmp_path: Path) -> Person:
    """Someone with a passphrase and a story."""
    alice = person(tmp_path / "alice", PASSPHRASE)
    alice.vault.write_story(whole())
    alice.vault.lock()
    return alice


def said(done: Done) -> str:
    """The answer, however its lines were broken."""
    return " ".join(done.out.split())


def code_in(done: Done) -> str:
    (code,) = CODE.findall(done.out)
    return str(code)


def files_in(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", PEOPLE)
def test_every_story_goes_in_and_comes_out_and_is_answered_the_same(name: str, home: Home, run: Run) -> None:
    told = read((STORIES / f"{name}.json").read_bytes())
    assert run("import", STORIES / f"{name}.json", *home.data).code == 0
    assert run("export", home.room / "out", "--yes", *home.data).code == 0
    exported = home.room / "out" / "story.json"
    assert exported.read_bytes() == dump(told)
    assert assess(read(exported.read_bytes()), day_of(name)) == assess(told, day_of(name))
    assert run("import", exported, "--instead", "--yes", *home.data).code == 0
    assert home.vault().story() == told


def test_an_exported_story_is_assessed_by_command(alice: Person, run: Run, tmp_path: Path) -> None:
    done = run("export", tmp_path / "out", "--yes", "--data", alice.folder, typed=f"{PASSPHRASE}\n")
    count = len(files_in(tmp_path / "out"))
    assert done.code == 0
    assert said(done) == f"{count} files are in {tmp_path / 'out'}. Begin with story.html."
    assert {"story.json", "story.html", "notes.csv"} <= {path.name for path in files_in(tmp_path / "out")}
    assert run("check", tmp_path / "out" / "story.json").code == 0
    assert run("assess", tmp_path / "out" / "story.json", "--on", "2026-02-11").code == 0


def test_where_there_is_no_vault_yet_import_begins_one_and_shows_its_code_once(run: Run, tmp_path: Path) -> None:
    file = STORIES / "still_early.json"
    done = run("import", file, "--data", tmp_path / "new", typed=f"{PASSPHRASE}\n")
    assert (done.code, done.err) == (0, "")
    told = read(file.read_bytes())
    assert Vault.open_with_recovery_code(tmp_path / "new", code_in(done)).story() == told
    assert Vault.open_with_passphrase(tmp_path / "new", PASSPHRASE).story() == told


def test_a_story_that_can_not_be_read_is_reported_and_begins_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "story.json").write_text('{"format": "unstuck-story/1", "notes": [{}]}', encoding="utf-8")
    done = run("import", tmp_path / "story.json", "--data", tmp_path / "new", typed=f"{PASSPHRASE}\n")
    assert (done.code, done.out) == (2, "")
    assert "this file has 1 problem:" in done.err
    assert not (tmp_path / "new").exists()
    assert run("import", "-", "--data", tmp_path / "new", typed="{}").code == 2


def test_a_story_never_takes_the_place_of_another_unasked(home: Home, run: Run) -> None:
    run("import", STORIES / "still_early.json", *home.data)
    before = home.vault().story()
    for more in ((), ("--instead",)):
        done = run("import", STORIES / "it_used_to_help.json", *more, *home.data)
        assert (done.code, done.out) == (2, "")
        assert "Nothing was changed." in done.err
        assert home.vault().story() == before


def test_nothing_plain_is_written_unless_the_person_is_sure(home: Home, run: Run) -> None:
    done = run("export", home.room / "out", *home.data)
    assert (done.code, done.out) == (2, "")
    assert "anyone who gets these files can read everything you wrote" in done.err
    assert not (home.room / "out").exists()


def test_an_export_goes_into_no_folder_that_holds_something(home: Home, run: Run) -> None:
    (home.room / "out").mkdir()
    (home.room / "out" / "letter").write_text("mine")
    done = run("export", home.room / "out", "--yes", *home.data)
    assert done.code == 2
    assert "Choose a new or an empty folder." in done.err
    assert [path.name for path in files_in(home.room / "out")] == ["letter"]


def test_a_backup_asks_nothing_and_comes_back_with_the_passphrase_or_the_code(
    alice: Person, run: Run, tmp_path: Path
) -> None:
    done = run("backup", tmp_path / "backup", "--data", alice.folder)
    assert (done.code, done.err) == (0, "")
    assert "It opens with the passphrase or the recovery code you have today" in said(done)
    done = run("restore", tmp_path / "backup", "--data", tmp_path / "one", typed=f"{PASSPHRASE}\n")
    assert (done.code, done.err) == (0, "")
    assert Vault.open_with_passphrase(tmp_path / "one", PASSPHRASE).story() == whole()
    done = run("restore", tmp_path / "backup", "--with-code", "--data", tmp_path / "two", typed=alice.code.lower())
    assert (done.code, done.err) == (0, "")
    assert Vault.open_with_recovery_code(tmp_path / "two", alice.code).story() == whole()


def test_a_backup_takes_the_place_of_no_file(alice: Person, run: Run, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("mine")
    done = run("backup", tmp_path / "letter", "--data", alice.folder)
    assert (done.code, done.out) == (2, "")
    assert (tmp_path / "letter").read_text() == "mine"


def test_a_backup_of_a_vault_without_a_passphrase_says_what_it_needs_elsewhere(home: Home, run: Run) -> None:
    assert "only with the recovery code" in said(run("backup", home.room / "b", *home.data))
    assert run("restore", home.room / "b", "--data", home.room / "here").code == 0
    for path in device_folder().iterdir():
        path.unlink()
    done = run("restore", home.room / "b", "--data", home.room / "there")
    assert done.code == 2
    assert "recovery code" in done.err
    assert not (home.room / "there").exists()
    assert run("restore", home.room / "b", "--with-code", "--data", home.room / "there", typed=home.code).code == 0


def test_a_backup_takes_the_place_of_a_vault_only_when_asked_and_sure(home: Home, run: Run) -> None:
    run("backup", home.room / "b", *home.data)
    home.vault().append("notes", NOTE)
    for more in ((), ("--instead",)):
        assert run("restore", home.room / "b", *more, *home.data).code == 2
        assert len(home.vault().entries()) == 1
    assert run("restore", home.room / "b", "--instead", "--yes", *home.data).code == 0
    assert home.vault().entries() == ()


def test_a_backup_never_takes_the_place_of_someone_elses_vault(home: Home, alice: Person, run: Run) -> None:
    run("backup", home.room / "b", *home.data)
    done = run("restore", home.room / "b", "--instead", "--yes", "--data", alice.folder)
    assert done.code == 2
    assert "belongs to someone else" in done.err
    assert alice.again().story() == whole()


def test_destroying_asks_first_and_says_what_is_out_of_reach(home: Home, run: Run) -> None:
    home.vault().append("notes", NOTE)
    done = run("destroy", *home.data)
    assert (done.code, done.out) == (2, "")
    assert len(home.vault().entries()) == 1
    done = run("destroy", "--yes", *home.data)
    assert done.code == 0
    assert "Backups you saved elsewhere. They still hold what you wrote, also what you deleted" in " ".join(
        done.out.split()
    )
    assert not home.folder.exists()
    assert not list(device_folder().iterdir())


def test_another_passphrase_is_taken_from_the_old_one(alice: Person, run: Run) -> None:
    wrong = run("passphrase", "--data", alice.folder, typed="a guess\nanother\n")
    assert (wrong.code, wrong.out) == (2, "")
    assert "does not open this vault" in wrong.err
    done = run("passphrase", "--data", alice.folder, typed=f"{PASSPHRASE}\nanother\n")
    assert (done.code, done.err) == (0, "")
    assert Vault.open_with_passphrase(alice.folder, "another").story() == whole()
    with pytest.raises(VaultProblem, match="wrong_passphrase"):
        Vault.open_with_passphrase(alice.folder, PASSPHRASE)


def test_who_forgot_the_passphrase_chooses_another_with_the_code(alice: Person, run: Run) -> None:
    assert run("passphrase", "--with-code", "--data", alice.folder, typed=f"{alice.code}\nanother\n").code == 0
    assert Vault.open_with_passphrase(alice.folder, "another").story() == whole()


def test_having_no_passphrase_is_possible_and_said_honestly(alice: Person, run: Run) -> None:
    unsure = run("passphrase", "--none", "--data", alice.folder, typed=f"{PASSPHRASE}\n")
    assert unsure.code == 2
    assert Vault.ways(alice.folder) == {"passphrase", "recovery_code"}
    done = run("passphrase", "--none", "--yes", "--data", alice.folder, typed=f"{PASSPHRASE}\n")
    assert done.code == 0
    assert "Anyone who can use your account, or who takes the disk, can read your entries." in done.err
    assert Vault.open_on_this_device(alice.folder).story() == whole()


def test_a_new_code_and_a_new_key_leave_the_old_code_useless(home: Home, run: Run) -> None:
    home.vault().append("notes", NOTE)
    codes = [home.code]
    for command in ("recovery-code", "reseal"):
        done = run(command, *home.data)
        assert (done.code, done.err) == (0, "")
        codes.append(code_in(done))
        with pytest.raises(VaultProblem, match="wrong_code"):
            Vault.open_with_recovery_code(home.folder, codes[-2])
        assert len(Vault.open_with_recovery_code(home.folder, codes[-1]).entries()) == 1


def test_what_is_damaged_is_said_and_the_rest_leaves_whole(home: Home, run: Run) -> None:
    vault = home.vault()
    vault.write_story(whole())
    bad = vault.append("notes", NOTE | {"text": "damaged"})
    vault.lock()
    with tampering(home.folder) as database:
        database.execute("UPDATE vault_sealed SET sealed = zeroblob(557) WHERE entry = ?", (bad,))
    done = run("export", home.room / "out", "--yes", *home.data)
    assert done.code == 0
    assert "One entry can't be read." in done.err
    assert "there is no new automatic backup" in done.err
    assert read((home.room / "out" / "story.json").read_bytes()) == whole()


def test_an_automatic_backup_that_fails_is_said(home: Home, run: Run) -> None:
    (home.folder / "backups").write_text("in the way")
    done = run("import", STORIES / "still_early.json", *home.data)
    assert done.code == 0
    assert "there is no new automatic backup" in done.err


NEEDS_A_VAULT = (
    ("backup", "b"),
    ("export", "out", "--yes"),
    ("destroy", "--yes"),
    ("passphrase",),
    ("recovery-code",),
    ("reseal",),
)


@pytest.mark.parametrize("command", NEEDS_A_VAULT, ids=lambda command: command[0])
def test_where_there_is_no_vault_it_says_so_and_makes_none(
    command: tuple[str, ...], run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("UNSTUCK_DATA", str(tmp_path / "nowhere"))
    done = run(*command, typed="x\ny\n")
    assert (done.code, done.out) == (2, "")
    assert f"There is no vault in {tmp_path / 'nowhere'}." in done.err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("command", [("passphrase",), ("reseal",), ("export", "out", "--yes")], ids=lambda c: c[0])
def test_where_no_passphrase_comes_nothing_is_done(command: tuple[str, ...], alice: Person, run: Run) -> None:
    before = files_in(alice.folder)
    done = run(*command, "--data", alice.folder)
    assert (done.code, done.out) == (2, "")
    assert "a line is missing" in done.err
    let_go(alias_of(alice.folder))
    assert files_in(alice.folder) == before


def test_no_command_takes_a_secret_as_an_argument() -> None:
    """An argument stands in the shell's history and in the list of processes."""
    context = click.Context(main)
    for name in COMMANDS:
        command = main.get_command(context, name)
        assert command is not None
        for parameter in command.params:
            secret = {"passphrase", "code", "with_code", "none"} & {parameter.name}
            assert not secret or (isinstance(parameter, click.Option) and parameter.is_flag)


def on_a_small_disk() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))


def test_a_machine_that_says_no_is_told_with_exit_3_and_leaves_nothing_half_done(home: Home) -> None:
    home.vault().append("notes", NOTE)
    let_go(alias_of(home.folder))
    before = files_in(home.folder)
    done = subprocess.run(
        [sys.executable, "-m", "unstuck", "backup", home.room / "b", *home.data],
        preexec_fn=on_a_small_disk,
        capture_output=True,
        env=elsewhere(),
        check=False,
    )
    assert (done.returncode, done.stdout) == (3, b"")
    assert f"The disk could not read or write {home.room / 'b'}." in done.stderr.decode()
    assert not (home.room / "b").exists()
    assert not list(home.room.glob("b*"))
    assert files_in(home.folder) == before
    assert len(home.vault().entries()) == 1


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    """Both ends of a terminal."""
    pty = pytest.importorskip("pty", reason="left out: this system has no terminals of that kind")
    ours, theirs = pty.openpty()
    yield ours, theirs
    os.close(ours)


def read_until(ours: int, word: str) -> str:
    shown = ""
    while word not in shown:
        shown += os.read(ours, 1024).decode()
    return shown


def test_on_a_terminal_it_is_asked_unseen_and_a_no_changes_nothing(
    alice: Person, terminal: tuple[int, int], tmp_path: Path
) -> None:
    ours, theirs = terminal
    process = subprocess.Popen(
        [sys.executable, "-m", "unstuck", "export", tmp_path / "out", "--data", alice.folder],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=elsewhere(),
        start_new_session=True,
    )
    os.close(theirs)
    shown = read_until(ours, "Passphrase: ")
    os.write(ours, f"{PASSPHRASE}\n".encode())
    shown += read_until(ours, "[y/N]: ")
    os.write(ours, b"n\n")
    shown += read_until(ours, "nothing was changed")
    assert process.wait(30) == 2
    assert PASSPHRASE not in shown
    assert "anyone who gets these files can read everything you wrote" in shown
    assert not (tmp_path / "out").exists()
