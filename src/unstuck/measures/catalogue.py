"""Which scales are there, and what does the fact sheet say of each?

Reads `knowledge/facts/measures.toml`, whose first lines say how a scale is written down there.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from unstuck.knowledge import facts
from unstuck.measures.measure import (
    Band,
    Cutoff,
    Figure,
    ImportantDifference,
    ItemScale,
    Link,
    Measure,
    Norm,
    Reliability,
    Source,
)

FIGURES = ("bands", "cutoff", "reliability", "clinical", "population", "reliable_change", "important_difference")
Table = Mapping[str, Any]


@cache
def ids() -> tuple[str, ...]:
    """The measures a story may name, in the order of the fact sheet."""
    return tuple(facts("measures")["scale"])


@cache
def measure(id_: str, country: str | None = None) -> Measure:
    """The measure `id_`, with that country's own figures where some are known.

    Figures from one country are never mixed with those of another: a country with its own has only its own.

    Parameters:
        id_: as in a story.
        country: ISO 3166 alpha-2.

    Raises:
        KeyError: no measure of that id.
    """
    sheet: Table = facts("measures")["scale"][id_]
    own = sheet.get("country", {}).get(country)
    if own is not None:
        sheet = {key: value for key, value in sheet.items() if key not in FIGURES} | own
    return _read(id_, sheet)


def countries(id_: str) -> tuple[str, ...]:
    """The countries that have their own figures of the measure `id_`, as ISO 3166 alpha-2."""
    return tuple(facts("measures")["scale"][id_].get("country", ()))


@cache
def goal() -> Measure:
    """Ratings of one goal, from 0 (not at all) to 10 (reached)."""
    return _read("goal", facts("measures")["goal"])


def source(id_: str) -> Source:
    """The source a figure names.

    Raises:
        KeyError: no source of that id.
    """
    entry = facts("sources_measures")[id_]
    return Source(id_, entry["citation"], entry.get("url"), entry.get("secondary", False))


def _read(id_: str, sheet: Table) -> Measure:
    bands, severe_from = _bands(sheet)
    return Measure(
        id=id_,
        name=sheet["name"],
        full_name=sheet["full_name"],
        kind=sheet["kind"],
        better=sheet["better"],
        decimals=sheet.get("decimals", False),
        lowest=sheet["range"]["lowest"],
        highest=sheet["range"]["highest"],
        range_source=_link(sheet["range"], "source"),
        items=_items(sheet.get("items")),
        parts=tuple(sheet.get("parts", ())),
        risk_item=sheet.get("risk_item", {}).get("number"),
        risk_source=sheet.get("risk_item", {}).get("source"),
        bands=bands,
        bands_source=_link(sheet["bands"], "source") if bands else None,
        severe_from=severe_from,
        cutoff=_cutoff(sheet.get("cutoff")),
        judges_change=sheet.get("judges_change", True),
        reliability=tuple(Reliability(*_figure(entry), entry["kind"]) for entry in sheet.get("reliability", ())),
        clinical=_norm(sheet.get("clinical")),
        population=_norm(sheet.get("population")),
        published_change=tuple(Figure(*_figure(entry)) for entry in sheet.get("reliable_change", ())),
        important_difference=_difference(sheet.get("important_difference")),
        loinc=_link(sheet["loinc"], "code") if "loinc" in sheet else None,
        licence=_link(sheet["licence"], "id"),
        site=_link(sheet["site"], "url") if "site" in sheet else None,
    )


def _figure(entry: Table) -> tuple[float, float, str, bool]:
    low = entry["from"] if "from" in entry else entry["value"]
    return low, entry.get("to", low), entry["source"], entry.get("confirmed", True)


def _link(entry: Table, key: str) -> Link:
    return Link(entry[key], entry["source"], entry.get("confirmed", True))


def _items(entry: Table | None) -> ItemScale | None:
    if entry is None:
        return None
    return ItemScale(entry["n"], entry["lowest"], entry["highest"], entry.get("mean", False), entry.get("times", 1))


def _bands(sheet: Table) -> tuple[tuple[Band, ...], float | None]:
    entry: Table = sheet.get("bands", {})
    bands = tuple(Band(id_, mark) for id_, mark in entry.get("starts", {}).items())
    if "severe" not in entry:
        return bands, None
    names = [band.id for band in bands]
    first_severe = names.index(entry["severe"])
    return bands, bands[first_severe if sheet["better"] == "lower" else first_severe + 1].mark


def _cutoff(entry: Table | None) -> Cutoff | None:
    if entry is None:
        return None
    stated = Figure(*_figure(entry))
    return Cutoff(stated.low if entry["rule"] == ">=" else stated.high, entry["rule"], stated)


def _norm(entry: Table | None) -> Norm | None:
    if entry is None:
        return None
    return Norm(entry["mean"], entry.get("sd"), entry["source"], entry.get("confirmed", True))


def _difference(entry: Table | None) -> ImportantDifference | None:
    return None if entry is None else ImportantDifference(*_figure(entry), entry.get("percent"))
