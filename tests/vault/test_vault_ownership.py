"""The promise: Alice, Bob and Charlie each see their own, whatever they ask for, also in one database for all three."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.vault.people import CHEAP, NOTE, Person, person
from unstuck.vault.destroying import destroy_everything
from unstuck.vault.places import DATABASE, OWNER
from unstuck.vault.problems import VaultProblem
from unstuck.vault.restoring import restore
from unstuck.vault.store import find
from unstuck.vault.unlocked import Unlocked
from unstuck.vault.vault import Vault

Refused = Callable[[Vault, str], object]


@pytest.fixture
def together(tmp_path: Path) -> Iterator[tuple[Person, Person, Person]]:
    """Three people whose rows lie in the same tables, as on a database server: three folders, one file."""
    shared = tmp_path / DATABASE
    people = []
    for name in ("alice", "bob", "charlie"):
        (tmp_path / name).mkdir()
        shared.touch()
        (tmp_path / name / DATABASE).symlink_to(shared)
        (tmp_path / name / OWNER).write_text("nobody yet")
        people.append(person(tmp_path / name, f"{name}'s correct horse"))
    yield people[0], people[1], people[2]
    for each in people:
        each.vault.lock()


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        (lambda bob, name: bob.entry(name), "no_entry"),
        (lambda bob, name: bob.correct(name, NOTE, seen=1), "no_entry"),
        (lambda bob, name: bob.destroy(name), "no_entry"),
        (lambda bob, name: bob.undo(name), "no_undo"),
    ],
    ids=["look", "correct", "destroy", "undo"],
)
def test_nobody_reaches_an_entry_of_another_by_its_id(
    together: tuple[Person, Person, Person], path: Refused, answer: str
) -> None:
    alice, bob, charlie = together
    mine = alice.note("Alice's")
    bob.note("Bob's")
    for other in (bob.vault, charlie.vault):
        with pytest.raises(VaultProblem) as raised:
            path(other, mine)
        assert raised.value.id == answer
        assert not other.history(mine)
    assert alice.again().entry(mine).value["text"] == "Alice's"
    assert not alice.again().findings


def test_nobody_sees_counts_changes_or_destroys_what_is_anothers(together: tuple[Person, Person, Person]) -> None:
    alice, bob, charlie = together
    for number in range(3):
        alice.note(f"Alice's {number}")
    bob.note("Bob's")
    assert [len(each.vault.entries()) for each in together] == [3, 1, 0]
    assert charlie.vault.story().notes == ()
    bob.vault.write_story(charlie.vault.story(), instead=True)
    bob.vault.rekey(bob.passphrase, cost=CHEAP)
    bob.vault.change_passphrase("another", current=bob.passphrase, cost=CHEAP)
    bob.vault.accept()
    assert [len(each.vault.entries()) for each in together] == [3, 0, 0]
    assert len(alice.again().entries()) == 3
    assert not alice.vault.findings
    with pytest.raises(VaultProblem) as raised:
        Vault.open_with_passphrase(alice.folder, "another", cost=CHEAP)
    assert raised.value.id == "wrong_passphrase"


def test_a_backup_holds_its_owners_rows_and_no_one_elses(
    together: tuple[Person, Person, Person], tmp_path: Path
) -> None:
    alice, bob, _ = together
    alice.note("Alice's")
    bob.note("Bob's")
    bob.vault.backup(tmp_path / "bobs")
    for row in find(alice.folder).snapshot().rows:
        assert row.sealed not in (tmp_path / "bobs").read_bytes()
    assert alice.vault.owner.encode() not in (tmp_path / "bobs").read_bytes()


def test_a_backup_never_takes_the_place_of_someone_elses_vault(alice: Person, bob: Person, tmp_path: Path) -> None:
    alice.note("Alice's")
    bob.note("Bob's")
    bob.vault.backup(tmp_path / "bobs")
    with pytest.raises(VaultProblem) as raised:
        restore(tmp_path / "bobs", alice.folder, passphrase=bob.passphrase, instead=True, cost=CHEAP)
    assert raised.value.id == "other_person"
    assert alice.again().story().notes[0].text == "Alice's"


def test_who_points_a_folder_at_anothers_rows_still_needs_what_opens_them(
    together: tuple[Person, Person, Person],
) -> None:
    alice, bob, _ = together
    alice.note("Alice's")
    shutil.copy(alice.folder / "owner", bob.folder / "owner")
    with pytest.raises(VaultProblem) as raised:
        bob.again()
    assert raised.value.id == "wrong_passphrase"


def test_a_session_of_the_browser_reaches_the_vault_it_opened_and_no_other(
    alice: Person, bob: Person, charlie: Person
) -> None:
    open_now = Unlocked[Vault]()
    open_now.put("session of alice", alice.vault)
    open_now.put("session of bob", bob.vault)
    assert open_now.get("session of alice") is alice.vault
    assert open_now.get("session of bob") is bob.vault
    assert open_now.get("session of charlie") is None
    assert open_now.get("") is open_now.get(None) is None
    open_now.lock("session of alice")
    assert alice.vault.locked
    assert open_now.get("session of bob") is bob.vault
    assert not charlie.vault.locked
    open_now.lock_all()


def test_destroying_leaves_the_folders_of_others_alone(alice: Person, bob: Person) -> None:
    bob.note("Bob's")
    alice.vault.lock()
    destroy_everything(alice.folder)
    assert bob.again().story().notes[0].text == "Bob's"
