"""How are the list, the call sheet and the comparison told?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import get_args

from unstuck.explain import Section
from unstuck.knowledge import Blank, Words, words
from unstuck.moving_on.call_sheet import RATINGS, CallSheet, Question
from unstuck.moving_on.candidates import Calls, Entry, as_known, talked_to
from unstuck.moving_on.comparison import Comparison, Lead, Standing, compare
from unstuck.moving_on.table import Wrong
from unstuck.moving_on.wishes_page import criterion_name, own_texts
from unstuck.paper.page import Block, Page, of_sections
from unstuck.paper.room import cut, legible
from unstuck.story import Story
from unstuck.story.plans import STATES, Candidate, Criterion, Mark, Sounded, When
from unstuck.told import Line, listed

Named = tuple[tuple[str, str], ...]
MEANS_COMPARING = 2
OWN_LINES, WIDTH = 3, 88
"""How much of each of one's own lines stands on a printed call sheet."""

TO_WRITE = 2


@dataclass(frozen=True, slots=True)
class Table:
    """A head and rows of cells, all text."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The comparison as a page.

    Attributes:
        heading: above it.
        table: everyone side by side; None while there is nothing to compare.
        lines: what has to be known about it, or what has to come first.
    """

    heading: str
    table: Table | None
    lines: tuple[str, ...]


def name_of(candidate: Candidate, language: str = "en") -> str:
    """What a candidate is called, also when no name was written down."""
    return candidate.name or words(language, "candidates").say("list.unnamed", id=candidate.id)


def list_sections(found: Calls, language: str = "en") -> tuple[Section, ...]:
    """The list: the plan, whom to call next, then everyone by state."""
    said = words(language, "candidates")
    names = {entry.candidate.id: name_of(entry.candidate, language) for entry in found.entries}
    plan = [
        said.say("list.plan", planned=found.planned),
        said.say("list.made", n=found.made) if found.made else said.say("list.made_none"),
        said.say("list.more_names", n=found.more_names) if found.more_names else said.say("list.more_names_none"),
        *_call_next([names[x] for x in found.now], said),
    ]
    return (
        Section("plan", said.say("list.title"), tuple(Line(text) for text in plan)),
        *(
            Section(state, said.say(f"states.{state}"), tuple(Line(text) for text in _entries(found, state, language)))
            for state in dict.fromkeys(entry.state for entry in found.entries)
        ),
    )


def sheet_sections(sheet: CallSheet, language: str = "en") -> tuple[Section, ...]:
    """The call sheet in the order of a call: before, three lines, musts, questions, and what to rate straight after."""
    said = words(language, "candidates")
    lines = tuple(_three_lines(sheet, said)) or (said.say("sheet.line_missing"),)
    texts = own_texts(sheet.musts)
    musts = tuple(_must(must, texts, said) for must in sheet.musts)
    ratings = (said.say(f"ratings.{name}") for name in sheet.ratings)
    after = (*said.list("sheet.after_lines"), *ratings, said.say("sheet.sentence"))
    drafts = {
        "before": (*said.list("sheet.before_lines"), said.say("sheet.unwell")),
        "lines": lines,
        "musts": musts,
        "after": after,
    }
    made = [
        Section(key, said.say(f"sheet.{key}"), tuple(Line(text) for text in found))
        for key, found in drafts.items()
        if found
    ]
    asked = (_question(number, question, language) for number, question in enumerate(sheet.questions, start=1))
    return (*made[:-1], *asked, made[-1])


def sheet_title(sheet: CallSheet, language: str = "en") -> str:
    """The title of a call sheet."""
    said = words(language, "candidates")
    if sheet.candidate is None or not sheet.candidate.name:
        return said.say("sheet.title")
    return said.say("sheet.title_with", name=sheet.candidate.name)


def call_paper(sheet: CallSheet, language: str = "en") -> Page:
    """The call sheet as a page to print and write on; its title names nobody."""
    said = words(language, "candidates")
    name = sheet.candidate.name if sheet.candidate else None
    blocks = [Block((said.say("sheet.who", name=_short(name)),))] if name else []
    sections = sheet_sections(sheet, language)
    shown = of_sections(said.say("sheet.title"), sections, language=language)
    asked = {question.id for question in sheet.questions}
    for section, block in zip(sections, shown.blocks, strict=True):
        room = TO_WRITE if section.id in asked or section.id == "after" else 0
        lines = tuple(_with_scale(line, sheet, said) if section.id == "after" else _short(line) for line in block.lines)
        blocks.append(replace(block, lines=lines, room=room))
    return replace(shown, blocks=tuple(blocks))


