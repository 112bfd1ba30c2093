"""How is an ending told? Its parts in words, with what follows from the record set in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from unstuck.explain import Section
from unstuck.knowledge import Words, words
from unstuck.moving_on.alone import Alone
from unstuck.moving_on.ending import Closing, Ending, PathId
from unstuck.readout import Readout
from unstuck.safety.help_lines import HelpLine, read_out
from unstuck.safety.reporting import places, told
from unstuck.story.models import Goal
from unstuck.story.plans import OwnWords
from unstuck.told import Line

NOTHING = OwnWords()
OWN_WORDS = {
    "look_back": ("helped", "not_helped"),
    "keep": ("keep",),
    "relapse": ("warning_signs", "plan"),
}
"""Where a person's own words for a handover belong; they come before ours."""


def ending_sections(
    answer: Readout, found: Ending, goals: Sequence[Goal] = (), own: OwnWords = NOTHING, language: str = "en"
) -> tuple[Section, ...]:
    """An ending as a page: what it is, what to know first, how much of it fits, and its parts in order.

    Args:
        answer: the read-out of the therapy.
        found: the ending.
        goals: the person's goals, to be told with their own words.
        own: what the person wrote for a handover.
        language: of the sentences.
    """
    said = words(language, "ending")
    path = f"paths.{found.path}"
    intro = "check_first.intro" if found.check_first else f"{path}.intro"
    first = (said.say(intro), *(_notice(name, language) for name in found.notices))
    added = {"less_often": _taper(found, said), "report": _places(answer, language)}
    added["needs_met"] = _goals(answer, goals, said)
    return (
        Section("intro", said.say(f"{path}.name"), tuple(Line(text) for text in first)),
        *(_closing(found.closing, found.sources, said)),
        *(_part(part, _own(part, own), tuple(added.get(part, ())), said) for part in found.parts),
    )


def path_name(path: PathId, language: str = "en") -> str:
    """What a way to end is called."""
    return words(language, "ending").say(f"paths.{path}.name")


def alone_sections(found: Alone, language: str = "en") -> tuple[Section, ...]:
    """What to do with what can't be said to the therapist, as a page."""
    said = words(language, "ending")
    intro = Section("intro", said.say("alone.title"), (Line(said.say("alone.intro")),))
    parts = (
        Section(part, said.say(f"alone.{part}.title"), tuple(Line(x) for x in said.list(f"alone.{part}.lines")))
        for part in found.parts
    )
    lines = tuple(Line(_line(one, language)) for one in found.lines)
    return (intro, *parts, Section("lines", said.say("lines_title"), lines))


def _notice(name: str, language: str) -> str:
    own, safety = words(language, "ending"), words(language, "safety")
    return own.say(f"notices.{name}") if f"notices.{name}" in own else safety.say(f"notices.{name}")


def _closing(closing: Closing, sources: tuple[str, ...], said: Words) -> Iterator[Section]:
    if closing.id != "none":
        yield Section("closing", said.say("closing.title"), (Line(said.say(f"closing.{closing.id}"), sources),))


def _part(part: str, own: tuple[str, ...], added: tuple[str, ...], said: Words) -> Section:
    lines = (*own, *said.list(f"parts.{part}.lines"), *added)
    return Section(part, said.say(f"parts.{part}.title"), tuple(Line(text) for text in lines))


def _own(part: str, own: OwnWords) -> tuple[str, ...]:
    found = (getattr(own, name) for name in OWN_WORDS.get(part, ()))
    return tuple(text for text in found if text)


def _goals(answer: Readout, goals: Sequence[Goal], said: Words) -> Iterator[str]:
    """How far each goal that was rated is reached, in the person's own words for it."""
    for goal in goals:
        series = answer.record.goal_series.get(goal.id)
        if series is not None:
            yield said.say("goal_reached", goal=goal.text or goal.id, rating=round(series.latest[1], 1))


def _taper(found: Ending, said: Words) -> Iterator[str]:
    yield said.say("taper.why")
    yield from (said.say("taper.step", date=day) for day in found.taper)
    if found.look_back is not None:
        yield said.say("taper.look_back", date=found.look_back)


def _places(answer: Readout, language: str) -> Iterator[str]:
    found = places(answer.record.about.country)
    if not found:
        yield words(language, "ending").say("report_elsewhere")
    yield from (told(place, words(language, "reporting")) for place in found)


def _line(line: HelpLine, language: str) -> str:
    known = read_out(line, words(language, "safety"))
    text = words(language, "terminal").say("by_text", text=line.text) if line.text else None
    ways = [known["phone"], text, known["hours"], known["url"]]
    return f"{known['name']}: {', '.join(way for way in ways if way)}"
