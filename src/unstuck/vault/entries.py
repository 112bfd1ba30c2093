"""What is one entry, and what of it can be seen from outside?

An entry is one small record: a session, a score, a note. Its kind and its value are sealed together; in the clear
stand a random id, its version and its place in the order, all three bound to the seal together with the owner.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from secrets import token_hex
from typing import Any, NamedTuple

from unstuck.vault.seal import Key, padded


class Entry(NamedTuple):
    """One thing a person wrote down. Thousands are opened at once: hence a tuple, and a value that is read when asked.

    Attributes:
        id: 32 random hexadecimal digits; they say nothing.
        version: 1, and one more with each correction.
        position: its place in the order; a correction keeps it, nothing else ever gets it.
        kind: a list of the story such as "sessions", or "about"; kinds that start with "app." belong to the app.
        text: what it says, as JSON.
    """

    id: str
    version: int
    position: int
    kind: str
    text: str

    @property
    def value(self) -> Any:  # noqa: ANN401 - what JSON holds
        """What it says, as JSON values, made anew each time."""
        return json.loads(self.text)

    def __repr__(self) -> str:
        return f"Entry(id={self.id!r}, version={self.version!r}, position={self.position!r})"  # never what it says


class Row(NamedTuple):
    """An entry as it rests: sealed, with what stands in the clear."""

    id: str
    version: int
    position: int
    sealed: bytes


def new_id() -> str:
    """A random name for an entry or a vault."""
    return token_hex(16)


def as_text(value: Any) -> str:  # noqa: ANN401 - what JSON holds
    """A value as JSON.

    Raises:
        ValueError, TypeError: it is no JSON value.
    """
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def close(key: Key, owner: str, entry: Entry) -> Row:
    """The entry, sealed for its owner."""
    plain = padded(f"{entry.kind}\n{entry.text}".encode("utf-8", "surrogatepass"))
    return Row(entry.id, entry.version, entry.position, key.seal(plain, _bound(owner, entry)))


def disclose(key: Key, owner: str, row: Row) -> Entry:
    """The entry in a row.

    Raises:
        Newer: a newer release wrote it.
        Broken: it was changed, cut or moved, or is another owner's.
    """
    plain = key.open(row.sealed, _bound(owner, row)).decode("utf-8", "surrogatepass")
    kind, _, text = plain.partition("\n")
    return Entry(row.id, row.version, row.position, kind, text.rstrip())  # told which spaces, Python is far slower


def row_from(cells: Sequence[Any]) -> Row:
    """A row from a database's id, version, position and sealed bytes, whatever a changed database holds there."""
    name, version, position, sealed = cells
    return Row(name, version, position, sealed if type(sealed) is bytes else blob(sealed))


def blob(cell: object) -> bytes:
    """The bytes in a database's cell; none where a changed database holds something else."""
    if type(cell) is bytes:
        return cell
    return bytes(cell) if isinstance(cell, memoryview) else b""


def _bound(owner: str, it: Entry | Row) -> str:
    # A changed database can hold anything anywhere; what is not the number it was does not look like it here.
    return f"entry\n{owner}\n{it.id}\n{it.version!r}\n{it.position!r}"