def call_file_name(language: str = "en") -> str:
    """What a file of a call sheet is called, without its ending: the same for everyone."""
    return words(language, "candidates").say("sheet.file")


def side_by_side(story: Story, on: date, language: str = "en") -> SideBySide:
    """Those one has talked to by a day, side by side; or what has to come first."""
    said = words(language, "candidates")
    known = talked_to(as_known(story.candidates, on))
    wished = [x for x in story.wishes if x.date <= on]
    found = compare(known, wished, story.about.concerns)
    if found is None or len(known) < MEANS_COMPARING:
        line = said.say("compare.none" if found is None else "compare.few")
        return SideBySide(said.say("compare.title"), None, (line,))
    criteria = tuple(criterion for wishes in wished for criterion in wishes.criteria)
    lines = comparison_lines(found, known, criteria, language)
    return SideBySide(said.say("compare.title"), comparison_table(found, known, language), lines)


def state_choices(language: str = "en") -> Named:
    """How it can stand with a candidate, each in words."""
    return _named("states", STATES, language)


def rating_names(language: str = "en") -> Named:
    """The four ratings after a call or a session, each in words."""
    return _named("ratings", RATINGS, language)


def when_choices(language: str = "en") -> Named:
    """The occasions for them, each in words."""
    return _named("when", get_args(When), language)


def sounded_choices(language: str = "en") -> Named:
    """How an answer on the call can have sounded, each in words."""
    return _named("sounded", get_args(Sounded), language)


def mark_choices(language: str = "en") -> Named:
    """Whether a wish is met, each in words."""
    return _named("marks", get_args(Mark), language)


def table_lines(wrong: Iterable[Wrong], language: str = "en") -> tuple[str, ...]:
    """What is wrong with a table of candidates, each with its line and the mend."""
    said = words(language, "candidates")
    return tuple(said.say(f"table.{one.id}", line=one.line, **one.blanks) for one in wrong)


def comparison_table(found: Comparison, candidates: Sequence[Candidate], language: str = "en") -> Table:
    """Everyone side by side: place, points, and beside them how one got on."""
    said = words(language, "candidates")
    names = {x.id: name_of(x, language) for x in candidates}
    out_of = found.standings[0].out_of if found.standings else 0
    head = ("name", "place", "sum", "call", "first", "third")
    return Table(
        tuple(said.say(f"compare.head_{name}", out_of=out_of) for name in head),
        tuple(_row(standing, names[standing.id], said) for standing in found.standings),
    )


def comparison_lines(
    found: Comparison, candidates: Sequence[Candidate], criteria: tuple[Criterion, ...], language: str = "en"
) -> tuple[str, ...]:
    """What has to be known about the table: musts, what isn't known, how firm the order is, and how it was made."""
    said = words(language, "candidates")
    names = {x.id: name_of(x, language) for x in candidates}
    texts = own_texts(criteria)
    return (
        *_weights(found, said),
        *(text for standing in found.standings for text in _open(standing, names, texts, said)),
        *(text for lead in found.leads for text in _firm(lead, names, said)),
        *_tip(found, texts, said),
        *(said.say(f"compare.{key}") for key in ("method", "connection", "not_a_verdict")),
    )


def _call_next(names: Sequence[str], said: Words) -> Iterator[str]:
    if not names:
        yield said.say("list.none_now")
        return
    yield said.say("list.now", names=listed(said.language, names))
    yield said.say("list.machine")


def _named(place: str, ids: Iterable[str], language: str) -> Named:
    said = words(language, "candidates")
    return tuple((id_, said.say(f"{place}.{id_}")) for id_ in ids)


def _with_scale(line: str, sheet: CallSheet, said: Words) -> str:
    """A rating with the numbers to ring; any other line as it is."""
    ratings = {said.say(f"ratings.{name}") for name in sheet.ratings}
    return f"{line} {said.say('sheet.scale')}" if line in ratings else line


