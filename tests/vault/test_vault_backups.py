"""The promise: a backup is one sealed file that becomes the same vault anywhere, and a recent one is always at hand."""

import gc
import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest

from tests.vault.people import CHEAP, NOTE, Person, story, tampering
from unstuck.story import Story
from unstuck.vault.automatic import DAYS, kept
from unstuck.vault.connecting import alias_of
from unstuck.vault.entries import Entry
from unstuck.vault.places import device_folder
from unstuck.vault.problems import VaultProblem
from unstuck.vault.recovery import new_code
from unstuck.vault.restoring import restore, restore_content
from unstuck.vault.seal import Key
from unstuck.vault.store import let_go
from unstuck.vault.vault import Vault


def texts(vault: Vault) -> list[str]:
    return [entry.value["text"] for entry in vault.entries("notes")]


def test_a_backup_is_one_file_that_becomes_the_same_vault_elsewhere(alice: Person, tmp_path: Path) -> None:
    alice.vault.write_story(story())
    first = alice.note("first")
    alice.vault.correct(first, NOTE | {"text": "corrected"}, seen=1)
    alice.vault.backup(tmp_path / "backup")
    content = (tmp_path / "backup").read_bytes()
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["backup"]
    assert (tmp_path / "backup").stat().st_mode & 0o077 == 0
    alice.note("after the backup")
    shutil.rmtree(alice.folder)
    for name, vault in (
        ("one", restore(tmp_path / "backup", tmp_path / "one", passphrase=alice.passphrase, cost=CHEAP)),
        ("two", restore(tmp_path / "backup", tmp_path / "two", recovery_code=alice.code.lower())),
    ):
        assert vault.story().sessions == story().sessions
        assert texts(vault)[-1] == "corrected"
        assert len(vault.history(first)) == 2
        assert not vault.findings
        vault.append("notes", NOTE)
        vault.lock()
        assert len(texts(Vault.open_with_passphrase(tmp_path / name, alice.passphrase, cost=CHEAP))) == 4
    assert (tmp_path / "backup").read_bytes() == content


def test_a_backup_can_be_made_while_writing_goes_on_and_is_of_one_moment(alice: Person, tmp_path: Path) -> None:
    def write() -> None:
        for number in range(60):
            alice.note(f"note {number}")
        let_go(alias_of(alice.folder))

    writing = Thread(target=write)
    writing.start()
    sizes = []
    for number in range(6):
        alice.vault.backup(tmp_path / f"backup {number}")
        vault = restore(tmp_path / f"backup {number}", tmp_path / f"{number}", passphrase=alice.passphrase, cost=CHEAP)
        assert not vault.findings
        found = texts(vault)
        assert found == [f"note {one}" for one in range(len(found))]
        sizes.append(len(found))
    writing.join()
    assert sizes == sorted(sizes)


def test_a_backup_can_be_made_of_a_locked_vault(alice: Person, tmp_path: Path) -> None:
    alice.note("mine")
    alice.vault.lock()
    alice.vault.backup(tmp_path / "backup")
    assert texts(restore(tmp_path / "backup", tmp_path / "new", passphrase=alice.passphrase, cost=CHEAP)) == ["mine"]


def test_nothing_is_put_in_place_before_the_backup_has_opened(alice: Person, bob: Person, tmp_path: Path) -> None:
    alice.vault.backup(tmp_path / "backup")
    for passphrase, code, problem in (
        (bob.passphrase, None, "wrong_passphrase"),
        (None, bob.code, "wrong_code"),
        (None, "7QX2", "mistyped_code"),
        (None, None, "not_on_this_device"),
    ):
        with pytest.raises(VaultProblem, match=problem):
            restore(tmp_path / "backup", tmp_path / "new", passphrase=passphrase, recovery_code=code, cost=CHEAP)
        assert not (tmp_path / "new").exists()


def test_a_backup_takes_the_place_of_a_vault_only_when_asked_to(alice: Person, tmp_path: Path) -> None:
    alice.note("in the backup")
    alice.vault.backup(tmp_path / "backup")
    alice.note("after it")
    window = alice.again()
    with pytest.raises(VaultProblem, match="already_a_vault"):
        restore(tmp_path / "backup", alice.folder, passphrase=alice.passphrase, cost=CHEAP)
    assert texts(alice.again()) == ["in the backup", "after it"]
    vault = restore(tmp_path / "backup", alice.folder, passphrase=alice.passphrase, instead=True, cost=CHEAP)
    assert texts(vault) == texts(alice.again()) == texts(window) == ["in the backup"]
    assert not vault.findings


