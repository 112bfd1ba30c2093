"""How are wishes and a search told? Own words first, then what the record suggests, then words for the search."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from unstuck.explain import Section
from unstuck.knowledge import Words, facts, words
from unstuck.moving_on.comparison import weight_of
from unstuck.moving_on.search import Approach, Kind, Search
from unstuck.story.plans import STYLE, Criterion, Need, Wishes
from unstuck.told import Line, concern_name, listed

OWN = ("trouble", "worked", "missing", "ended", "about_me", "style_text", "times")
TO_EITHER_SIDE = 1.0


@dataclass(frozen=True, slots=True)
class CriterionChoice:
    """What can be wished for, and what is offered for it at first; the person decides.

    Attributes:
        id: the criterion.
        name: in words.
        need: a must or nice to have.
        weight: what it weighs when it is nice to have, 1-5.
    """

    id: str
    name: str
    need: Need
    weight: int


def wishes_sections(
    wishes: Wishes | None, worked: tuple[str, ...], missing: tuple[str, ...], found: Search, language: str = "en"
) -> tuple[Section, ...]:
    """The page: what the person wrote, what the record suggests, what counts, and the search; empty parts left out."""
    said = words(language, "wishes")
    parts: dict[str, tuple[str, ...]] = {
        "notices": tuple(words(language, "safety").say(f"notices.{name}") for name in found.notices),
        "own": tuple(_own(wishes, said)) or (said.say("nothing"),),
        "style": tuple(_style(wishes, said)),
        "worked": tuple(said.say(f"worked.{name}") for name in worked),
        "missing": tuple(said.say(f"missing.{name}") for name in missing),
        "criteria": tuple(_criteria(wishes, said)),
    }
    mine = (Section(key, said.say(f"headings.{key}"), _lines(texts)) for key, texts in parts.items() if texts)
    return (*mine, *_search(found, language))


def criterion_name(criterion: str, texts: dict[str, str], language: str = "en") -> str:
    """What a criterion is called: the person's own words, else ours."""
    if criterion in texts:
        return texts[criterion]
    said = words(language, "wishes")
    return said.say(f"criteria.{criterion}") if f"criteria.{criterion}" in said else criterion.partition(":")[2]


def criteria_choices(language: str = "en") -> tuple[CriterionChoice, ...]:
    """Everything that can be wished for beside one's own, in the order people see."""
    said = words(language, "wishes")
    rows = facts("candidates")["criteria"].items()
    return tuple(CriterionChoice(id_, said.say(f"criteria.{id_}"), x["need"], x["weight"]) for id_, x in rows)


def style_choices(language: str = "en") -> tuple[tuple[str, str, str], ...]:
    """The four lines of `Style`, each with what its low and its high end (-5, +5) mean."""
    said = words(language, "wishes")
    return tuple((line, said.say(f"lines.{line}.low"), said.say(f"lines.{line}.high")) for line in STYLE)


def own_choices(language: str = "en") -> tuple[tuple[str, str], ...]:
    """What can be put into one's own words: the field of `Wishes` and a question that helps."""
    said = words(language, "wishes")
    return tuple((name, said.say(f"ask.{name}")) for name in OWN)


def own_texts(criteria: tuple[Criterion, ...]) -> dict[str, str]:
    """The person's own words for each criterion that has some."""
    return {criterion.id: criterion.text for criterion in criteria if criterion.text}


def _lines(texts: tuple[str, ...]) -> tuple[Line, ...]:
    return tuple(Line(text) for text in texts)


def _own(wishes: Wishes | None, said: Words) -> Iterator[str]:
    if wishes is None:
        return
    for name in OWN:
        text = getattr(wishes, name)
        if text:
            yield said.say(f"own.{name}", text=text)
    if wishes.most_fee is not None:
        yield said.say("own.fee", fee=wishes.most_fee)
    if wishes.farthest_minutes is not None:
        yield said.say("own.minutes", minutes=wishes.farthest_minutes)


def _style(wishes: Wishes | None, said: Words) -> Iterator[str]:
    if wishes is None or wishes.style is None:
        return
    for line in STYLE:
        value = getattr(wishes.style, line)
        if value is None:
            continue
        low, high = said.say(f"lines.{line}.low"), said.say(f"lines.{line}.high")
        if abs(value) < TO_EITHER_SIDE:
            yield said.say("lines.say.both", more=low, less=high)
        else:
            first, second = (low, high) if value < 0 else (high, low)
            yield said.say("lines.say.one_side", more=first, less=second)


def _criteria(wishes: Wishes | None, said: Words) -> Iterator[str]:
    if wishes is None or not wishes.criteria:
        yield said.say("criteria.none")
        return
    texts = own_texts(wishes.criteria)
    for criterion in wishes.criteria:
        name = criterion_name(criterion.id, texts, said.language)
        yield said.say(f"criteria.{criterion.need}", criterion=name, weight=weight_of(criterion))


def _search(found: Search, language: str) -> Iterator[Section]:
    said = words(language, "wishes")
    yield Section("search", said.say("headings.search"), tuple(_search_lines(found, language)))
    kinds = tuple(line for kind in found.kinds for line in _kind(kind, language))
    if not found.known_country:
        kinds = (*kinds, Line(said.say("kinds.elsewhere")))
    yield Section("kinds", said.say("headings.kinds"), kinds)
    yield Section("look", said.say("headings.look"), tuple(Line(said.say(f"look.{place}")) for place in found.look))


def _search_lines(found: Search, language: str) -> Iterator[Line]:
    said = words(language, "wishes")
    for text in found.own:
        yield Line(said.say("search.own", text=text))
    for concern in found.concerns:
        yield Line(said.say("search.concern", concern=concern_name(language, concern, "name")))
    if not found.concerns:
        yield Line(said.say("search.any"))
    for approach in found.approaches:
        yield from (Line(text) for text in _approach(approach, language))
    if found.languages:
        yield Line(said.say("search.languages", languages=listed(language, found.languages)))
    if found.formats:
        formats = [said.say(f"search.format.{name}") for name in found.formats]
        yield Line(said.say("search.formats", formats=listed(language, formats)))


def _approach(approach: Approach, language: str) -> Iterator[str]:
    said = words(language, "wishes")
    key = f"search.{approach.why}{'_tried' if approach.tried else ''}"
    name = words(language, "therapies").say(f"{approach.id}.name")
    concern = concern_name(language, approach.concern) if approach.concern else ""
    yield said.say(key, approach=name, concern=concern)
    yield said.say("search.training", training=words(language, "therapies").say(f"{approach.id}.training"))


def _kind(kind: Kind, language: str) -> Iterator[Line]:
    said = words(language, "wishes")
    name = words(language, "providers").say(f"{kind.id}.name")
    needs = listed(language, [words(language, "remit").say(f"needs.{need}.in_text") for need in kind.ask])
    if not kind.ask:
        yield Line(said.say("kinds.usual", kind=name), ("judgement",))
    else:
        text = said.say("kinds.some" if kind.usual else "kinds.ask", kind=name, needs=needs)
        yield Line(text, ("judgement",))
    for register in kind.registers[:1]:
        text = said.say("kinds.register", register=f"{register.name}, {register.url}")
        yield Line(text, confirmed=register.opened)
