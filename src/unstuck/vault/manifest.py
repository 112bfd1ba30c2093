"""Is everything there, and in its newest version?

A sealed entry can't be changed or moved without notice, but on its own it can be taken away, or put back as it
once was. So there is a sealed list of all that belongs to a vault, in pages: page n lists id, version and tag of
every row whose position lies in [128 n, 128 n + 128), and the root lists the tag of every page. Writing an entry
seals one page and the root anew, however many entries there are. docs/decisions/0007-vault-list.md says why.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Literal

from unstuck.vault.entries import Entry, Row, disclose
from unstuck.vault.seal import TAG_BYTES, Broken, Key, Newer, tag

PAGE = 128
_ROOT = struct.Struct(">QQQ?")
_PAGE_TAG = struct.Struct(">Q16s")
_ITEM = struct.Struct(">16sI16s")

Item = tuple[str, int]
"""A row's id and version."""
Listing = Mapping[Item, bytes]
"""The tag of each row."""

FindingKind = Literal["unreadable", "newer", "missing", "older", "put_back", "page", "root", "file"]


@dataclass(frozen=True, slots=True)
class Root:
    """The top of the list.

    Attributes:
        counter: how often the vault was written to.
        next_position: where the next new entry goes.
        destroyed_at: the counter when something was last destroyed or a key was changed; older backups still hold it.
        fits: whether the entries were found to make one story without contradiction.
        pages: the tag of each page, by its number.
    """

    counter: int = 0
    next_position: int = 0
    destroyed_at: int = 0
    fits: bool = True
    pages: Mapping[int, bytes] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as the person left it.

    Attributes:
        kind: `unreadable`: a row does not open; `newer`: a newer release wrote it; `missing`: a listed row is gone;
            `older`: the newest version is gone, an older one is shown; `put_back`: a row that is not listed, such as
            a destroyed one, is there again (and not shown); `page`, `root`: the list itself is damaged, so what
            is shown may not be all; `file`: the database's own file is damaged.
        entry: the entry's id, where it is about one.
    """

    kind: FindingKind
    entry: str | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """All that a vault holds, opened and checked.

    Attributes:
        root: None when it is damaged.
        pages: what each page lists, None for a damaged one.
        entries: the newest readable version of each entry, by id, in order.
        findings: what is not as it was left.
    """

    root: Root | None
    pages: Mapping[int, Listing | None] = field(repr=False)
    entries: Mapping[str, Entry] = field(repr=False)
    findings: tuple[Finding, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether the list itself is whole, so that it can be written on."""
        return self.root is not None and None not in self.pages.values()


def seal_root(key: Key, owner: str, root: Root) -> bytes:
    """The root, sealed for its owner."""
    tags = (_PAGE_TAG.pack(number, found) for number, found in sorted(root.pages.items()))
    head = _ROOT.pack(root.counter, root.next_position, root.destroyed_at, root.fits)
    return key.seal(head + b"".join(tags), f"root\n{owner}")


def open_root(key: Key, owner: str, sealed: bytes) -> Root:
    """The root.

    Raises:
        Broken: it was changed, or is another owner's.
    """
    plain = key.open(sealed, f"root\n{owner}")
    counter, next_position, destroyed_at, fits = _ROOT.unpack_from(plain)
    tags = dict(_PAGE_TAG.iter_unpack(plain[_ROOT.size :]))
    return Root(counter, next_position, destroyed_at, fits, tags)


def seal_page(key: Key, owner: str, number: int, listing: Listing) -> bytes:
    """One page of the list, sealed for its owner and place."""
    items = (_ITEM.pack(bytes.fromhex(name), version, found) for (name, version), found in listing.items())
    return key.seal(b"".join(items), f"page\n{owner}\n{number}")


def open_page(key: Key, owner: str, number: int, sealed: bytes) -> Listing:
    """What one page lists.

    Raises:
        Broken: it was changed or moved, or is another owner's.
    """
    plain = key.open(sealed, f"page\n{owner}\n{number}")
    return {(name.hex(), version): found for name, version, found in _ITEM.iter_unpack(plain)}


def page_of(position: int) -> int:
    """The number of the page that lists what stands at a position."""
    return position // PAGE