def test_a_backup_never_overwrites_a_file(alice: Person, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("something else")
    with pytest.raises(VaultProblem, match="file_exists"):
        alice.vault.backup(tmp_path / "taken")
    assert (tmp_path / "taken").read_text() == "something else"
    with pytest.raises(VaultProblem, match=r"no_such_file|no_permission"):
        alice.vault.backup(tmp_path / "no" / "such" / "folder")


@pytest.mark.parametrize("content", [b"", b"not a vault", b"SQLite format 3\0" + b"\0" * 500])
def test_a_file_that_is_no_backup_is_told_and_leaves_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(VaultProblem, match=r"file_damaged|no_vault"):
        restore(tmp_path / "file", tmp_path / "new", recovery_code=new_code())
    with pytest.raises(VaultProblem, match="no_such_file"):
        restore(tmp_path / "nowhere", tmp_path / "new", recovery_code=new_code())
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_damaged_backup_gives_back_all_that_can_be_read_and_says_so(alice: Person, tmp_path: Path) -> None:
    good, bad = alice.note("good"), alice.note("bad")
    alice.vault.backup(tmp_path / "vault.sqlite3")
    with tampering(tmp_path) as database:
        database.execute("UPDATE vault_sealed SET sealed = zeroblob(557) WHERE entry = ?", (bad,))
    vault = restore(tmp_path / "vault.sqlite3", tmp_path / "new", passphrase=alice.passphrase, cost=CHEAP)
    assert [entry.id for entry in vault.entries()] == [good]
    assert [(finding.kind, finding.entry) for finding in vault.findings] == [("unreadable", bad)]


def test_without_a_passphrase_a_backup_opens_on_this_device_and_elsewhere_with_the_code(tmp_path: Path) -> None:
    vault, code = Vault.create(tmp_path / "mine", None)
    vault.append("notes", NOTE)
    vault.backup(tmp_path / "backup")
    vault.lock()
    shutil.rmtree(tmp_path / "mine")
    assert texts(restore(tmp_path / "backup", tmp_path / "here")) == [NOTE["text"]]
    shutil.rmtree(device_folder())
    with pytest.raises(VaultProblem, match="not_on_this_device"):
        restore(tmp_path / "backup", tmp_path / "there")
    vault = restore(tmp_path / "backup", tmp_path / "there", recovery_code=code)
    vault.change_passphrase(None)
    assert texts(Vault.open_on_this_device(tmp_path / "there")) == [NOTE["text"]]


def test_locking_makes_a_backup_when_something_changed_and_only_then(alice: Person) -> None:
    assert not kept(alice.folder)
    alice.note("first")
    alice.vault.lock()
    first = kept(alice.folder)
    assert len(first) == 1
    alice.again().lock()
    assert kept(alice.folder) == first
    vault = alice.again()
    vault.append("notes", NOTE)
    vault.lock()
    assert len(kept(alice.folder)) == 1  # one a day
    assert kept(alice.folder) != first
    assert vault.backup_problem is None


def test_a_vault_that_was_never_locked_gets_its_backup_when_it_is_opened(alice: Person) -> None:
    alice.note("then the power went out")
    let_go(alias_of(alice.folder))
    alice.again()
    assert len(kept(alice.folder)) == 1


def test_one_backup_a_day_is_kept_of_the_last_few_days(alice: Person) -> None:
    today = datetime.now(UTC)
    for day in range(9):
        vault = alice.again()
        vault.append("notes", NOTE)
        vault.lock()
        moment = (today - timedelta(days=30 - day)).timestamp()
        for path in kept(alice.folder)[-1:]:
            os.utime(path, (moment, moment))
    assert len(kept(alice.folder)) == DAYS
    newest = restore(kept(alice.folder)[-1], alice.folder.parent / "new", passphrase=alice.passphrase, cost=CHEAP)
    assert len(newest.entries()) == 9


def test_what_was_destroyed_stays_in_no_automatic_backup(alice: Person) -> None:
    name, _ = alice.note("a thing I regret"), alice.note("another")
    alice.vault.lock()
    (before,) = kept(alice.folder)
    moment = (datetime.now(UTC) - timedelta(days=3)).timestamp()
    os.utime(before, (moment, moment))
    vault = alice.again()
    vault.destroy(name)
    vault.lock()
    (after,) = kept(alice.folder)
    assert after != before
    assert texts(restore(after, alice.folder.parent / "new", passphrase=alice.passphrase, cost=CHEAP)) == ["another"]


def test_no_automatic_backup_opens_with_a_passphrase_or_code_that_was_given_up(alice: Person, tmp_path: Path) -> None:
    alice.note("mine")
    alice.vault.lock()
    vault = alice.again()
    vault.change_passphrase("another", current=alice.passphrase, cost=CHEAP)
    code = vault.rekey("another", cost=CHEAP)
    for number, path in enumerate(kept(alice.folder)):
        with pytest.raises(VaultProblem, match="wrong_passphrase"):
            restore(path, tmp_path / f"{number}", passphrase=alice.passphrase, cost=CHEAP)
        with pytest.raises(VaultProblem, match="wrong_code"):
            restore(path, tmp_path / f"{number}", recovery_code=alice.code)
        assert texts(restore(path, tmp_path / f"{number}", recovery_code=code)) == ["mine"]
    assert len(kept(alice.folder)) == 1


def test_a_damaged_vault_never_pushes_out_a_good_backup_and_says_that_there_is_no_new_one(alice: Person) -> None:
    name = alice.note("good")
    alice.vault.lock()
    good = kept(alice.folder)
    with tampering(alice.folder) as database:
        database.execute("UPDATE vault_sealed SET sealed = zeroblob(557) WHERE entry = ?", (name,))
    vault = alice.again()
    vault.append("notes", NOTE)
    vault.lock()
    assert kept(alice.folder) == good
    assert vault.backup_problem is not None
    assert vault.backup_problem.id == "no_copy_of_damage"
    assert "backups" in vault.backup_problem.text()


def test_a_backup_that_fails_is_never_silent(alice: Person) -> None:
    alice.note("mine")
    (alice.folder / "backups").write_text("a file in the way")
    alice.vault.lock()
    assert alice.vault.backup_problem is not None
    assert alice.vault.backup_problem.text()
    vault = alice.again()
    assert vault.backup_problem is not None
    (alice.folder / "backups").unlink()
    assert alice.again().backup_problem is None


def test_after_a_disaster_the_newest_automatic_backup_takes_the_place_of_the_damaged_file(alice: Person) -> None:
    alice.note("mine")
    alice.vault.lock()
    let_go(alias_of(alice.folder))
    (alice.folder / "vault.sqlite3").write_bytes(b"\xff" * 30_000)
    with pytest.raises(VaultProblem, match="file_damaged"):
        alice.again()
    vault = restore(kept(alice.folder)[-1], alice.folder, passphrase=alice.passphrase, instead=True, cost=CHEAP)
    assert texts(vault) == texts(alice.again()) == ["mine"]
    aside = [path for path in alice.folder.iterdir() if "damaged" in path.name]
    assert [path.read_bytes() for path in aside] == [b"\xff" * 30_000]


def test_locking_leaves_no_key_and_no_word_in_memory(alice: Person) -> None:
    alice.note("a very peculiar phrase to look for")
    secret = alice.vault._memory.unlocked().key.secret
    alice.vault.story()
    alice.vault.lock()
    gc.collect()
    things = gc.get_objects()
    assert not [thing for thing in things if isinstance(thing, Key) and thing.secret == secret]
    assert not [thing for thing in things if isinstance(thing, Entry) and "very peculiar" in thing.text]
    assert not [thing for thing in things if isinstance(thing, Story) and "very peculiar" in thing.model_dump_json()]


def test_a_backup_can_be_handed_over_as_bytes_and_leaves_no_other_file(alice: Person, tmp_path: Path) -> None:
    alice.note("handed over")
    before = sorted(path.name for path in alice.folder.iterdir())
    content = alice.vault.sealed()
    assert sorted(path.name for path in alice.folder.iterdir()) == before
    assert b"handed over" not in content
    elsewhere = tmp_path / "elsewhere"
    vault = restore_content(content, elsewhere, passphrase=alice.passphrase, cost=CHEAP)
    assert texts(vault) == ["handed over"]
    assert not list(elsewhere.glob("restoring*"))


def test_bytes_that_are_no_backup_are_refused_and_never_written(alice: Person, tmp_path: Path) -> None:
    content = alice.vault.sealed()
    folder = tmp_path / "elsewhere"
    for wrong in (b"", b"my story in plain", content[:200], content[:4096] + b"x" * 4096):
        with pytest.raises(VaultProblem, match="no_backup"):
            restore_content(wrong, folder, passphrase=alice.passphrase, cost=CHEAP)
        assert not folder.exists()
    with pytest.raises(VaultProblem, match="wrong_passphrase"):
        restore_content(content, folder, passphrase=alice.passphrase + "?", cost=CHEAP)
    assert not folder.exists()
