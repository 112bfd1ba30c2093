"""What do we know about one thing, in words, with sources? And what is in the library?

`unstuck explain ID` and the library pages show the same: a reason, a kind of therapy, a concern, a kind of
professional, an option, a scale or a source. Every line carries what it rests on and whether somebody read it there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from unstuck.decision.options import LIVING, choice
from unstuck.decision.remit import BY_LAW, NEEDS, Field, Link, remit, within_remit
from unstuck.knowledge import facts, words
from unstuck.measures.catalogue import ids as measure_ids
from unstuck.measures.catalogue import measure
from unstuck.measures.page import change_that_counts
from unstuck.reasons.approach import signs_of
from unstuck.reasons.fit_for_concern import DOSE_UNITS, FIRST, OPTION, fit_for_concern
from unstuck.reasons.weights import indicators
from unstuck.told import (
    Line,
    concern_name,
    dose,
    figure_line,
    fit_lines,
    listed,
    recommendation_line,
    trial_line,
)

Kind = Literal["reason", "therapy", "condition", "professional", "option", "measure", "source"]
SHARED_SHEETS = ("sources", "sources_measures")


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


@dataclass(frozen=True, slots=True)
class Section:
    """Some lines under one heading; `id` is the heading's (words `library` or `workings`, under `headings`)."""

    id: str
    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything known about one thing, in one language.

    Attributes:
        id: what was asked for.
        kind: what it is.
        name: its name.
        sections: what is known, in reading order; none is empty.
        sources: every source a line rests on, once, in the order of the lines.
    """

    id: str
    kind: Kind
    name: str
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in the library: its id, kind and name."""

    id: str
    kind: Kind
    name: str


def explain(id_: str, language: str = "en") -> Explanation:
    """What is known about `id_`.

    Raises:
        KeyError: no reason, therapy, concern, professional, option, scale or source of that id.
    """
    kind = kind_of(id_)
    if kind is None:
        raise KeyError(id_)
    drafts = SECTIONS[kind](id_, language)
    heading = words(language, "library").say
    sections = tuple(
        Section(key, heading(f"headings.{key}"), filled) for key, lines in drafts.items() if (filled := tuple(lines))
    )
    used = dict.fromkeys(source for section in sections for line in section.lines for source in line.sources)
    return Explanation(id_, kind, name_of(id_, kind, language), sections, tuple(source(key) for key in used))


def kind_of(id_: str) -> Kind | None:
    """What `id_` names, or None when it names nothing in the library."""
    return next((kind for kind, ids in _ids() if id_ in ids), None)


def name_of(id_: str, kind: Kind, language: str = "en") -> str:
    """The name of a thing of that kind, as a heading."""
    if kind == "measure":
        return measure(id_).full_name
    if kind == "source":
        return source(id_).citation
    if kind == "condition":
        return concern_name(language, id_, "name")
    if kind == "option":
        return words(language, "options").say(f"options.{id_}.name")
    file = {"reason": "reasons", "therapy": "therapies", "professional": "providers"}[kind]
    return words(language, file).say(f"{id_}.name")


def library(language: str = "en") -> tuple[Entry, ...]:
    """Everything in the library, kind by kind, in the order people see."""
    return tuple(Entry(id_, kind, name_of(id_, kind, language)) for kind, ids in _ids() for id_ in ids)


def search(query: str, language: str = "en") -> tuple[Entry, ...]:
    """What in the library has every word of `query` in its id, name or other names, whatever the case."""
    wanted = query.casefold().split()
    return tuple(entry for entry in library(language) if all(word in _haystack(entry, language) for word in wanted))


def source(id_: str) -> Source:
    """One source.

    Raises:
        KeyError: no such source.
    """
    sheet = next((name for name in SHARED_SHEETS if id_ in facts(name)), None)
    if sheet is None:
        raise KeyError(id_)
    row = facts(sheet)[id_]
    confirmed = row.get("confirmed", row.get("url") is not None)
    return Source(id_, row["citation"], row.get("url"), confirmed, tuple(row.get("read_at", ())))


