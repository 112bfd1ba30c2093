"""How does a handover sheet read? Its pieces in words, for the sheet; and what only the person gets to see."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from unstuck.explain import Section
from unstuck.knowledge import Blank, words
from unstuck.measures import measure
from unstuck.moving_on.handover import Piece, Sheet, sheet
from unstuck.paper.page import Block, Page, Picture
from unstuck.pictures import scores_picture
from unstuck.readout import Readout
from unstuck.story import Story
from unstuck.story.models import Goal
from unstuck.story.plans import FACTS, OF_EACH, WORDS, OwnWords, Told
from unstuck.told import Line, listed, therapy_name

BAR = "\u2588"
WIDTH = 24
NEWEST = 40
NEWEST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class ItemChoice:
    """An item that can be ticked, as the person sees it before.

    Attributes:
        id: how it is ticked.
        label: what it is.
        lines: what would stand on the sheet; of many scores the newest.
    """

    id: str
    label: str
    lines: tuple[str, ...]


def sheet_sections(made: Sheet, language: str = "en") -> tuple[Section, ...]:
    """The sheet: one section a ticked item, under its label. Nothing else of the story is in it."""
    return tuple(Section(piece.item, _label(piece.kind, language), _lines(piece, language)) for piece in made.pieces)


def opening(made: Sheet, language: str = "en") -> tuple[str, ...]:
    """The lines above the items: the day it was made, and that the person chose them."""
    said = words(language, "handover")
    if not made.pieces:
        return (said.say("nothing"),)
    return said.say("made", date=made.on), said.say("ask_me")


def picture(made: Sheet, piece: Piece, language: str = "en") -> str | None:
    """A chart item as SVG, with scores and nothing else; None for any other item."""
    return scores_picture(made.chart_of, piece.change, language) if piece.change else None


def paper(made: Sheet, language: str = "en") -> Page:
    """The sheet as a page to print: the same items, with pictures as pictures."""
    blocks = (_block(made, piece, language) for piece in made.pieces)
    return Page(words(language, "handover").say("title"), (Block(opening(made, language)), *blocks))


def file_name(language: str = "en") -> str:
    """What a file of it is called, without its ending: the same for everyone."""
    return words(language, "handover").say("file")


def item_choices(answer: Readout, story: Story, own: OwnWords, language: str = "en") -> tuple[ItemChoice, ...]:
    """Everything that could be shared, for the person alone, with what would stand there."""
    made = sheet(answer, story, (*WORDS, *FACTS, *OF_EACH), own)
    shown = (replace(piece, points=piece.points[-NEWEST_SHOWN:]) for piece in made.pieces)
    return tuple(
        ItemChoice(
            piece.item, label_of(piece.item, story.goals, language), tuple(x.text for x in _lines(piece, language))
        )
        for piece in shown
    )


def word_choices(language: str = "en") -> tuple[tuple[str, str, str], ...]:
    """What can be put into one's own words: the field of `OwnWords`, its label, and a question that helps."""
    said = words(language, "handover")
    return tuple((word, _label(word, language), said.say(f"items.{word}.ask")) for word in WORDS)


def label_of(item: str, goals: Sequence[Goal] = (), language: str = "en") -> str:
    """An item as the person chooses it: its label, and the measure or goal it is about."""
    kind, _, of = item.partition(":")
    label = _label(kind, language)
    if not of:
        return label
    texts = {goal.id: goal.text for goal in goals}
    name = measure(of).name if kind in {"scores", "chart"} else texts.get(of) or of
    return words(language, "handover").say("private.item_of", label=label, of=name)


def prompts(made: Sheet, language: str = "en") -> tuple[str, ...]:
    """What the person has not put into words yet, each with a question that helps to."""
    there = {*made.kept_back, *(piece.item for piece in made.pieces)}
    said = words(language, "handover")
    return tuple(
        said.say("private.unwritten", label=_label(word, language), ask=said.say(f"items.{word}.ask"))
        for word in WORDS
        if word not in there
    )


def told_before(found: Told, language: str = "en") -> str:
    """What was shared before, with whom and when, for the person alone."""
    said = words(language, "handover")
    whom = found.name or said.say(f"whom.{found.to}")
    return said.say("private.told", date=found.date, whom=whom, items=listed(language, found.items))


