"""What can every scale do, and who says so? The page docs/measures.md, printed by `python -m unstuck.measures.page`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unstuck.knowledge import Words, facts, words
from unstuck.measures.catalogue import countries, goal, ids, measure, source
from unstuck.measures.threshold import reliable_change

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unstuck.measures.measure import Figure, Link, Measure, Norm

Row = tuple[str, str, str]


def page(language: str = "en") -> str:
    """The whole page, in Markdown."""
    said = words(language, "measures")
    rule = facts("measures")["own_variation"]
    known = [*(measure(id_) for id_ in ids()), goal()]
    variants = [(id_, country) for id_ in ids() for country in countries(id_)]
    parts = [
        f"# {_page(said, 'title')}",
        *(_page(said, key) for key in ("intro", "unconfirmed", "secondary", "cutoff_rule")),
        f"## {_page(said, 'changes')}",
        *(_page(said, key) for key in ("order", "order_now")),
        _page(said, "own", fewest_scores=rule["fewest_scores"], steps=rule["steps"]),
        "\n".join([_page(said, "head"), "|" + "---|" * 6, *(_summary(said, of, of.name) for of in known)])
        + "".join("\n" + _summary(said, measure(*variant), _in_country(said, *variant)) for variant in variants),
        *(_section(said, of, of.full_name, said.say(f"note.{of.id}")) for of in known),
        *(_section(said, measure(*variant), _in_country(said, *variant), "") for variant in variants),
    ]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _page(said: Words, key: str, **blanks: str | float) -> str:
    return said.say(f"page.{key}", **blanks)


def _in_country(said: Words, id_: str, country: str) -> str:
    return _page(said, "in_country", name=measure(id_).name, country=_page(said, f"country.{country}"))


def _number(value: float) -> str:
    return f"{value:g}"


def _summary(said: Words, of: Measure, name: str) -> str:
    cutoff = f"{of.cutoff.rule} {_number(of.cutoff.value)}" if of.cutoff else _page(said, "no_cutoff")
    span = f"{_number(of.lowest)}-{_number(of.highest)}"
    change = change_that_counts(of, said.language)
    cells = (name, said.say(f"about.{of.id}"), span, _page(said, of.better), cutoff, change)
    return f"| {' | '.join(cells)} |"


def change_that_counts(of: Measure, language: str = "en") -> str:
    """In a few words: how large a change must be, and on what ground."""
    said = words(language, "measures")
    if not of.judges_change:
        return _page(said, "never")
    found = reliable_change(of, baseline=0)
    if found is None:
        return _page(said, "own_only")
    percent = of.important_difference.percent if of.important_difference and found.kind == "mid" else None
    points = _number(found.points)
    if percent is None:
        text = _page(said, found.kind, points=points)
    else:
        text = _page(said, "mid_percent", points=points, percent=_number(percent))
    return text + _mark(said, confirmed=found.confirmed)


def _mark(said: Words, *, confirmed: bool) -> str:
    return "" if confirmed else f" {_page(said, 'unconfirmed_mark')}"


def _section(said: Words, of: Measure, title: str, note: str) -> str:
    rows = [f"| {what} | {figure} | {told} |" for what, figure, told in _rows(said, of)]
    return "\n".join([f"## {title}", "", *([note, ""] if note else []), _page(said, "details"), "|---|---|---|", *rows])


def _rows(said: Words, of: Measure) -> Iterator[Row]:
    yield _linked(said, "range", f"{_number(of.lowest)}-{_number(of.highest)}{_items(said, of)}", of.range_source)
    if of.bands_source:
        marks = ", ".join(f"{_number(band.mark)} {said.say(f'band.{band.id}')}" for band in of.bands)
        yield _linked(said, "bands", marks, of.bands_source)
        if of.severe_from is not None:
            yield _linked(said, "severe", _number(of.severe_from), of.bands_source)
    if of.risk_source:
        yield _row(said, "risk_item", str(of.risk_item), of.risk_source, confirmed=True)
    if of.cutoff:
        yield _figure(said, "cutoff", of.cutoff.stated, f"{of.cutoff.rule} ")
    for reliability in of.reliability:
        yield _figure(said, reliability.kind, reliability)
    norms = (("clinical", of.clinical), ("population", of.population))
    yield from (_norm(said, key, norm) for key, norm in norms if norm)
    for change in of.published_change:
        yield _figure(said, "reliable_change", change, ">= ")
    yield from _important(said, of)
    if of.loinc:
        yield _linked(said, "loinc", of.loinc.value, of.loinc)
    yield _linked(said, "licence", said.say(f"licence.{of.licence.value}"), of.licence)
    if of.site:
        yield _linked(said, "site", f"<{of.site.value}>", of.site)


def _items(said: Words, of: Measure) -> str:
    scale = of.items
    if scale is None:
        return ""
    items = _page(said, "items", n=str(scale.n), lowest=_number(scale.lowest), highest=_number(scale.highest))
    made = "mean" if scale.mean else "sum" if scale.times == 1 else "times"
    return f" ({_page(said, f'items_{made}', items=items, times=_number(scale.times))})"


def _important(said: Words, of: Measure) -> Iterator[Row]:
    found = of.important_difference
    if found and found.percent is not None:
        text = _page(said, "important_percent", percent=_number(found.percent), points=_number(found.high))
        yield _row(said, "important_difference", text, found.source, confirmed=found.confirmed)
    elif found:
        yield _figure(said, "important_difference", found)


def _figure(said: Words, key: str, figure: Figure, before: str = "") -> Row:
    ends = [_number(figure.low)] if figure.low == figure.high else [_number(figure.low), _number(figure.high)]
    return _row(said, key, before + "-".join(ends), figure.source, confirmed=figure.confirmed)


def _norm(said: Words, key: str, norm: Norm) -> Row:
    spread = "" if norm.sd is None else f" ({_number(norm.sd)})"
    return _row(said, key, _number(norm.mean) + spread, norm.source, confirmed=norm.confirmed)


def _linked(said: Words, key: str, text: str, link: Link) -> Row:
    return _row(said, key, text, link.source, confirmed=link.confirmed)


def _row(said: Words, key: str, text: str, source_id: str, *, confirmed: bool) -> Row:
    found = source(source_id)
    citation = f"[{found.citation}](<{found.url}>)" if found.url else found.citation
    if found.secondary:
        citation = _page(said, "told", citation=citation)
    return _page(said, key), text + _mark(said, confirmed=confirmed), citation


if __name__ == "__main__":
    print(page(), end="")  # noqa: T201 - standard output is where this command answers