def _ids() -> tuple[tuple[Kind, tuple[str, ...]], ...]:
    index = facts("catalogue")
    return (
        ("reason", tuple(facts("reasons")["reasons"])),
        ("therapy", tuple(index["therapies"])),
        ("condition", (*index["conditions"], *index["parts"])),
        ("professional", tuple(index["providers"])),
        ("option", tuple(facts("options")["order"])),
        ("measure", measure_ids()),
        ("source", tuple(id_ for sheet in SHARED_SHEETS for id_ in facts(sheet))),
    )


def _haystack(entry: Entry, language: str) -> str:
    also = words(language, "therapies").list(f"{entry.id}.also") if entry.kind == "therapy" else ()
    return " ".join((entry.id, entry.name, *also)).casefold()


Draft = Mapping[str, Iterable[Line]]  # heading to lines, in reading order


def _reason(id_: str, language: str) -> Draft:
    said = words(language, "reasons")
    known = words(language, "evidence").say
    weights = {
        name: row["weights"][id_]
        for name, row in facts("indicators")["indicators"].items()
        if id_ in row.get("weights", {})
    }
    return {
        "what": [Line(words(language, "library").say("lines.behind", may=said.say(f"{id_}.may")))],
        "for": [_indicator_line(name, language) for name, points in weights.items() if points > 0],
        "against": [_indicator_line(name, language) for name, points in weights.items() if points < 0],
        "known": [
            Line(known(f"claims.{name}"), tuple(row["sources"]), row.get("confirmed", True))
            for name, row in facts("evidence")["claims"].items()
            if id_ in row["reasons"]
        ],
        "ask": [Line(text) for text in said.list(f"{id_}.ask")],
    }


def _indicator_line(name: str, language: str) -> Line:
    general = words(language, "library")
    own = f"in_general.{name}"
    text = general.say(own) if own in general else words(language, "indicators").say(f"{name}.yes")
    sources = indicators()[name].sources or ("judgement",)
    return Line(text, sources, all(source(key).confirmed for key in sources))


def _therapy(id_: str, language: str) -> Draft:
    held = facts("therapies")[id_]
    said = words(language, "therapies")
    signs = words(language, "approach")
    sources = tuple(held["sources"])
    summed_up = "summary" in held["confirmed"]
    unconfirmed = held.get("unconfirmed_signs", ())
    also = words(language, "library").say("lines.also_called", names=listed(language, said.list(f"{id_}.also")))
    length = next(((*held[unit], unit) for unit in DOSE_UNITS if unit in held), None)
    return {
        "what": [Line(said.say(f"{id_}.what"), sources, summed_up), Line(also)],
        "session": [Line(said.say(f"{id_}.session"), sources, summed_up)],
        "signs": [Line(signs.say(f"signs.{sign}"), sources, sign not in unconfirmed) for sign in signs_of(id_)],
        "length": [Line(dose(language, *length), sources, "dose" in held["confirmed"])] if length else [],
        "fits": _named_for(id_, language),
        "training": [Line(said.say(f"{id_}.training"), sources)],
    }


def _named_for(therapy: str, language: str) -> Iterable[Line]:
    """The concerns for which a guideline or list names the therapy."""
    for condition in facts("catalogue")["conditions"]:
        for row in fit_for_concern(condition, therapy).recommendations:
            if row.status in FIRST | OPTION:
                name = concern_name(language, row.part or condition, "name")
                status = words(language, "conditions").say(f"fit.status.{row.status}")
                text = words(language, "library").say("lines.note_part", part=name, note=status)
                yield Line(text, (row.source,), row.confirmed)


def _condition(id_: str, language: str) -> Draft:
    fit = fit_for_concern(id_, None)
    whole = facts("catalogue")["parts"].get(id_, id_)
    say = words(language, "conditions").say
    guidelines = tuple(dict.fromkeys(row.source for row in fit.recommendations))
    pairs = Line(words(language, "library").say("lines.pairs"))
    trials = [pairs, *(trial_line(effect, language) for effect in fit.effects)]
    return {
        "what": [Line(say(f"{whole}.what"), guidelines), Line(say("fit.no_diagnosis"))],
        "matters": fit_lines(fit, language)[:1],
        "guidelines": [recommendation_line(row, language, whole) for row in fit.recommendations],
        "trials": trials if fit.effects else [],
    }