def _block(made: Sheet, piece: Piece, language: str) -> Block:
    heading, svg = _label(piece.kind, language), picture(made, piece, language)
    if svg is not None:
        return Block((_scale(piece, language),), heading, picture=Picture(svg, _shows(piece, language)))
    if piece.kind == "scores":
        return Block((_scale(piece, language), _in_a_row(piece, language)), heading)
    lines = tuple(line.text for line in _lines(piece, language))
    return Block(lines, heading, listed=len(lines) > 1)


def _shows(piece: Piece, language: str) -> str:
    """What a picture shows, for whoever can't see it."""
    (first, before), (last, after) = piece.points[0], piece.points[-1]
    blanks: dict[str, Blank] = {"measure": measure(piece.of).name, "n": len(piece.points), "from": first, "to": last}
    return words(language, "handover").say("says.picture", **blanks, first=round(before, 1), last=round(after, 1))


def _in_a_row(piece: Piece, language: str) -> str:
    """Scores one after the other, so that many fit; of very many the first and the newest."""
    said = words(language, "handover")
    rows = [said.say("says.score_short", day=said.short_day(day), score=round(x, 1)) for day, x in piece.points]
    left = len(rows) - 1 - NEWEST
    if left > 0:
        rows[1 : 1 + left] = [said.say("says.between", n=left)]
    return "; ".join(rows)


def _label(kind: str, language: str) -> str:
    return words(language, "handover").say(f"items.{kind}.label")


def _lines(piece: Piece, language: str) -> tuple[Line, ...]:
    tell = TELL.get(piece.kind)
    return tuple(Line(text) for text in (tell(piece, language) if tell else (piece.text or "",)))


def _goal(piece: Piece, language: str) -> tuple[str, ...]:
    rating = piece.facts["rating"]
    text = piece.text or ""
    if not isinstance(rating, float | int):
        return (text,)
    return (words(language, "handover").say("says.goal_rated", text=text, rating=round(rating, 1)),)


def _method(piece: Piece, language: str) -> tuple[str, ...]:
    approach = therapy_name(language, str(piece.facts["approach"]))
    return (words(language, "handover").say("says.approach", approach=approach),)


def _therapist(piece: Piece, language: str) -> tuple[str, ...]:
    name, kind = piece.facts["name"], piece.facts["provider_type"]
    known = words(language, "providers").say(f"{kind}.name") if kind else None
    if name and known:
        return (words(language, "handover").say("says.therapist", name=str(name), kind=known),)
    return (str(name or known),)


def _dates(piece: Piece, language: str) -> tuple[str, ...]:
    known = {name: day for name, day in piece.facts.items() if day is not None}
    return (words(language, "handover").say("says.ended" if "ended" in known else "says.going_on", **known),)


def _sessions(piece: Piece, language: str) -> tuple[str, ...]:
    return (words(language, "handover").say("says.sessions", n=float(str(piece.facts["n"]))),)


def _schedule(piece: Piece, language: str) -> tuple[str, ...]:
    said, facts = words(language, "handover"), piece.facts
    found = []
    if facts["every_days"]:
        found.append(said.say("says.every", n=float(str(facts["every_days"]))))
    if facts["minutes"]:
        found.append(said.say("says.minutes", minutes=float(str(facts["minutes"]))))
    if facts["format"]:
        found.append(said.say(f"says.format.{facts['format']}"))
    return tuple(found)


def _scores(piece: Piece, language: str) -> tuple[str, ...]:
    said = words(language, "handover")
    rows = (said.say("says.score", day=day, score=round(value, 1)) for day, value in piece.points)
    return _scale(piece, language), *rows


def _chart(piece: Piece, language: str) -> tuple[str, ...]:
    """The same in text, for where no picture can be: a bar a score, from the lowest there can be."""
    said, scale = words(language, "handover"), measure(piece.of)
    share = WIDTH / (scale.highest - scale.lowest)
    rows = (
        said.say("says.score", day=said.short_day(day), score=said.written(round(value, 1)))
        + " "
        + BAR * max(1, round((value - scale.lowest) * share))
        for day, value in piece.points
    )
    return _scale(piece, language), *rows


def _scale(piece: Piece, language: str) -> str:
    scale = measure(piece.of)
    blanks: dict[str, Blank] = {"measure": scale.name, "lowest": scale.lowest, "highest": scale.highest}
    return words(language, "handover").say(f"says.{scale.better}", **blanks)


TELL: dict[str, Callable[[Piece, str], tuple[str, ...]]] = {
    "goal": _goal,
    "method": _method,
    "therapist": _therapist,
    "dates": _dates,
    "sessions": _sessions,
    "schedule": _schedule,
    "scores": _scores,
    "chart": _chart,
}
