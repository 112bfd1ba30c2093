"""The promise: what was written is there, in order and in its newest version, for who can open it, until destroyed."""

from datetime import timedelta
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import PasswordSetError

from tests.vault.people import CHEAP, NOTE, Person, story
from unstuck.vault import device
from unstuck.vault.keys import Cost
from unstuck.vault.places import device_folder
from unstuck.vault.problems import VaultProblem
from unstuck.vault.recovery import new_code
from unstuck.vault.store import find
from unstuck.vault.unlocked import IDLE
from unstuck.vault.vault import Vault


def texts(vault: Vault) -> list[str]:
    return [entry.value["text"] for entry in vault.entries("notes")]


def problem(raised: pytest.ExceptionInfo[VaultProblem]) -> str:
    return raised.value.id


def test_entries_come_back_in_the_order_they_were_written(alice: Person) -> None:
    for number in range(300):
        alice.note(f"note {number}")
    assert texts(alice.vault) == texts(alice.again()) == [f"note {number}" for number in range(300)]


def test_several_entries_are_written_together_or_not_at_all(alice: Person) -> None:
    ids = alice.vault.append_all([("notes", NOTE), ("goals", {"id": "sleep"})])
    assert [entry.id for entry in alice.vault.entries()] == list(ids)
    with pytest.raises(ValueError, match="problems"):
        alice.vault.append_all([("notes", NOTE), ("notes", {})])
    assert len(alice.again().entries()) == 2


def test_an_entry_may_name_what_is_written_with_it(alice: Person) -> None:
    therapy = {"id": "t1", "started": "2026-01-01"}
    alice.vault.append_all([("therapies", therapy), ("sessions", {"therapy": "t1", "date": "2026-01-02"})])
    assert alice.again().story().sessions[0].therapy == "t1"


def test_a_correction_is_what_is_read_and_what_stood_before_can_be_looked_up(alice: Person) -> None:
    first, second = alice.note("first"), alice.note("second")
    alice.vault.correct(first, NOTE | {"text": "first, corrected"}, seen=1)
    alice.vault.correct(first, NOTE | {"text": "first, corrected again"}, seen=2)
    for vault in (alice.vault, alice.again()):
        assert texts(vault) == ["first, corrected again", "second"]
        assert [entry.value["text"] for entry in vault.history(first)] == [
            "first",
            "first, corrected",
            "first, corrected again",
        ]
        assert len(vault.history(second)) == 1
        assert not vault.findings


def test_a_destroyed_entry_is_gone_with_all_its_versions(alice: Person) -> None:
    first, second = alice.note("first"), alice.note("second")
    alice.vault.correct(first, NOTE | {"text": "corrected"}, seen=1)
    alice.vault.destroy(first)
    for vault in (alice.vault, alice.again()):
        assert texts(vault) == ["second"]
        assert not vault.history(first)
        assert not vault.findings
    assert [row.id for row in find(alice.folder).snapshot().rows] == [second]


def test_a_destroyed_entry_comes_back_to_its_place_until_the_page_is_left(alice: Person) -> None:
    first, second, third = alice.note("first"), alice.note("second"), alice.note("third")
    alice.vault.correct(second, NOTE | {"text": "second, corrected"}, seen=1)
    alice.vault.destroy(first, second)
    alice.note("fourth")
    alice.vault.undo(second)
    for vault in (alice.vault, alice.again()):
        assert texts(vault) == ["second, corrected", "third", "fourth"]
        assert len(vault.history(second)) == 2
        assert not vault.findings
    alice.vault.forget_destroyed()
    with pytest.raises(VaultProblem) as raised:
        alice.vault.undo(first)
    assert problem(raised) == "no_undo"
    assert alice.vault.entry(third)


def test_what_was_destroyed_can_not_be_brought_back_after_locking(alice: Person) -> None:
    note = alice.note("gone")
    alice.vault.destroy(note)
    alice.vault.lock()
    with pytest.raises(VaultProblem) as raised:
        alice.again().undo(note)
    assert problem(raised) == "no_undo"