def _short(text: str) -> str:
    return cut(legible(text), OWN_LINES, WIDTH)


def _entries(found: Calls, state: str, language: str) -> Iterator[str]:
    said = words(language, "candidates")
    for entry in found.entries:
        if entry.state == state:
            due = "" if entry.next == "nothing" else said.say(f"next.{entry.next}")
            parts = (_who(entry, language), entry.candidate.contact, _since(entry, said), due)
            yield ". ".join(part.rstrip(".") for part in parts if part) + "."


def _who(entry: Entry, language: str) -> str:
    kind, name = entry.candidate.provider_type, name_of(entry.candidate, language)
    if kind is None:
        return name
    known = words(language, "providers").say(f"{kind}.name")
    return words(language, "candidates").say("list.entry", name=name, kind=known)


def _since(entry: Entry, said: Words) -> str | None:
    return said.written(entry.since) if entry.since else None


def _three_lines(sheet: CallSheet, said: Words) -> Iterator[str]:
    if sheet.trouble:
        yield said.say("sheet.trouble", text=sheet.trouble)
    if sheet.wanted:
        yield said.say("sheet.wanted", text=sheet.wanted)
    for text in sheet.tried:
        yield said.say("sheet.tried", text=text)


def _must(must: Criterion, texts: dict[str, str], said: Words) -> str:
    return said.say("sheet.must", criterion=criterion_name(must.id, texts, said.language))


def _question(number: int, question: Question, language: str) -> Section:
    """One question with what good answers sound like, what to ask more about, and why this person asks it."""
    said = words(language, "candidates")
    at = f"questions.{question.id}"
    lines = [
        Line(said.say("sheet.good", text=said.say(f"{at}.good")), question.sources),
        Line(said.say("sheet.concern", text=said.say(f"{at}.concern")), question.sources),
    ]
    if question.why:
        why = listed(language, [said.say(f"why.{sign}") for sign in question.why])
        lines.append(Line(said.say("sheet.why", why=why)))
    return Section(question.id, said.say("sheet.question", number=number, ask=said.say(f"{at}.ask")), tuple(lines))


def _row(standing: Standing, name: str, said: Words) -> tuple[str, ...]:
    whens: tuple[When, ...] = ("call", "first_session", "third_session")
    rated = (standing.connection.get(when) for when in whens)
    place = said.say("compare.out") if standing.place is None else said.written(standing.place)
    if standing.low == standing.high:
        points = said.say("compare.sum", low=standing.low)
    else:
        points = said.say("compare.sum_range", low=standing.low, high=standing.high)
    return (
        name,
        place,
        points,
        *(said.say("compare.no_rating") if x is None else said.written(round(x, 1)) for x in rated),
    )


def _weights(found: Comparison, said: Words) -> Iterator[str]:
    yield said.say("compare.weights" if found.set_before else "compare.weights_late", date=found.weights_of)
    if found.changed_since is not None:
        yield said.say("compare.changed", date=found.changed_since)


def _open(standing: Standing, names: dict[str, str], texts: dict[str, str], said: Words) -> Iterator[str]:
    unknown = tuple(x for x, known in standing.marks.items() if known is None)
    for key, criteria in (("missed", standing.missed), ("to_check", standing.to_check), ("unknown", unknown)):
        if criteria and not (standing.missed and key != "missed"):
            listed_ = listed(said.language, [criterion_name(x, texts, said.language) for x in criteria])
            yield said.say(f"compare.{key}", name=names[standing.id], criteria=listed_)


def _firm(lead: Lead, names: dict[str, str], said: Words) -> Iterator[str]:
    blanks: dict[str, Blank] = {"above": names[lead.above], "below": names[lead.below]}
    turns_round = lead.firm in {"any", "near"} and lead.knowing == "depends"
    also = said.say("firm.knowing") if turns_round else ""
    yield f"{said.say(f'firm.{lead.firm}', **blanks)} {also}".strip()


def _tip(found: Comparison, texts: dict[str, str], said: Words) -> Iterator[str]:
    if found.tip is not None and found.leads[0].firm in {"near", "depends"}:
        tip = found.tip
        name = criterion_name(tip.criterion, texts, said.language)
        yield said.say("firm.tip", criterion=name, equal_at=round(tip.equal_at, 1), now=tip.now)
