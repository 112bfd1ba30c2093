"""Which scores of one measure count, where does it start, and how much change counts?"""

from __future__ import annotations

from unstuck.change.reliable_change import Precision, errors_per_100
from unstuck.change.verdict import LEAST_THIRD, SESSIONS
from unstuck.change.working import MeasureChange
from unstuck.knowledge import Blank, Words, facts, words
from unstuck.measures import exactness, source
from unstuck.readout import Readout
from unstuck.record import GOALS
from unstuck.told import Line
from unstuck.workings.saying import JUDGED, Pieces, tidy

TRULY = 1.5  # thresholds: a true change that one would not want to miss; our judgement
JT = "jacobson-truax-1991"
CLOCK = "nice-ng222"


def scores_pieces(answer: Readout, change: MeasureChange, language: str) -> Pieces:
    """From the scores to the verdict, and how often that is wrong."""
    said = words(language, "workings")
    yield from _scores(change, said)
    yield from _baseline(answer, change, said)
    yield from _change(change, said)
    yield from _threshold(change, said, language)
    yield from _usual(change, said)
    yield from _verdict(answer, change, said, language)
    yield from _errors(change, said, language)


def _scores(change: MeasureChange, said: Words) -> Pieces:
    scale, points = change.scale, change.series.points
    blanks: dict[str, Blank] = {"measure": scale.name, "low": tidy(scale.lowest), "high": tidy(scale.highest)}
    about = scale.range_source
    yield "scores", Line(said.say(f"scores.{scale.better}", **blanks), (about.source,), about.confirmed)
    yield "scores", Line(said.say("scores.count", n=len(points), first=points[0][0], last=points[-1][0]))
    if change.series.history:
        yield "scores", Line(said.say("scores.history", n=len(change.series.history)), JUDGED)
    yield "scores", Line(said.say("scores.merged"), JUDGED)


def _baseline(answer: Readout, change: MeasureChange, said: Words) -> Pieces:
    day, score = change.series.baseline
    yield "baseline", Line(said.say("baseline.is", baseline=tidy(score), date=day))
    record = answer.record
    start = record.started if record.attended or record.therapy else None
    if start is None:
        yield "baseline", Line(said.say("baseline.first"), JUDGED)
    else:
        yield "baseline", Line(said.say("baseline.before" if day <= start else "baseline.after", start=start), JUDGED)


def _change(change: MeasureChange, said: Words) -> Pieces:
    if len(change.series.points) < 2:  # noqa: PLR2004 - a change needs two scores
        yield "change", Line(said.say("change.alone"))
        return
    day, latest = change.series.latest
    key = "better" if change.gain > 0 else "worse" if change.gain < 0 else "same"
    blanks = {"latest": tidy(latest), "baseline": tidy(change.series.baseline[1]), "points": tidy(abs(change.gain))}
    yield "change", Line(said.say(f"change.{key}", date=day, **blanks))


def _threshold(change: MeasureChange, said: Words, language: str) -> Pieces:
    scale, threshold = change.scale, change.threshold
    if threshold is None:
        key = "threshold.unknown" if scale.judges_change else "threshold.never"
        yield "threshold", Line(said.say(key))
        return
    points = tidy(threshold.points, 2)
    blanks = {"points": points, "steps": facts("measures")["own_variation"]["steps"]}
    text = said.say(f"threshold.{threshold.kind}", **blanks)
    yield "threshold", Line(text, (threshold.source,), threshold.confirmed)
    if threshold.kind == "published" and len(scale.published_change) > 1:
        yield "threshold", Line(said.say("threshold.largest"), JUDGED)
    if threshold.percent is not None:
        yield "threshold", Line(said.say("threshold.percent", percent=tidy(threshold.percent)), (threshold.source,))
    notes = words(language, "measures")
    if f"note.{scale.id}" in notes:
        yield "threshold", Line(notes.say(f"note.{scale.id}"))
    yield "clinician", _worked_out(change, said, points)