def test_a_locked_vault_does_nothing(alice: Person) -> None:
    note = alice.note("before")
    alice.vault.lock()
    alice.vault.lock()
    assert alice.vault.locked
    uses = (
        alice.vault.entries,
        alice.vault.story,
        lambda: alice.vault.entry(note),
        lambda: alice.vault.append("notes", NOTE),
        lambda: alice.vault.correct(note, NOTE, seen=1),
        lambda: alice.vault.destroy(note),
        lambda: alice.vault.rekey(alice.passphrase, cost=CHEAP),
        lambda: alice.vault.change_passphrase("x", current=alice.passphrase, cost=CHEAP),
        lambda: alice.vault.renew_recovery_code(current=alice.passphrase, cost=CHEAP),
        alice.vault.accept,
        lambda: alice.vault.findings,
    )
    for use in uses:
        with pytest.raises(VaultProblem) as raised:
            use()
        assert problem(raised) == "locked"
    assert texts(alice.again()) == ["before"]


def test_a_vault_opens_with_its_passphrase_or_its_code_and_with_nothing_else(alice: Person, bob: Person) -> None:
    alice.note("mine")
    assert texts(Vault.open_with_passphrase(alice.folder, alice.passphrase, cost=CHEAP)) == ["mine"]
    assert texts(Vault.open_with_recovery_code(alice.folder, alice.code.lower().replace("-", ""))) == ["mine"]
    for wrong in (bob.passphrase, "", alice.passphrase.upper()):
        with pytest.raises(VaultProblem) as raised:
            Vault.open_with_passphrase(alice.folder, wrong, cost=CHEAP)
        assert problem(raised) == "wrong_passphrase"
    for wrong, why in ((bob.code, "wrong_code"), (new_code(), "wrong_code"), ("7QX2", "mistyped_code")):
        with pytest.raises(VaultProblem) as raised:
            Vault.open_with_recovery_code(alice.folder, wrong)
        assert problem(raised) == why
    with pytest.raises(VaultProblem) as raised:
        Vault.open_on_this_device(alice.folder)
    assert problem(raised) == "not_on_this_device"


def test_a_vault_without_a_passphrase_says_no_more_than_one_with_another(tmp_path: Path) -> None:
    Vault.create(tmp_path / "open", None)
    with pytest.raises(VaultProblem) as raised:
        Vault.open_with_passphrase(tmp_path / "open", "a guess", cost=CHEAP)
    assert problem(raised) == "wrong_passphrase"


