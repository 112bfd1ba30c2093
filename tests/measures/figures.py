"""Every figure of every measure, flat, to be laid beside a list of the same figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from unstuck.measures import Figure, ItemScale, Link, Measure, Norm, countries, ids, measure, source

if TYPE_CHECKING:
    from collections.abc import Iterator


class Row(NamedTuple):
    """One figure as the list in figures.csv has it."""

    measure: str
    field: str
    value: str
    status: str
    address: str
    citation: str


Told = Figure | Norm | Link


def every_figure() -> Iterator[Row]:
    """The figures of every published measure, countries' own ones after them (as oq45.NL)."""
    for id_ in ids():
        if measure(id_).kind != "own":
            yield from of(measure(id_), id_)
        for country in countries(id_):
            shared = set(of(measure(id_), f"{id_}.{country}"))
            yield from (row for row in of(measure(id_, country), f"{id_}.{country}") if row not in shared)


def of(m: Measure, name: str) -> Iterator[Row]:
    for field, value, told in (*meaning(m), *precision(m), *links(m)):
        found = source(told.source)
        status = "confirmed" if told.confirmed else "unconfirmed"
        yield Row(name, field, value, status, found.url or "", found.citation)


def meaning(m: Measure) -> Iterator[tuple[str, str, Told]]:
    yield "lowest", f"{m.lowest:g}", m.range_source
    yield "highest", f"{m.highest:g}", m.range_source
    if m.items:
        yield "items", items(m.items), m.range_source
    if m.risk_source:
        yield "risk_item", str(m.risk_item), Link("", m.risk_source, confirmed=True)
    if m.bands_source:
        yield from ((f"band.{band.id}", f"{band.mark:g}", m.bands_source) for band in m.bands)
    if m.cutoff:
        yield "cutoff", f"{m.cutoff.rule} {span(m.cutoff.stated)}", m.cutoff.stated


def precision(m: Measure) -> Iterator[tuple[str, str, Told]]:
    yield from ((figure.kind, span(figure), figure) for figure in m.reliability)
    for field, norm in (("clinical", m.clinical), ("population", m.population)):
        if norm:
            yield f"{field}.mean", f"{norm.mean:g}", norm
        if norm and norm.sd is not None:
            yield f"{field}.sd", f"{norm.sd:g}", norm
    yield from (("reliable_change", span(figure), figure) for figure in m.published_change)
    smallest = m.important_difference
    if smallest:
        yield "important_difference", span(smallest), smallest
    if smallest and smallest.percent is not None:
        yield "important_difference.percent", f"{smallest.percent:g}", smallest


def links(m: Measure) -> Iterator[tuple[str, str, Told]]:
    for field, link in (("loinc", m.loinc), ("licence", m.licence), ("site", m.site)):
        if link:
            yield field, link.value, link


def span(figure: Figure) -> str:
    return f"{figure.low:g}" if figure.low == figure.high else f"{figure.low:g}-{figure.high:g}"


def items(scale: ItemScale) -> str:
    made = (", mean" if scale.mean else ",") + f" times {scale.times:g}" if scale.times != 1 else ""
    return f"{scale.n} x {scale.lowest:g}-{scale.highest:g}{made}"