def check(key: Key, owner: str, root: bytes, pages: Mapping[int, bytes], rows: Iterable[Row]) -> Contents:
    """Open everything there is of an owner and compare it with the list; what is not right becomes a finding."""
    top, at_top = _checked_root(key, owner, root)
    listings, in_pages = _checked_pages(key, owner, top, pages)
    opened, broken = _disclosed(key, owner, rows)
    shown, put_back = _compared(opened, top, listings)
    if top is not None and any(_is_newer(row, top, listings) for row in put_back):
        top, listings, at_top, in_pages = None, dict.fromkeys(listings), [Finding("root")], []
        shown, put_back = _compared(opened, top, listings)
    newest = _newest(shown.values())
    missing = _missing(listings, {*shown, *((row.id, row.version) for row, _ in broken)}, newest)
    findings = (
        *at_top,
        *in_pages,
        *(finding for _, finding in broken),
        *(Finding("put_back", row.id) for row in put_back),
        *missing,
    )
    return Contents(top, listings, newest, findings)


def belonging(key: Key, owner: str, contents: Contents, rows: Iterable[Row]) -> list[Row]:
    """Those of the rows that open and are listed; all that open where the list is damaged."""
    opened, _ = _disclosed(key, owner, rows)
    shown, _ = _compared(opened, contents.root, contents.pages)
    return [row for row, entry in opened if shown.get((row.id, row.version)) is entry]


def _checked_root(key: Key, owner: str, sealed: bytes) -> tuple[Root | None, list[Finding]]:
    try:
        return open_root(key, owner, sealed), []
    except Broken:
        return None, [Finding("root")]


def _checked_pages(
    key: Key, owner: str, top: Root | None, pages: Mapping[int, bytes]
) -> tuple[dict[int, Listing | None], list[Finding]]:
    """What each page lists, None for a damaged one; without the root nobody knows which pages are the newest."""
    if top is None:
        return dict.fromkeys(pages), []
    listings: dict[int, Listing | None] = {}
    for number in sorted({*pages, *top.pages}):
        sealed = pages.get(number, b"")
        listings[number] = None
        if top.pages.get(number) == tag(sealed):
            with suppress(Broken):
                listings[number] = open_page(key, owner, number, sealed)
    return listings, [Finding("page") for listing in listings.values() if listing is None]


def _disclosed(key: Key, owner: str, rows: Iterable[Row]) -> tuple[list[tuple[Row, Entry]], list[tuple[Row, Finding]]]:
    opened: list[tuple[Row, Entry]] = []
    broken: list[tuple[Row, Finding]] = []
    for row in rows:
        try:
            opened.append((row, disclose(key, owner, row)))
        except Newer:
            broken.append((row, Finding("newer", row.id)))
        except Broken:
            broken.append((row, Finding("unreadable", row.id)))
    return opened, broken


def _compared(
    opened: Iterable[tuple[Row, Entry]], top: Root | None, listings: Mapping[int, Listing | None]
) -> tuple[dict[Item, Entry], list[Row]]:
    """The entries that belong here, and the rows that don't; without a list to go by, all belong."""
    shown: dict[Item, Entry] = {}
    put_back: list[Row] = []
    unlisted: Listing | None = None if top is None else {}
    for row, entry in opened:
        item = row.id, row.version
        listing = listings.get(row.position // PAGE, unlisted)
        if listing is None or listing.get(item) == row.sealed[-TAG_BYTES:]:
            shown[item] = entry
        else:
            put_back.append(row)
    return shown, put_back


def _is_newer(row: Row, top: Root, listings: Mapping[int, Listing | None]) -> bool:
    """Whether a row is newer than the list knows, which then is an old one put back: only we make rows that open."""
    listing = listings.get(page_of(row.position)) or {}
    known = [version for name, version in listing if name == row.id]
    return row.position >= top.next_position or (bool(known) and max(known) < row.version)


def _newest(entries: Iterable[Entry]) -> dict[str, Entry]:
    newest: dict[str, Entry] = {}
    for entry in sorted(entries, key=attrgetter("position")):
        known = newest.get(entry.id)
        if known is None or known.version < entry.version:
            newest[entry.id] = entry
    return newest


def _missing(listings: Mapping[int, Listing | None], there: set[Item], newest: Mapping[str, Entry]) -> list[Finding]:
    gone = (item for listing in listings.values() if listing is not None for item in listing if item not in there)
    return [
        Finding("older" if name in newest and newest[name].version < version else "missing", name)
        for name, version in gone
    ]
