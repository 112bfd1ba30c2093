"""What is known about a scale and about a source?"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.explain.sources import source as source_of
from unstuck.explain.treatments import Draft
from unstuck.knowledge import facts, words
from unstuck.measures.catalogue import measure as measure_of
from unstuck.measures.page import change_that_counts
from unstuck.told import Line


def measure(id_: str, language: str) -> Draft:
    """A scale: how it works, and when a change counts."""
    of = measure_of(id_)
    said = words(language, "measures")
    frame = words(language, "library").say
    sheet = facts("measures")["scale"][id_]
    all_sources = tuple(dict.fromkeys(_sources_in({key: part for key, part in sheet.items() if key != "country"})))
    change = sheet.get("reliable_change") or sheet.get("important_difference") or {}
    return {
        "what": [Line(said.say(f"about.{id_}"), (sheet["range"]["source"],))],
        "scale": [
            Line(frame("lines.range", low=of.lowest, high=of.highest), (sheet["range"]["source"],)),
            Line(frame(f"lines.{of.better}_better"), (sheet["range"]["source"],)),
        ],
        "change": [Line(change_that_counts(of, language), tuple(_sources_in(change)) or ("judgement",))],
        "known": [Line(said.say(f"note.{id_}"), all_sources)] if f"note.{id_}" in said else [],
    }


def _sources_in(part: object) -> Iterator[str]:
    """The ids of the sources that a part of a fact sheet names."""
    if isinstance(part, dict):
        for key, inner in part.items():
            yield from [inner] if key == "source" else _sources_in(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _sources_in(inner)


def source(id_: str, language: str) -> Draft:
    """A source: where it is, and whether somebody read it there."""
    found = source_of(id_)
    frame = words(language, "library").say
    known = "lines.source_confirmed" if found.confirmed else "lines.source_unconfirmed"
    return {
        "where": [Line(found.url or frame("lines.no_address"), (id_,), found.confirmed)],
        "known": [Line(frame(known))],
        "read_at": [Line(address) for address in found.read_at],
    }
