"""How was each number about a person worked out?

`workings` lays open what a read-out shows: for each measure which scores count, where it starts, how much change counts
and why, the verdict's rule, the shape of the course, the forecast with its curve and the two simpler looks beside it,
and how often all that is wrong; then the ratings of working together and how sessions feel. In the same sections and
lines, with their sources, as `unstuck.explain`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from unstuck.explain import Section, Source, source
from unstuck.knowledge import words
from unstuck.readout import Readout
from unstuck.record import GOALS
from unstuck.told import Line
from unstuck.workings.forecast import forecast_pieces
from unstuck.workings.saying import JUDGED, Pieces
from unstuck.workings.scores import scores_pieces
from unstuck.workings.sessions import alliance_pieces, feel_pieces
from unstuck.workings.shape import shape_pieces

__all__ = ["Worked", "forecast_workings", "workings"]


@dataclass(frozen=True, slots=True)
class Worked:
    """How one thing a read-out shows was worked out.

    Attributes:
        id: "overall", a measure's id, "goal:" and the goal's id, "alliance" or "sessions".
        name: what it is, as a heading.
        sections: how, in reading order, none empty; a section's id is its heading's (words `workings`, under
            `headings`), and "clinician" comes last.
        sources: every source a line rests on, once, in the order of the lines.
    """

    id: str
    name: str
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]


def workings(answer: Readout, language: str = "en") -> tuple[Worked, ...]:
    """Everything a read-out shows, the whole answer first; what nobody recorded is left out."""
    say = words(language, "workings").say
    found = [_worked("overall", say("names.overall"), _overall_pieces(answer, language), language)]
    goals = {f"goal:{name}": change for name, change in answer.working.goals.items()}
    for id_, change in {**{x.scale.id: x for x in answer.working.measures}, **goals}.items():
        name = say("names.goal", goal=id_.removeprefix("goal:")) if id_ in goals else change.scale.full_name
        pieces = [
            *scores_pieces(answer, change, language),
            *shape_pieces(answer, change, language),
            *(() if id_ in goals else forecast_pieces(answer, change, language)),
        ]
        found.append(_worked(id_, name, pieces, language))
    if answer.working.alliance.n or answer.working.srs:
        found.append(_worked("alliance", say("names.alliance"), alliance_pieces(answer, language), language))
    if answer.working.feel.all_rated or answer.working.hard_work is not None:
        pieces = [*feel_pieces(answer, language)]
        found += [_worked("sessions", say("names.sessions"), pieces, language)] if pieces else []
    return tuple(found)


def forecast_workings(answer: Readout, language: str = "en") -> tuple[Worked, ...]:
    """Where each measure may be heading and how that was worked out, without the rest."""
    return tuple(
        _worked(change.scale.id, change.scale.full_name, forecast_pieces(answer, change, language), language)
        for change in answer.working.measures
    )


def _worked(id_: str, name: str, pieces: Iterable[tuple[str, Line]], language: str) -> Worked:
    by_heading: dict[str, list[Line]] = {}
    for heading, line in pieces:
        by_heading.setdefault(heading, []).append(line)
    headings = words(language, "workings")
    sections = tuple(
        Section(key, headings.say(f"headings.{key}"), tuple(by_heading[key]))
        for key in headings.entries["headings"]
        if key in by_heading
    )
    used = dict.fromkeys(key for section in sections for line in section.lines for key in line.sources)
    return Worked(id_, name, sections, tuple(source(key) for key in used))


def _overall_pieces(answer: Readout, language: str) -> Pieces:
    """Which measure leads, and what the verdict on all of them rests on."""
    say, working = words(language, "workings").say, answer.working
    if answer.case.minor:
        yield "leads", Line(say("leads.minor"), JUDGED)
        return
    leading = working.leading
    if leading is None:
        yield "leads", Line(say("leads.nothing"))
    elif leading.series.measure == GOALS:
        yield "leads", Line(say("leads.goal"), JUDGED)
    else:
        yield "leads", Line(say("leads.measure", measure=leading.scale.name), JUDGED)
    if working.verdict == "mixed":
        yield "leads", Line(say("leads.mixed"), JUDGED)