def _worked_out(change: MeasureChange, said: Words, points: float) -> Line:
    """The reliable change by the classical formula, beside the rule that is used."""
    exact = exactness(change.scale)
    if exact is None:
        return Line(said.say("clinician.no_precision", points=points))
    precision = Precision(exact.sd, exact.reliability.low, exact.source)
    moved = change.series.latest[1] - change.series.baseline[1]
    text = said.say(
        "clinician.worked_out",
        r=exact.reliability.low,
        kind=said.say(f"clinician.{exact.reliability.kind}"),
        source=source(exact.reliability.source).citation,
        sd=exact.sd,
        sd_source=source(exact.source).citation,
        computed=tidy(precision.reliable_points, 2),
        index=tidy(moved / precision.error_of_difference, 2),
        points=points,
    )
    return Line(text, (JT, exact.reliability.source, exact.source), exact.confirmed)


def _usual(change: MeasureChange, said: Words) -> Pieces:
    scale = change.scale
    if scale.cutoff is None:
        yield "usual", Line(said.say("usual.unknown"))
        return
    stated = scale.cutoff.stated
    text = said.say(f"usual.{scale.better}", cutoff=tidy(scale.cutoff.value))
    yield "usual", Line(text, (stated.source,), stated.confirmed)
    then, now = ("inside" if scale.usual(x[1]) else "outside" for x in (change.series.baseline, change.series.latest))
    yield "usual", Line(said.say(f"usual.{then}_{now}"), (JT,))


def _verdict(answer: Readout, change: MeasureChange, said: Words, language: str) -> Pieces:
    yield "verdict", Line(said.say(f"verdict.{_why(change)}"), JUDGED)
    clock = answer.working.clock
    yield "verdict", Line(said.say("verdict.clock"), (CLOCK, *JUDGED))
    if clock.allowed is not None and LEAST_THIRD <= clock.allowed / 3 < SESSIONS:
        yield "verdict", Line(said.say("verdict.clock_allowed", allowed=clock.allowed), JUDGED)
    sessions = words(language, "working").say("sessions", n=clock.sessions)
    key = "has_run" if change.clock_has_run else "running"
    yield "verdict", Line(said.say(f"verdict.{key}", sessions=sessions, weeks=clock.weeks))


def _why(change: MeasureChange) -> str:
    """The verdict, or what there is not enough of."""
    if change.verdict != "not_enough_data":
        return change.verdict
    if change.threshold is None:
        return "no_threshold"
    return "one_score" if len(change.series.points) < 2 else "last_too_old"  # noqa: PLR2004 - as above


def _errors(change: MeasureChange, said: Words, language: str) -> Pieces:
    """Both kinds of error per 100, by what is known of the scale's own error."""
    threshold = change.threshold
    if threshold is None:
        return
    exact = exactness(change.scale)
    if exact is not None:
        precision = Precision(exact.sd, exact.reliability.low, source(exact.source).citation)
        errors = errors_per_100(threshold.points, precision, TRULY * threshold.points)
        blanks: dict[str, Blank] = {
            "false_alarms": round(errors.false_alarms),
            "missed": round(errors.missed),
            "true_change": tidy(errors.true_change),
            "reliability": exact.reliability.low,
            "sd": exact.sd,
            "source": precision.source,
        }
        classical = words(language, "change_classical").say
        rests_on = (JT, exact.reliability.source, exact.source)
        yield "errors", Line(classical("errors.person", **blanks), rests_on, exact.confirmed)
        yield "clinician", Line(classical("errors.clinician", **blanks), rests_on, exact.confirmed)
    elif threshold.kind == "own":
        yield "errors", Line(said.say("errors.own", **facts("working")["own_change"]), (threshold.source,))
    else:
        yield "errors", Line(said.say("errors.unknown"))
    yield "errors", Line(said.say("errors.just_enough"), (JT,))
    if change.series.measure != GOALS:
        yield "errors", Line(said.say("errors.twice"), JUDGED)
