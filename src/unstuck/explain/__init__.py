"""What do we know about one thing, in words, with sources? And what is in the library?

`unstuck explain ID` and the library pages show the same: a reason, a kind of therapy, a concern, a kind of
professional, an option, a next step, a question or sign, a scale or a source. Every line carries what it rests on and
whether somebody read it there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from unstuck.explain import answers, measures, treatments
from unstuck.explain.sources import SHEETS, Source, source
from unstuck.explain.treatments import Draft
from unstuck.knowledge import facts, words
from unstuck.measures.catalogue import ids as measure_ids
from unstuck.measures.catalogue import measure
from unstuck.reasons.weights import indicators
from unstuck.told import Line, concern_name

__all__ = [
    "Entry",
    "Explanation",
    "Kind",
    "Section",
    "Source",
    "explain",
    "kind_of",
    "library",
    "name_of",
    "search",
    "source",
]

Kind = Literal["reason", "therapy", "condition", "professional", "option", "measure", "source", "step", "indicator"]


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
    if kind == "indicator":
        return answers.indicator_name(id_, language)
    if kind == "option":
        return words(language, "options").say(f"options.{id_}.name")
    file = {"reason": "reasons", "therapy": "therapies", "professional": "providers", "step": "steps"}[kind]
    return words(language, file).say(f"{id_}.name")


def library(language: str = "en") -> tuple[Entry, ...]:
    """Everything in the library, kind by kind, in the order people see."""
    return tuple(Entry(id_, kind, name_of(id_, kind, language)) for kind, ids in _ids() for id_ in ids)


def search(query: str, language: str = "en") -> tuple[Entry, ...]:
    """What in the library has every word of `query` in its id, name or other names, whatever the case."""
    wanted = query.casefold().split()
    return tuple(entry for entry in library(language) if all(word in _haystack(entry, language) for word in wanted))


def _ids() -> tuple[tuple[Kind, tuple[str, ...]], ...]:
    index, options = facts("catalogue"), facts("options")["order"]
    return (
        ("reason", tuple(facts("reasons")["reasons"])),
        ("therapy", tuple(index["therapies"])),
        ("condition", (*index["conditions"], *index["parts"])),
        ("professional", tuple(index["providers"])),
        ("option", tuple(options)),
        ("measure", measure_ids()),
        ("source", tuple(id_ for sheet in SHEETS for id_ in facts(sheet))),
        ("step", tuple(id_ for id_ in facts("vocabulary")["next_steps"].split() if id_ not in options)),
        ("indicator", (*indicators(), *facts("vocabulary")["safety_answers"].split())),
    )


def _haystack(entry: Entry, language: str) -> str:
    also = words(language, "therapies").list(f"{entry.id}.also") if entry.kind == "therapy" else ()
    return " ".join((entry.id, entry.name, *also)).casefold()


SECTIONS: dict[Kind, Callable[[str, str], Draft]] = {
    "reason": answers.reason,
    "therapy": treatments.therapy,
    "condition": treatments.condition,
    "professional": treatments.professional,
    "option": answers.option,
    "measure": measures.measure,
    "source": measures.source,
    "step": answers.step,
    "indicator": answers.indicator,
}
