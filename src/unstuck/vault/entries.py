"""What is one entry, and what of it can be seen from outside?

An entry is one small record: a session, a score, a note. Its kind and its value are sealed together; in the clear
stand a random id, its version and its place in the order, all three bound to the seal together with the owner.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Any

from unstuck.vault.seal import Broken, Key, padded

LARGEST_VERSION = 2**32 - 1
LARGEST_POSITION = 2**63 - 1
HEX = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing a person wrote down.

    Attributes:
        id: 32 random hexadecimal digits; they say nothing.
        version: 1, and one more with each correction.
        position: its place in the order; a correction keeps it, nothing else ever gets it.
        kind: a list of the story such as "sessions", or "about"; kinds that start with "app." belong to the app.
        value: what it says, as JSON values; read-only.
    """

    id: str
    version: int
    position: int
    kind: str = field(repr=False)
    value: Any = field(repr=False)


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as it rests: sealed, with what stands in the clear."""

    id: str
    version: int
    position: int
    sealed: bytes = field(repr=False)


def new_id() -> str:
    """A random name for an entry or a vault."""
    return token_hex(16)


def close(key: Key, owner: str, entry: Entry) -> Row:
    """The entry, sealed for its owner.

    Raises:
        ValueError: the value is no JSON value.
    """
    text = json.dumps({"kind": entry.kind, "value": entry.value}, ensure_ascii=False, allow_nan=False)
    plain = padded(text.encode("utf-8", "surrogatepass"))
    sealed = key.seal(plain, "entry", owner, entry.id, entry.version, entry.position)
    return Row(entry.id, entry.version, entry.position, sealed)


def disclose(key: Key, owner: str, row: Row) -> Entry:
    """The entry in a row.

    Raises:
        Newer: a newer release wrote it.
        Broken: it was changed, cut or moved, or is another owner's.
    """
    if not _in_shape(row):
        raise Broken
    plain = key.open(row.sealed, "entry", owner, row.id, row.version, row.position)
    record = json.loads(plain)
    return Entry(row.id, row.version, row.position, record["kind"], record["value"])


def row_from(cells: Sequence[Any]) -> Row:
    """A row from a database's id, version, position and sealed bytes, whatever a changed database holds there."""
    id_, version, position, sealed = cells
    blob = bytes(sealed) if isinstance(sealed, bytes | memoryview) else b""
    return Row(id_, version, position, blob)


def _in_shape(row: Row) -> bool:
    # A changed database can hold anything anywhere: SQLite's columns take every type.
    numbers: tuple[object, ...] = (row.version, row.position)
    name: object = row.id
    return (
        isinstance(name, str)
        and len(name) == 32  # noqa: PLR2004 - as `new_id` makes them
        and HEX.issuperset(name)
        and all(type(number) is int for number in numbers)
        and 1 <= row.version <= LARGEST_VERSION
        and 0 <= row.position <= LARGEST_POSITION
    )
