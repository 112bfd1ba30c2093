"""The promise: whatever is changed, moved, cut, dropped or put back is noticed, and the rest is read.

Out of reach is only a whole folder put back as it once was.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.vault.people import CHEAP, NOTE, Person, person, tampering
from unstuck.vault.connecting import alias_of
from unstuck.vault.entries import Row
from unstuck.vault.manifest import Contents, Finding, check
from unstuck.vault.problems import VaultProblem
from unstuck.vault.restoring import restore
from unstuck.vault.seal import Key
from unstuck.vault.store import Snapshot, find, let_go
from unstuck.vault.vault import Vault

CASES = 3000
IN_THE_DATABASE = 150
IN_THE_FILE = 250


@dataclass(frozen=True, slots=True)
class Past:
    """A vault, and each state it ever was in, the present one last."""

    key: Key
    owner: str
    states: tuple[Snapshot, ...]
    present: Contents

    @property
    def now(self) -> Snapshot:
        return self.states[-1]


def past_of(person: Person) -> Past:
    """Someone's vault after 140 entries, so over two pages of the list; some corrected, some destroyed."""
    vault, states = person.vault, []
    names = list(vault.append_all([("notes", NOTE | {"text": f"{person.folder.name} {n}"}) for n in range(140)]))
    states.append(find(person.folder).snapshot())
    for number in (3, 50, 135):
        for version in (1, 2):
            vault.correct(names[number], NOTE | {"text": f"{number} corrected {version}"}, seen=version)
            states.append(find(person.folder).snapshot())
    vault.destroy(names[7], names[50], names[139])
    states.append(find(person.folder).snapshot())
    opened = vault._memory.unlocked()
    return Past(opened.key, vault.owner, tuple(states), opened.contents)


Tamper = Callable[[Random, Past, Past, Snapshot], Snapshot]


def at(snapshot: Snapshot, place: int, row: Row | None) -> Snapshot:
    rows = list(snapshot.rows)
    rows[place : place + 1] = [row] if row else []
    return replace(snapshot, rows=rows)


def damaged(random: Random, sealed: bytes) -> bytes:
    """Bytes with a flipped bit, cut off, lengthened or gone."""
    sealed = sealed or b"\x01"
    place = random.randrange(len(sealed))
    flipped = bytearray(sealed)
    flipped[place] ^= 1 << random.randrange(8)
    return random.choice((bytes(flipped), sealed[:place], sealed + b"\0", b"", sealed[place + 1 :]))


def a_row_is_damaged(random: Random, mine: Past, other: Past, now: Snapshot) -> Snapshot:
    del mine, other
    place = random.randrange(len(now.rows))
    row = now.rows[place]
    return at(now, place, row._replace(sealed=damaged(random, row.sealed)))


def two_rows_change_places(random: Random, mine: Past, other: Past, now: Snapshot) -> Snapshot:
    del mine, other
    one, two = random.sample(range(len(now.rows)), 2)
    first, second = now.rows[one], now.rows[two]
    changed = at(now, one, first._replace(sealed=second.sealed))
    return at(changed, two, second._replace(sealed=first.sealed))


def a_row_is_moved_or_renamed(random: Random, mine: Past, other: Past, now: Snapshot) -> Snapshot:
    del mine, other
    place = random.randrange(len(now.rows))
    row, like = now.rows[place], random.choice(now.rows)
    changes: tuple[dict[str, Any], ...] = (
        {"position": random.choice((1, 127, 128, 2**40))},
        {"version": random.choice((1, 2, 4, 2**31))},
        {"id": like.id if like.id != row.id else "0" * 32},
        {"id": random.choice(("", "x", "é" * 32, "\ud800", "0" * 32 + "\n", 5, None, b"0" * 32))},
        {"version": random.choice(("x", None, 1.0, -1, 2**70, b""))},
        {"position": random.choice(("x", None, 1.5, -1, 2**70, b""))},
    )
    return at(now, place, row._replace(**random.choice(changes)))


def a_row_is_gone(random: Random, mine: Past, other: Past, now: Snapshot) -> Snapshot:
    del mine, other
    return at(now, random.randrange(len(now.rows)), None)


def a_row_is_put_back(random: Random, mine: Past, other: Past, now: Snapshot) -> Snapshot:
    """One that is not there now: destroyed since, or of an older version."""
    del other
    there = set(now.rows)
    gone = [row for state in mine.states for row in state.rows if row not in there]
    return replace(now, rows=[*now.rows, random.choice(gone)])


