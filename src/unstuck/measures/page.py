"""What can every scale do, and who says so? The page docs/measures.md, printed by `python -m unstuck.measures.page`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unstuck.knowledge import facts, words
from unstuck.measures.catalogue import countries, goal, ids, measure, source
from unstuck.measures.threshold import reliable_change

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unstuck.measures.measure import Figure, Link, Measure, Norm

SAY = words("en", "measures").say
Row = tuple[str, str, str]


def page() -> str:
    """The whole page, in Markdown."""
    rule = facts("measures")["own_variation"]
    known = [*(measure(id_) for id_ in ids()), goal()]
    variants = [(id_, country) for id_ in ids() for country in countries(id_)]
    parts = [
        f"# {_page('title')}",
        *(_page(key) for key in ("intro", "unconfirmed", "secondary", "cutoff_rule")),
        f"## {_page('changes')}",
        *(_page(key) for key in ("order", "order_now")),
        _page("own", fewest_scores=rule["fewest_scores"], steps=rule["steps"]),
        "\n".join([_page("head"), "|" + "---|" * 6, *(_summary(of, of.name) for of in known)])
        + "".join("\n" + _summary(measure(*variant), _in_country(*variant)) for variant in variants),
        *(_section(of, of.full_name, SAY(f"note.{of.id}")) for of in known),
        *(_section(measure(*variant), _in_country(*variant), "") for variant in variants),
    ]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _page(key: str, **blanks: str | float) -> str:
    return SAY(f"page.{key}", **blanks)


def _in_country(id_: str, country: str) -> str:
    return _page("in_country", name=measure(id_).name, country=_page(f"country.{country}"))


def _number(value: float) -> str:
    return f"{value:g}"


def _summary(of: Measure, name: str) -> str:
    cutoff = f"{of.cutoff.rule} {_number(of.cutoff.value)}" if of.cutoff else _page("no_cutoff")
    span = f"{_number(of.lowest)}-{_number(of.highest)}"
    cells = (name, SAY(f"about.{of.id}"), span, _page(of.better), cutoff, change_that_counts(of))
    return f"| {' | '.join(cells)} |"


def change_that_counts(of: Measure) -> str:
    """In a few words: how large a change must be, and on what ground."""
    if not of.judges_change:
        return _page("never")
    found = reliable_change(of, baseline=0)
    if found is None:
        return _page("own_only")
    percent = of.important_difference.percent if of.important_difference and found.kind == "mid" else None
    points = _number(found.points)
    if percent is None:
        text = _page(found.kind, points=points)
    else:
        text = _page("mid_percent", points=points, percent=_number(percent))
    return text + _mark(confirmed=found.confirmed)


def _mark(*, confirmed: bool) -> str:
    return "" if confirmed else f" {_page('unconfirmed_mark')}"


def _section(of: Measure, title: str, note: str) -> str:
    rows = [f"| {what} | {figure} | {told} |" for what, figure, told in _rows(of)]
    return "\n".join([f"## {title}", "", *([note, ""] if note else []), _page("details"), "|---|---|---|", *rows])


def _rows(of: Measure) -> Iterator[Row]:
    yield _linked("range", f"{_number(of.lowest)}-{_number(of.highest)}{_items(of)}", of.range_source)
    if of.bands_source:
        marks = ", ".join(f"{_number(band.mark)} {SAY(f'band.{band.id}')}" for band in of.bands)
        yield _linked("bands", marks, of.bands_source)
        if of.severe_from is not None:
            yield _linked("severe", _number(of.severe_from), of.bands_source)
    if of.risk_source:
        yield _row("risk_item", str(of.risk_item), of.risk_source, confirmed=True)
    if of.cutoff:
        yield _figure("cutoff", of.cutoff.stated, f"{of.cutoff.rule} ")
    for reliability in of.reliability:
        yield _figure(reliability.kind, reliability)
    yield from (_norm(key, norm) for key, norm in (("clinical", of.clinical), ("population", of.population)) if norm)
    for change in of.published_change:
        yield _figure("reliable_change", change, ">= ")
    yield from _important(of)
    if of.loinc:
        yield _linked("loinc", of.loinc.value, of.loinc)
    yield _linked("licence", SAY(f"licence.{of.licence.value}"), of.licence)
    if of.site:
        yield _linked("site", f"<{of.site.value}>", of.site)


def _items(of: Measure) -> str:
    scale = of.items
    if scale is None:
        return ""
    items = _page("items", n=str(scale.n), lowest=_number(scale.lowest), highest=_number(scale.highest))
    made = "mean" if scale.mean else "sum" if scale.times == 1 else "times"
    return f" ({_page(f'items_{made}', items=items, times=_number(scale.times))})"


def _important(of: Measure) -> Iterator[Row]:
    found = of.important_difference
    if found and found.percent is not None:
        text = _page("important_percent", percent=_number(found.percent), points=_number(found.high))
        yield _row("important_difference", text, found.source, confirmed=found.confirmed)
    elif found:
        yield _figure("important_difference", found)


def _figure(key: str, figure: Figure, before: str = "") -> Row:
    ends = [_number(figure.low)] if figure.low == figure.high else [_number(figure.low), _number(figure.high)]
    return _row(key, before + "-".join(ends), figure.source, confirmed=figure.confirmed)


def _norm(key: str, norm: Norm) -> Row:
    spread = "" if norm.sd is None else f" ({_number(norm.sd)})"
    return _row(key, _number(norm.mean) + spread, norm.source, confirmed=norm.confirmed)


def _linked(key: str, text: str, link: Link) -> Row:
    return _row(key, text, link.source, confirmed=link.confirmed)


def _row(key: str, text: str, source_id: str, *, confirmed: bool) -> Row:
    found = source(source_id)
    citation = f"[{found.citation}](<{found.url}>)" if found.url else found.citation
    if found.secondary:
        citation = _page("told", citation=citation)
    return _page(key), text + _mark(confirmed=confirmed), citation


if __name__ == "__main__":
    print(page(), end="")  # noqa: T201 - standard output is where this command answers
