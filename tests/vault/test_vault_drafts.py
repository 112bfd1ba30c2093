"""The promise: a page that is half written is there after a crash, sealed, and gone once it is saved or let go."""

import pytest

from tests.vault.people import CHEAP, Person
from tests.vault.searching import found
from unstuck.vault.destroying import destroy_everything
from unstuck.vault.problems import VaultProblem

TEXT = "a page I had only half written: 睡眠"


def test_a_draft_is_there_in_the_next_window_and_in_no_file_in_plain(alice: Person) -> None:
    alice.vault.keep_draft("7", TEXT)
    alice.vault.keep_draft("8", "another")
    alice.vault.lock()
    again = alice.again()
    assert (again.draft("7"), again.draft("8"), again.draft("9")) == (TEXT, "another", "")
    assert not found([TEXT, "half written"], alice.folder)
    assert (alice.folder / "draft").stat().st_mode & 0o077 == 0
    assert not again.entries()


def test_a_draft_that_was_let_go_of_leaves_nothing(alice: Person) -> None:
    alice.vault.keep_draft("7", TEXT)
    alice.vault.keep_draft("7", "")
    assert not (alice.folder / "draft").exists()
    assert not alice.vault.draft("7")


def test_a_draft_tells_its_length_only_roughly(alice: Person) -> None:
    sizes = set()
    for length in (1, 100, 400):
        alice.vault.keep_draft("7", "x" * length)
        sizes.add((alice.folder / "draft").stat().st_size)
    assert len(sizes) == 1


def test_a_draft_is_sealed_anew_with_all_the_rest(alice: Person) -> None:
    alice.vault.keep_draft("7", TEXT)
    before = (alice.folder / "draft").read_bytes()
    alice.vault.rekey(alice.passphrase, cost=CHEAP)
    after = (alice.folder / "draft").read_bytes()
    assert before[1:17] != after[1:17]
    assert alice.again().draft("7") == TEXT


def test_a_draft_of_someone_else_or_a_damaged_one_is_none(alice: Person, bob: Person) -> None:
    alice.vault.keep_draft("7", TEXT)
    content = (alice.folder / "draft").read_bytes()
    (bob.folder / "draft").write_bytes(content)
    assert not bob.vault.draft("7")
    for damaged in (content[:-1], content[:40], b"", b"\x01" * 600, content[:60] + b"!" + content[61:]):
        (alice.folder / "draft").write_bytes(damaged)
        assert not alice.vault.draft("7")
    alice.vault.keep_draft("7", "anew")
    assert alice.again().draft("7") == "anew"


def test_a_locked_vault_shows_no_draft(alice: Person) -> None:
    alice.vault.keep_draft("7", TEXT)
    alice.vault.lock()
    with pytest.raises(VaultProblem, match="locked"):
        alice.vault.draft("7")
    with pytest.raises(VaultProblem, match="locked"):
        alice.vault.keep_draft("7", "too late")


def test_a_draft_is_destroyed_with_its_vault(alice: Person) -> None:
    alice.vault.keep_draft("7", TEXT)
    alice.vault.lock()
    destroy_everything(alice.folder)
    assert not alice.folder.exists()