def an_older_version_stands_in_place_of_the_newest(random: Random, mine: Past, other: Past, now: Snapshot) -> Snapshot:
    del mine, other
    place = random.choice([place for place, row in enumerate(now.rows) if row.version == 3] or [0])
    older = [row for row in now.rows if row.id == now.rows[place].id and row.version != now.rows[place].version]
    if not older or random.random() < 0.5:
        return at(now, place, None)
    return at(now, place, now.rows[place]._replace(sealed=older[0].sealed))


def a_row_of_someone_else_is_put_in(random: Random, mine: Past, other: Past, now: Snapshot) -> Snapshot:
    del mine
    theirs = random.choice(other.now.rows)
    if random.random() < 0.5:
        return replace(now, rows=[*now.rows, theirs])
    place = random.randrange(len(now.rows))
    return at(now, place, now.rows[place]._replace(sealed=theirs.sealed))


def a_page_is_damaged_gone_old_or_someone_elses(random: Random, mine: Past, other: Past, now: Snapshot) -> Snapshot:
    number = random.choice([0, 1])
    sealed = now.pages.get(number, b"")
    old = random.choice(mine.states[:-1]).pages.get(number, b"old")
    new = random.choice((damaged(random, sealed), None, old, other.now.pages[number], now.pages.get(1 - number, b"")))
    pages = {at: page for at, page in now.pages.items() if at != number} | ({} if new is None else {number: new})
    return replace(now, pages=pages | ({2: sealed} if random.random() < 0.1 else {}))


def the_root_is_damaged_old_or_someone_elses(random: Random, mine: Past, other: Past, now: Snapshot) -> Snapshot:
    old = random.choice(mine.states[:-1]).root
    return replace(now, root=random.choice((damaged(random, now.root), old, other.now.root)))


TAMPERS: tuple[Tamper, ...] = (
    a_row_is_damaged,
    two_rows_change_places,
    a_row_is_moved_or_renamed,
    a_row_is_gone,
    a_row_is_put_back,
    an_older_version_stands_in_place_of_the_newest,
    a_row_of_someone_else_is_put_in,
    a_page_is_damaged_gone_old_or_someone_elses,
    the_root_is_damaged_old_or_someone_elses,
)


@pytest.fixture(scope="module")
def pasts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Past, Past]:
    folder = tmp_path_factory.mktemp("tampered")
    return past_of(person(folder / "alice", "a")), past_of(person(folder / "bob", "b"))


def same(one: Snapshot, two: Snapshot) -> bool:
    if one.root != two.root or dict(one.pages) != dict(two.pages):
        return False
    return sorted(map(repr, one.rows)) == sorted(map(repr, two.rows))


def judge(past: Past, changed: Snapshot, found: Contents) -> None:
    """It was noticed; what was left alone is shown as it was; nothing is shown that was never written."""
    kinds = {finding.kind for finding in found.findings}
    named = {finding.entry for finding in found.findings}
    assert found.findings
    left = set(map(repr, changed.rows))  # a version of 1.0 equals one of 1, and is not the same
    untouched = {(row.id, row.version) for row in past.now.rows if repr(row) in left}
    for entry in past.present.entries.values():
        if (entry.id, entry.version) in untouched:
            assert found.entries[entry.id] == entry
        else:
            assert entry.id in named or kinds & {"page", "root"}
    written = {(row.id, row.version, row.position) for state in past.states for row in state.rows}
    for entry in found.entries.values():
        assert entry[:3] in written
        assert entry.id in past.present.entries or kinds & {"page", "root"}
    positions = [entry.position for entry in found.entries.values()]
    assert positions == sorted(positions)


