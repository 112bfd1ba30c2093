"""The promise: destroyed is gone, what opens it first, and what is out of reach is said."""

from pathlib import Path

import pytest

from tests.vault.people import CHEAP, Person, person, tampering
from unstuck.knowledge import words
from unstuck.vault import destroying, device, store
from unstuck.vault.automatic import kept
from unstuck.vault.connecting import alias_of
from unstuck.vault.destroying import destroy_everything
from unstuck.vault.places import device_folder
from unstuck.vault.problems import VaultProblem
from unstuck.vault.store import find, let_go
from unstuck.vault.vault import Vault


def test_nothing_is_left_of_a_destroyed_vault_but_what_others_put_there(alice: Person) -> None:
    for number in range(50):
        alice.note(f"note {number}")
    alice.vault.lock()
    (alice.folder / "letter.txt").write_text("not ours")
    (alice.folder / "face.json").write_text("{}")
    assert kept(alice.folder)
    out_of_reach = destroy_everything(alice.folder)
    assert [path.name for path in alice.folder.iterdir()] == ["letter.txt"]
    assert {"old_backups", "exports", "disk"} <= set(out_of_reach)
    for name in out_of_reach:
        assert words("en", "vault").say(f"out_of_reach.{name}")
    with pytest.raises(VaultProblem, match="no_vault"):
        alice.again()
    assert not list(alice.folder.parent.glob("alice/vault*"))


def test_an_empty_folder_goes_with_its_vault_and_a_new_vault_can_be_begun_there(alice: Person) -> None:
    alice.note("mine")
    alice.vault.lock()
    destroy_everything(alice.folder)
    assert not alice.folder.exists()
    assert not person(alice.folder, "another").vault.entries()


def test_a_window_that_is_still_open_can_do_nothing_more(alice: Person) -> None:
    alice.note("mine")
    destroy_everything(alice.folder)
    for use in (alice.vault.entries, lambda: alice.note("too late"), lambda: alice.vault.backup(alice.folder / "b")):
        with pytest.raises(VaultProblem, match="no_vault"):
            use()
    alice.vault.lock()
    assert not alice.folder.exists()


def test_the_devices_secret_goes_with_the_vault(tmp_path: Path) -> None:
    vault, _ = Vault.create(tmp_path / "open", None)
    vault.lock()
    destroy_everything(tmp_path / "open")
    assert device.find(vault.owner) is None
    assert not list(device_folder().iterdir())


def test_stopped_half_way_it_can_not_be_opened_any_more_and_can_be_destroyed_to_the_end(
    alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice.note("mine")
    alice.vault.lock()

    def stop(_: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(destroying, "wipe", stop)
    with pytest.raises(KeyboardInterrupt):
        destroy_everything(alice.folder)
    monkeypatch.undo()
    for use in (alice.again, lambda: Vault.open_with_recovery_code(alice.folder, alice.code)):
        with pytest.raises(VaultProblem, match=r"half_destroyed|no_vault"):
            use()
    destroy_everything(alice.folder)
    assert not alice.folder.exists()


def test_what_opens_it_goes_first(alice: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    alice.note("mine")
    alice.vault.lock()

    def stop(_: store.Store) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(store.Store, "remove", stop)
    with pytest.raises(KeyboardInterrupt):
        destroy_everything(alice.folder)
    assert len(find(alice.folder).snapshot().rows) == 1
    assert not find(alice.folder).wraps()
    with pytest.raises(VaultProblem, match="half_destroyed"):
        alice.again()


def test_a_forgotten_passphrase_or_a_damaged_file_keeps_nobody_from_destroying(alice: Person, bob: Person) -> None:
    alice.note("mine")
    for each in (alice, bob):
        each.vault.lock()
        let_go(alias_of(each.folder))
    (alice.folder / "vault.sqlite3").write_bytes(b"\xff" * 30_000)
    with tampering(bob.folder) as database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('vault', '0999_future', '2036-01-01')"
        )
    for each in (alice, bob):
        with pytest.raises(VaultProblem, match=r"file_damaged|newer_release"):
            each.again()
        destroy_everything(each.folder)
        assert not each.folder.exists()


def test_where_there_is_no_vault_nothing_is_destroyed(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("not ours")
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(VaultProblem, match="no_vault"):
            destroy_everything(folder)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_destroyed_entry_leaves_no_bytes_in_the_database_or_beside_it(alice: Person) -> None:
    name = alice.note("mine")
    (row,) = find(alice.folder).snapshot().rows
    assert any(row.sealed in path.read_bytes() for path in alice.folder.iterdir() if path.is_file())
    alice.vault.destroy(name)
    for path in alice.folder.iterdir():
        assert path.is_dir() or row.sealed[29:61] not in path.read_bytes()


def test_a_wrap_that_was_given_up_leaves_no_bytes_either(alice: Person) -> None:
    wraps = find(alice.folder).wraps()
    alice.vault.change_passphrase("another", current=alice.passphrase, cost=CHEAP)
    alice.vault.rekey("another", cost=CHEAP)
    for path in alice.folder.rglob("*"):
        for wrap in wraps.values():
            assert path.is_dir() or wrap.sealed[29:61] not in path.read_bytes()