def _professional(id_: str, language: str) -> Draft:
    kind = remit(id_)
    if kind is None:
        raise KeyError(id_)
    said = words(language, "providers")
    general = words(language, "remit").say

    def line(field: Field, plain: str = "") -> Line:
        own = f"{id_}.{field}"
        text = said.say(own) if own in said else general(f"{field}.{plain}")
        return Line(text, kind.sources or ("judgement",), field in kind.confirmed)

    return {
        "trained": [line("training")],
        "work": [Line(said.say(f"{id_}.work"), ("judgement",))],
        "may": [line("diagnose", kind.diagnose), line("prescribe", kind.prescribe), line("title", kind.title)],
        "needs": _needs(id_, language),
        "register": [
            line("register"),
            *(_link_line(link, language) for link in kind.registers),
            Line(general("page.not_a_rule")),
            Line(general("page.checked", date=kind.checked)),
        ],
    }


def _link_line(link: Link, language: str) -> Line:
    key = "lines.register_at" if link.opened else "lines.not_opened"
    return Line(words(language, "library").say(key, name=link.name, url=link.url))


def _needs(id_: str, language: str) -> Iterable[Line]:
    """The needs by whether they are usual work; medicine and diagnosis stand under what the law lets them do."""
    frames = {"yes": "lines.usual", "ask": "lines.ask_about", "no": "lines.elsewhere"}
    for answer, frame in frames.items():
        found = [need for need in NEEDS if need not in BY_LAW and within_remit(id_, need) == answer]
        if found:
            labels = listed(language, [words(language, "remit").say(f"needs.{need}.in_text") for need in found])
            yield Line(words(language, "library").say(frame, needs=labels), ("judgement",))


def _option(id_: str, language: str) -> Draft:
    one = choice(id_)
    said = words(language, "options")
    at = f"options.{id_}"
    figures = [figure_line(figure, language) for figure in one.figures]
    last = {"figures": figures or [Line(said.say("page.no_figure"))]}
    if one.branch == "safety":
        told = ("what", "first", "advice", "record", "no_blame")
        return {"what": [Line(said.say(f"{at}.{key}")) for key in told], **last}
    return {
        "what": [Line(said.say(f"{at}.what"))],
        "upsides": [Line(text, one.sources) for text in said.list(f"{at}.upsides")],
        "downsides": [Line(text, one.sources) for text in said.list(f"{at}.downsides")],
        "living": [Line(said.say(f"{at}.living.{place}"), ("judgement",)) for place in LIVING],
        "when": [Line(said.say(f"{at}.by_when"), ("judgement",))],
        **last,
    }


def _measure(id_: str, language: str) -> Draft:
    of = measure(id_)
    said = words(language, "measures")
    frame = words(language, "library").say
    sheet = facts("measures")["scale"][id_]
    all_sources = tuple(dict.fromkeys(_sources_in({key: part for key, part in sheet.items() if key != "country"})))
    change = sheet.get("reliable_change") or sheet.get("important_difference") or {}
    return {
        "what": [Line(said.say(f"about.{id_}"))],
        "scale": [
            Line(frame("lines.range", low=of.lowest, high=of.highest), (sheet["range"]["source"],)),
            Line(frame(f"lines.{of.better}_better")),
        ],
        "change": [Line(change_that_counts(of), tuple(_sources_in(change)) or ("judgement",))],
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


def _source(id_: str, language: str) -> Draft:
    found = source(id_)
    frame = words(language, "library").say
    known = "lines.source_confirmed" if found.confirmed else "lines.source_unconfirmed"
    return {
        "where": [Line(found.url or frame("lines.no_address"), (id_,), found.confirmed)],
        "known": [Line(frame(known))],
        "read_at": [Line(address) for address in found.read_at],
    }


SECTIONS: dict[Kind, Callable[[str, str], Draft]] = {
    "reason": _reason,
    "therapy": _therapy,
    "condition": _condition,
    "professional": _professional,
    "option": _option,
    "measure": _measure,
    "source": _source,
}