@pytest.mark.parametrize("tamper", TAMPERS, ids=lambda tamper: tamper.__name__)
def test_it_is_noticed_when(tamper: Tamper, pasts: tuple[Past, Past]) -> None:
    mine, other = pasts
    random = Random(tamper.__name__)
    for _ in range(CASES // len(TAMPERS) // 2):
        changed = tamper(random, mine, other, mine.now)
        if not same(changed, mine.now):
            judge(mine, changed, check(mine.key, mine.owner, changed.root, changed.pages, changed.rows))


def test_it_is_noticed_when_several_things_happen_at_once(pasts: tuple[Past, Past]) -> None:
    mine, other = pasts
    random = Random("several")
    for _ in range(CASES // 2):
        changed = mine.now
        for tamper in random.choices(TAMPERS, k=random.randint(2, 5)):
            changed = tamper(random, mine, other, changed)
        if not any(same(changed, state) for state in mine.states):
            judge(mine, changed, check(mine.key, mine.owner, changed.root, changed.pages, changed.rows))


def test_a_whole_folder_put_back_is_out_of_reach(pasts: tuple[Past, Past]) -> None:
    mine, _ = pasts
    for state in mine.states:
        assert not check(mine.key, mine.owner, state.root, state.pages, state.rows).findings


CELLS = ("sealed", "version", "position", "entry", "owner_id")


def tamper_in_the_database(random: Random, folder: Path) -> None:
    """One change by SQL, of any table, with any type of value."""
    with tampering(folder) as database:
        table, columns = random.choice(
            (
                ("vault_sealed", CELLS),
                ("vault_sealed", ("sealed",)),
                ("vault_page", ("sealed", "number", "owner_id")),
                ("vault_owner", ("root",)),
            )
        )
        column = random.choice(columns)
        (row,) = random.choice(database.execute(f"SELECT rowid FROM {table}").fetchall())  # noqa: S608 - our own names
        if random.random() < 0.2:
            database.execute(f"DELETE FROM {table} WHERE rowid = ?", (row,))  # noqa: S608
            return
        (before,) = database.execute(f"SELECT {column} FROM {table} WHERE rowid = ?", (row,)).fetchone()  # noqa: S608
        values = ["x", b"\xff\xfe", 0, 7, 2**62, 1.5, "é" * 32, b"\x01" * 60, "0" * 32]
        if isinstance(before, bytes):
            values += [damaged(random, before), random.randbytes(len(before))]
        value = random.choice([value for value in values if value != before])
        database.execute(f"UPDATE OR REPLACE {table} SET {column} = ? WHERE rowid = ?", (value, row))  # noqa: S608


def open_again(past: Past, folder: Path) -> Vault:
    return Vault(find(folder), past.key, "passphrase")


def open_or_say(past: Past, folder: Path) -> Vault | str:
    try:
        return open_again(past, folder)
    except VaultProblem as problem:
        return problem.id


@pytest.fixture
def pristine(alice: Person, tmp_path: Path) -> tuple[Past, Path]:
    """A vault that is closed, and a copy of its database to put back between cases."""
    past = past_of(alice)
    alice.vault.lock()
    shutil.copy(alice.folder / "vault.sqlite3", tmp_path / "pristine")
    return past, tmp_path / "pristine"


def put_back(folder: Path, pristine: Path) -> None:
    let_go(alias_of(folder))
    for path in folder.glob("vault.sqlite3*"):
        path.unlink()
    shutil.copy(pristine, folder / "vault.sqlite3")


def test_it_is_noticed_in_the_database_itself_and_the_person_can_go_on(
    alice: Person, pristine: tuple[Past, Path]
) -> None:
    past, copy = pristine
    random = Random("database")
    for _ in range(IN_THE_DATABASE):
        put_back(alice.folder, copy)
        tamper_in_the_database(random, alice.folder)
        vault = open_or_say(past, alice.folder)
        if not isinstance(vault, Vault):
            assert vault == "no_vault"  # it was the row that says there is one
            continue
        changed = find(alice.folder).snapshot()
        judge(past, changed, vault._memory.unlocked().contents)
        assert vault.backup_problem is not None
        vault.accept()
        assert {finding.kind for finding in vault.findings} <= {"unreadable", "put_back", "newer"}
        before = [entry.id for entry in vault.entries()]
        name = vault.append("notes", NOTE)
        assert [entry.id for entry in open_again(past, alice.folder).entries()] == [*before, name]


def test_no_damage_to_the_file_crashes_goes_unnoticed_or_shows_what_was_never_written(
    alice: Person, pristine: tuple[Past, Path]
) -> None:
    past, copy = pristine
    random = Random("file")
    content = copy.read_bytes()
    outcomes = {"harmless": 0, "found": 0, "refused": 0}
    for _ in range(IN_THE_FILE):
        changed = bytearray(content)
        for _ in range(random.choice((1, 1, 1, 8, 64))):
            changed[random.randrange(len(changed))] = random.randrange(256)
        if random.random() < 0.15:
            del changed[random.randrange(len(changed)) :]
        put_back(alice.folder, copy)
        (alice.folder / "vault.sqlite3").write_bytes(changed)
        vault = open_or_say(past, alice.folder)
        if not isinstance(vault, Vault):
            assert vault in {"file_damaged", "no_vault", "newer_release", "disk_error"}
            outcomes["refused"] += 1
            continue
        contents = vault._memory.unlocked().contents
        if contents.findings:
            rows = find(alice.folder)
            fetched = rows.salvaged() if Finding("file") in contents.findings else rows.snapshot()
            judge(past, fetched, contents)
            outcomes["found"] += 1
        else:
            assert contents.entries == past.present.entries
            outcomes["harmless"] += 1
    assert min(outcomes.values()) > 0


def test_a_damaged_entry_can_be_destroyed_and_brought_back_and_says_so_until_then(alice: Person) -> None:
    good, bad = alice.note("good"), alice.note("bad")
    alice.vault.lock()
    with tampering(alice.folder) as database:
        database.execute("UPDATE vault_sealed SET sealed = zeroblob(557) WHERE entry = ?", (bad,))
    vault = alice.again()
    assert [(finding.kind, finding.entry) for finding in vault.findings] == [("unreadable", bad)]
    vault.append("notes", NOTE)
    assert [finding.entry for finding in alice.again().findings] == [bad]
    vault.destroy(bad)
    assert not vault.findings
    assert not alice.again().findings
    vault.undo(bad)
    assert [finding.entry for finding in vault.findings] == [bad]
    assert [finding.entry for finding in alice.again().findings] == [bad]
    assert vault.entry(good)


@pytest.mark.parametrize(
    ("version", "position", "name"), [("x", 0, "a"), (0, 0, "a"), (1, "y", "a"), (1, -1, "a"), (1, 0, "a" * 99)]
)
def test_a_row_of_no_sense_at_all_is_told_and_in_the_way_of_nothing(
    alice: Person, tmp_path: Path, version: object, position: object, name: str
) -> None:
    good = alice.note("good")
    alice.vault.lock()
    with tampering(alice.folder) as database:
        database.execute(
            "INSERT INTO vault_sealed (owner_id, entry, version, position, sealed) "
            "SELECT owner_id, ?, ?, ?, 5 FROM vault_sealed",
            (name, version, position),
        )
    vault = alice.again()
    assert [(finding.kind, finding.entry) for finding in vault.findings] == [("unreadable", name)]
    vault.backup(tmp_path / "backup")
    vault.destroy(name)
    vault.undo(name)
    vault.rekey(alice.passphrase, cost=CHEAP)
    assert not alice.again().findings
    restored = restore(tmp_path / "backup", tmp_path / "new", passphrase=alice.passphrase, cost=CHEAP)
    for each in (vault, alice.again(), restored):
        assert [entry.id for entry in each.entries()] == [good]


def test_a_newer_releases_entry_is_told_kept_and_never_sealed_anew_by_this_one(alice: Person) -> None:
    name = alice.note("from the future")
    alice.note("from now")
    alice.vault.lock()
    with tampering(alice.folder) as database:
        (sealed,) = database.execute("SELECT sealed FROM vault_sealed WHERE entry = ?", (name,)).fetchone()
        database.execute("UPDATE vault_sealed SET sealed = ? WHERE entry = ?", (b"\x02" + sealed[1:], name))
    vault = alice.again()
    assert [(finding.kind, finding.entry) for finding in vault.findings] == [("newer", name)]
    with pytest.raises(VaultProblem) as raised:
        vault.rekey(alice.passphrase, cost=CHEAP)
    assert raised.value.id == "newer_release"
    assert [row.sealed[0] for row in find(alice.folder).snapshot().rows] == [2, 1]


def test_sealing_anew_and_writing_on_a_damaged_list_wait_until_the_person_has_decided(alice: Person) -> None:
    alice.note("mine")
    alice.vault.lock()
    with tampering(alice.folder) as database:
        database.execute("UPDATE vault_owner SET root = zeroblob(100)")
    vault = alice.again()
    assert [finding.kind for finding in vault.findings] == ["root"]
    assert len(vault.entries()) == 1
    with pytest.raises(VaultProblem, match="list_damaged"):
        vault.append("notes", NOTE)
    with pytest.raises(VaultProblem, match="list_damaged"):
        vault.rekey(alice.passphrase, cost=CHEAP)
    vault.change_passphrase("a new one", current=alice.passphrase, cost=CHEAP)
    vault.accept()
    assert not vault.findings
    vault.append("notes", NOTE)
    assert len(Vault.open_with_passphrase(alice.folder, "a new one", cost=CHEAP).entries()) == 2
