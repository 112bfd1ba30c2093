"""What is written when something changes? From what there is and what is to change, to rows, pages and root."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from unstuck.vault.entries import Entry, Row, as_text, close, disclose, new_id
from unstuck.vault.manifest import Contents, Listing, Root, page_of, seal_page, seal_root
from unstuck.vault.problems import VaultProblem
from unstuck.vault.seal import FORMAT, Key, tag


@dataclass(frozen=True, slots=True)
class Piece:
    """What is to be put: rows, where they are listed, and the entry they show.

    Attributes:
        page: the number of the page that lists them.
        listed: their tags, by id and version.
        rows: the rows themselves, where they are not there yet.
        entry: the newest readable version, None when none opens.
    """

    page: int
    listed: Listing = field(repr=False)
    rows: Sequence[Row] = field(repr=False)
    entry: Entry | None


@dataclass(frozen=True, slots=True)
class Plan:
    """One change, ready to be written.

    Attributes:
        root: the sealed root.
        pages: the sealed pages that change, by number.
        rows: what is added.
        removed: the ids of entries to take away with all their versions.
        after: what the vault holds once this is written.
    """

    root: bytes = field(repr=False)
    pages: Mapping[int, bytes] = field(repr=False)
    rows: Sequence[Row] = field(repr=False)
    removed: Collection[str]
    after: Contents


def piece(key: Key, owner: str, entry: Entry) -> Piece:
    """The entry, sealed and ready to be put."""
    row = close(key, owner, entry)
    return Piece(page_of(entry.position), {(row.id, row.version): tag(row.sealed)}, (row,), entry)


def fresh(key: Key, owner: str, start: int, records: Iterable[tuple[str, Any]]) -> list[Piece]:
    """New entries for kinds and values, at positions from `start` on."""
    return [
        piece(key, owner, Entry(new_id(), 1, position, kind, as_text(value)))
        for position, (kind, value) in enumerate(records, start)
    ]


def plan(
    key: Key,
    owner: str,
    contents: Contents,
    put: Sequence[Piece],
    remove: Collection[str],
    *,
    entries: Mapping[str, Entry],
    fits: bool,
) -> Plan:
    """What to write so that `remove` is gone and `put` is there.

    Parameters:
        entries: those that are there then, as `entries_after` gives them.
        fits: whether they make one story.

    Raises:
        VaultProblem: the list of what belongs here is damaged; the person decides first (`Vault.accept`).
    """
    if contents.root is None or not contents.sound:
        raise VaultProblem("list_damaged")
    changed: dict[int, dict[tuple[str, int], bytes]] = {}
    for name in remove:
        for number in pages_with(contents, name):
            listing = changed.setdefault(number, dict(contents.pages[number] or {}))
            changed[number] = {item: found for item, found in listing.items() if item[0] != name}
    for each in put:
        changed.setdefault(each.page, dict(contents.pages.get(each.page) or {})).update(each.listed)
    sealed = {number: seal_page(key, owner, number, listing) for number, listing in changed.items()}
    root = _next(contents.root, put, destroyed=bool(remove), fits=fits, pages=sealed)
    after = Contents(
        root,
        {**contents.pages, **changed},
        entries,
        tuple(finding for finding in contents.findings if finding.entry not in remove),
    )
    rows = [row for each in put for row in each.rows]
    return Plan(seal_root(key, owner, root), sealed, rows, remove, after)


def rebuilt(key: Key, owner: str, rows: Iterable[Row], old: Root) -> tuple[bytes, dict[int, bytes]]:
    """The sealed root and pages that list exactly these rows, after `old`."""
    listings: dict[int, dict[tuple[str, int], bytes]] = {}
    end = old.next_position
    for row in rows:
        listings.setdefault(page_of(row.position), {})[row.id, row.version] = tag(row.sealed)
        end = max(end, row.position + 1)
    pages = {number: seal_page(key, owner, number, listing) for number, listing in listings.items()}
    counter = old.counter + 1
    root = Root(counter, end, counter, old.fits, {number: tag(sealed) for number, sealed in pages.items()})
    return seal_root(key, owner, root), pages


def resealed(old: Key, new: Key, owner: str, rows: Iterable[Row], mine: Collection[Row]) -> tuple[list[Row], list[Row]]:
    """Those of the rows that are `mine` under a new key, and the others as they are.

    Raises:
        VaultProblem: a newer release wrote some of them, which this one would lose.
    """
    known = set(mine)
    left = [row for row in rows if row not in known]
    if any(row.sealed[:1] > bytes((FORMAT,)) for row in left):
        raise VaultProblem("newer_release")
    return [close(new, owner, disclose(old, owner, row)) for row in mine], left


def pages_with(contents: Contents, entry: str) -> list[int]:
    """The numbers of the pages that list an entry."""
    return [
        number
        for number, listing in contents.pages.items()
        if listing is not None and any(name == entry for name, _ in listing)
    ]


def entries_after(contents: Contents, put: Sequence[Piece], remove: Collection[str]) -> dict[str, Entry]:
    """The entries by id, in order, once `remove` is gone and `put` is there."""
    entries = dict(contents.entries)
    for name in remove:
        entries.pop(name, None)
    in_order, last = True, next((entry.position for entry in reversed(entries.values())), -1)
    for each in put:
        if each.entry is not None:
            in_order = in_order and (each.entry.id in entries or each.entry.position > last)
            last = max(last, each.entry.position)
            entries[each.entry.id] = each.entry
    return entries if in_order else dict(sorted(entries.items(), key=lambda item: item[1].position))


def _next(old: Root, put: Sequence[Piece], *, destroyed: bool, fits: bool, pages: Mapping[int, bytes]) -> Root:
    counter = old.counter + 1
    ends = (each.entry.position + 1 for each in put if each.entry is not None)
    return Root(
        counter,
        max((old.next_position, *ends)),
        counter if destroyed else old.destroyed_at,
        fits,
        {**old.pages, **{number: tag(sealed) for number, sealed in pages.items()}},
    )
