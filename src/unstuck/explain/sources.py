"""Where was something found, and did anybody read it there?"""

from __future__ import annotations

from dataclasses import dataclass

from unstuck.knowledge import facts

SHEETS = ("sources", "sources_measures")


@dataclass(frozen=True, slots=True)
class Source:
    """Where something was found.

    Attributes:
        id: as in the lines that rest on it.
        citation: who found it.
        url: its address, or None when we have none.
        confirmed: whether somebody read there what we say it says.
        read_at: the pages where it was read, when they are not the source itself.
    """

    id: str
    citation: str
    url: str | None
    confirmed: bool
    read_at: tuple[str, ...]


def source(id_: str) -> Source:
    """One source.

    Raises:
        KeyError: no such source.
    """
    sheet = next((name for name in SHEETS if id_ in facts(name)), None)
    if sheet is None:
        raise KeyError(id_)
    row = facts(sheet)[id_]
    confirmed = row.get("confirmed", row.get("url") is not None)
    return Source(id_, row["citation"], row.get("url"), confirmed, tuple(row.get("read_at", ())))