def test_where_there_is_no_vault_none_is_made_by_looking(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(VaultProblem) as raised:
            Vault.open_with_passphrase(folder, "x", cost=CHEAP)
        assert problem(raised) == "no_vault"
    assert not list(tmp_path.iterdir())


def test_a_folder_holds_one_vault(alice: Person) -> None:
    alice.note("mine")
    with pytest.raises(VaultProblem) as raised:
        Vault.create(alice.folder, "another", cost=CHEAP)
    assert problem(raised) == "already_a_vault"
    assert texts(alice.again()) == ["mine"]


@pytest.mark.parametrize("empty", ["", "   ", "\n"])
def test_an_empty_passphrase_is_none(tmp_path: Path, alice: Person, empty: str) -> None:
    with pytest.raises(VaultProblem) as raised:
        Vault.create(tmp_path / "new", empty, cost=CHEAP)
    assert problem(raised) == "empty_passphrase"
    with pytest.raises(VaultProblem) as raised:
        alice.vault.change_passphrase(empty, current=alice.passphrase, cost=CHEAP)
    assert problem(raised) == "empty_passphrase"
    assert not alice.again().locked


def test_another_passphrase_takes_the_place_of_the_old_one_and_seals_no_entry_anew(alice: Person) -> None:
    alice.note("mine")
    rows = find(alice.folder).snapshot().rows
    with pytest.raises(VaultProblem) as raised:
        alice.vault.change_passphrase("another", current="a guess", cost=CHEAP)
    assert problem(raised) == "wrong_passphrase"
    alice.vault.change_passphrase("another", current=alice.passphrase, cost=CHEAP)
    assert find(alice.folder).snapshot().rows == rows
    assert texts(Vault.open_with_passphrase(alice.folder, "another", cost=CHEAP)) == ["mine"]
    assert texts(Vault.open_with_recovery_code(alice.folder, alice.code)) == ["mine"]
    with pytest.raises(VaultProblem) as raised:
        alice.again()
    assert problem(raised) == "wrong_passphrase"


def test_who_forgot_the_passphrase_sets_another_after_opening_with_the_code(alice: Person) -> None:
    alice.note("mine")
    vault = Vault.open_with_recovery_code(alice.folder, alice.code)
    vault.change_passphrase("remembered", cost=CHEAP)
    assert texts(Vault.open_with_passphrase(alice.folder, "remembered", cost=CHEAP)) == ["mine"]


def test_a_new_recovery_code_takes_the_place_of_the_old_one(alice: Person) -> None:
    code = alice.vault.renew_recovery_code(current=alice.passphrase, cost=CHEAP)
    assert not Vault.open_with_recovery_code(alice.folder, code).locked
    with pytest.raises(VaultProblem) as raised:
        Vault.open_with_recovery_code(alice.folder, alice.code)
    assert problem(raised) == "wrong_code"
    assert not alice.again().locked


def test_a_cost_that_grew_is_paid_from_the_next_opening_on(alice: Person) -> None:
    alice.note("mine")
    dearer = Cost(memory=128, iterations=2, lanes=1)
    assert texts(Vault.open_with_passphrase(alice.folder, alice.passphrase, cost=dearer)) == ["mine"]
    assert '"memory": 128' in find(alice.folder).wraps()["passphrase"].parameters
    assert texts(Vault.open_with_passphrase(alice.folder, alice.passphrase, cost=CHEAP)) == ["mine"]
    assert '"memory": 128' in find(alice.folder).wraps()["passphrase"].parameters


def test_sealing_anew_leaves_every_entry_readable_and_the_old_key_and_code_useless(alice: Person) -> None:
    first, second = alice.note("first"), alice.note("second")
    alice.vault.correct(first, NOTE | {"text": "corrected"}, seen=1)
    before = find(alice.folder).snapshot()
    other_window = alice.again()
    code = alice.vault.rekey(alice.passphrase, cost=CHEAP)
    for vault in (alice.vault, alice.again(), Vault.open_with_recovery_code(alice.folder, code)):
        assert texts(vault) == ["corrected", "second"]
        assert len(vault.history(first)) == 2
        assert not vault.findings
    after = find(alice.folder).snapshot()
    assert {row.sealed[1:17] for row in before.rows}.isdisjoint(row.sealed[1:17] for row in after.rows)
    assert not {row.sealed for row in before.rows} & {row.sealed for row in after.rows}
    with pytest.raises(VaultProblem) as raised:
        Vault.open_with_recovery_code(alice.folder, alice.code)
    assert problem(raised) == "wrong_code"
    with pytest.raises(VaultProblem) as raised:
        other_window.append("notes", NOTE)
    assert problem(raised) == "key_changed"
    assert other_window.locked
    alice.vault.append("notes", NOTE)
    assert alice.vault.entry(second)


def test_sealing_anew_asks_for_the_passphrase(alice: Person) -> None:
    for wrong in (None, "a guess"):
        with pytest.raises(VaultProblem) as raised:
            alice.vault.rekey(wrong, cost=CHEAP)
        assert problem(raised) == "wrong_passphrase"
    assert not Vault.open_with_recovery_code(alice.folder, alice.code).locked


class InMemory(KeyringBackend):
    """A keyring that works, as a desktop has one."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring's own class has no types
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class Refusing(InMemory):
    """A keyring whose owner pressed "deny"."""

    def set_password(self, service: str, username: str, password: str) -> None:
        del service, username, password
        raise PasswordSetError


def test_without_a_passphrase_the_device_opens_it_from_a_file_only_its_user_reads(tmp_path: Path) -> None:
    vault, code = Vault.create(tmp_path / "open", None)
    vault.append("notes", NOTE)
    kept = list(device_folder().iterdir())
    assert [oct(path.stat().st_mode & 0o777) for path in kept] == ["0o600"]
    assert not kept[0].is_relative_to(tmp_path / "open")
    assert texts(Vault.open_on_this_device(tmp_path / "open")) == [NOTE["text"]]
    kept[0].unlink()
    with pytest.raises(VaultProblem) as raised:
        Vault.open_on_this_device(tmp_path / "open")
    assert problem(raised) == "not_on_this_device"
    assert texts(Vault.open_with_recovery_code(tmp_path / "open", code)) == [NOTE["text"]]


def test_without_a_passphrase_a_keyring_that_works_keeps_the_key_and_shows_nothing(tmp_path: Path) -> None:
    ring = InMemory()
    keyring.set_keyring(ring)
    vault, _ = Vault.create(tmp_path / "open", None)
    assert not device_folder().exists()
    assert list(ring.kept) == [("local vault", vault.owner)]
    assert device.find(vault.owner) == (bytes.fromhex(next(iter(ring.kept.values()))), "keyring")
    assert Vault.open_on_this_device(tmp_path / "open").opened_by == "device"
    vault.change_passphrase("from now on", cost=CHEAP)
    assert not ring.kept
    assert Vault.ways(tmp_path / "open") == {"passphrase", "recovery_code"}


def test_a_keyring_that_refuses_is_no_place_for_a_key(tmp_path: Path) -> None:
    keyring.set_keyring(Refusing())
    vault, _ = Vault.create(tmp_path / "open", None)
    found = device.find(vault.owner)
    assert found is not None
    assert found[1] == "file"
    assert not Vault.open_on_this_device(tmp_path / "open").locked


def test_giving_up_the_passphrase_and_taking_one_again(alice: Person) -> None:
    alice.note("mine")
    alice.vault.change_passphrase(None, current=alice.passphrase, cost=CHEAP)
    assert Vault.ways(alice.folder) == {"device", "recovery_code"}
    vault = Vault.open_on_this_device(alice.folder)
    assert texts(vault) == ["mine"]
    code = vault.rekey(cost=CHEAP)
    assert texts(Vault.open_on_this_device(alice.folder)) == ["mine"]
    vault.change_passphrase("again", cost=CHEAP)
    assert Vault.ways(alice.folder) == {"passphrase", "recovery_code"}
    assert not list(device_folder().iterdir())
    assert texts(Vault.open_with_recovery_code(alice.folder, code)) == ["mine"]


def test_a_vault_that_could_not_be_made_leaves_no_secret_on_the_device(alice: Person) -> None:
    with pytest.raises(VaultProblem):
        Vault.create(alice.folder, None)
    assert not device_folder().exists() or not list(device_folder().iterdir())


def test_a_vault_copied_without_the_name_beside_it_still_opens(alice: Person) -> None:
    alice.vault.write_story(story())
    alice.vault.lock()
    (alice.folder / "owner").unlink()
    assert alice.again().story() == story()


def test_any_json_may_be_kept_for_the_app_and_nothing_else(alice: Person) -> None:
    kept = {"dark": True, "nothing": None, "deep": [1.5, {"a": []}], "odd": "\ud800 \u0000"}
    name = alice.vault.append("app.look", kept)
    assert alice.again().entry(name).value == kept
    for value in (float("nan"), {1, 2}):
        with pytest.raises((TypeError, ValueError)):
            alice.vault.append("app.look", value)
    assert len(alice.again().entries()) == 1


def test_a_vault_is_not_left_open_longer_than_a_short_absence() -> None:
    assert timedelta(minutes=5) <= IDLE <= timedelta(minutes=15)
