"""What shape has the course of one measure: standing still, slipping, one step, a sudden jump?"""

from __future__ import annotations

from typing import get_args

from unstuck.change.change_point import SURE, find_step
from unstuck.change.sudden_gains import Criteria, Direction, by_session, sudden_changes
from unstuck.change.working import MeasureChange
from unstuck.knowledge import Words, words
from unstuck.readout import Readout
from unstuck.record import GOALS
from unstuck.told import Line
from unstuck.workings.saying import JUDGED, Pieces, tidy

SUDDEN = "tang-derubeis-1999"


def shape_pieces(answer: Readout, change: MeasureChange, language: str) -> Pieces:
    """What can be seen in the course beyond first and newest score; nothing without a change that counts."""
    if change.threshold is None:
        return
    said = words(language, "workings")
    yield from _standing(change, said)
    if change.series.measure != GOALS:
        yield from _sudden(answer, change, change.threshold.points, words(language, "change_classical"))
    yield from _step(change, said)


def _standing(change: MeasureChange, said: Words) -> Pieces:
    flat, slipped, well = change.plateau, change.reversal, change.recovery
    if flat is not None:
        blanks = {} if flat.level is None else {"n": flat.n, "level": tidy(flat.level)}
        yield "course", Line(said.say(f"course.{flat.id}", **blanks), JUDGED)
        if flat.level is not None and flat.change is not None and flat.change_interval is not None:
            low, high = flat.change_interval
            ends = {"change": tidy(flat.change), "low": tidy(low), "high": tidy(high)}
            yield "clinician", Line(said.say("clinician.plateau", **blanks, **ends), JUDGED)
    if slipped is not None and slipped.id == "gains_reversing" and slipped.best is not None and slipped.best_on:
        told = said.say("course.gains_reversing", best=tidy(slipped.best), date=slipped.best_on, n=slipped.points)
        yield "course", Line(told, JUDGED)
    if well is not None and well.id == "recovered_and_stable":
        yield "course", Line(said.say("course.recovered_and_stable", n=well.points), JUDGED)


def _sudden(answer: Readout, change: MeasureChange, threshold: float, said: Words) -> Pieces:
    series = by_session(change.series.points, [session.date for session in answer.record.attended])
    scores = [score for _, score in series]
    for direction in get_args(Direction):
        for found in sudden_changes(scores, Criteria(threshold), change.scale.better, direction):
            key = f"sudden.{direction}{'_reversed' if found.reversed else ''}"
            blanks = {
                "session": found.session,
                "before": tidy(found.before),
                "after": tidy(found.after),
                "points": tidy(found.points),
            }
            yield "course", Line(said.say(f"{key}.person", **blanks), (SUDDEN,))
            yield "clinician", Line(said.say(f"{key}.clinician", **blanks), (SUDDEN,))


def _step(change: MeasureChange, said: Words) -> Pieces:
    step = find_step(change.series.points)
    if step.evidence is None or step.size is None or step.interval is None or step.between is None or step.on is None:
        return
    evidence = tidy(min(step.evidence, 1000.0))
    if step.id != "step":
        yield "course", Line(said.say("course.no_step"), JUDGED)
        yield "clinician", Line(said.say("clinician.no_step", evidence=evidence, needed=tidy(SURE)), JUDGED)
        return
    first, last = step.between
    moved = said.say("course.step", date=step.on, points=tidy(abs(step.size)), first=first, last=last)
    yield "course", Line(moved, JUDGED)
    ends = {"size": tidy(step.size), "low": tidy(step.interval[0]), "high": tidy(step.interval[1])}
    yield "clinician", Line(said.say("clinician.step", evidence=evidence, **ends), JUDGED)
