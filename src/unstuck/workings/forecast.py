"""Where may one measure be heading, by which method and curve, and what do the two simpler looks say?"""

from __future__ import annotations

from collections.abc import Mapping

from unstuck.change.ahead import Ahead
from unstuck.change.curves import Curve, curve_for
from unstuck.change.expected_response import change_so_far, expected_course, expected_response
from unstuck.change.working import MeasureChange
from unstuck.knowledge import Blank, facts, words
from unstuck.measures import Threshold
from unstuck.readout import Readout
from unstuck.told import Line
from unstuck.workings.saying import JUDGED, Pieces, of_100, tidy

FINISHED = 2  # scores, from which there is a course


def forecast_pieces(answer: Readout, change: MeasureChange, language: str) -> Pieces:
    """The forecast or why there is none, and the two flags by their names; no chances for someone in danger."""
    ahead = answer.forecasts.get(change.scale.id)
    if answer.watch.safety.level == "urgent":
        yield "forecast", Line(words(language, "workings").say("forecast.not_now"), JUDGED)
    elif ahead is None:
        yield from _none(change, language)
    else:
        yield from _chances(answer, change, ahead, language)
        yield from _curve(change, ahead, language)
    if change.threshold is not None and len(change.series.points) >= FINISHED:
        yield from _beside(answer, change, change.threshold, ahead, language)


def _none(change: MeasureChange, language: str) -> Pieces:
    """Why there is no forecast."""
    told, said = words(language, "forecast"), words(language, "workings")
    curve = curve_for(change.scale.id)
    if curve is None:
        yield from _both("no_curve", language, {"measure": change.scale.name})
    elif change.threshold is None:
        yield "forecast", Line(said.say("forecast.no_threshold"))
    elif len(change.series.points) < FINISHED:
        yield "forecast", Line(said.say("forecast.one_score"))
    else:
        yield from _both("past_curve", language, {"measure": change.scale.name})
        yield "clinician", Line(told.say("curve.clinician", **_named(change, curve)))


def _chances(answer: Readout, change: MeasureChange, ahead: Ahead, language: str) -> Pieces:
    found, rules = ahead.forecast, facts("forecast")
    low, high = found.band
    blanks: dict[str, Blank] = {
        "measure": change.scale.name,
        "session": ahead.session,
        "better": of_100(found.p_reliable_improvement, language),
        "worse": of_100(found.p_deterioration, language),
        "p_better": round(found.p_reliable_improvement, 3),
        "p_worse": round(found.p_deterioration, 3),
        "points": tidy(change.threshold.points, 2) if change.threshold else "",
        "source": ahead.curve.sources[0].citation,
        "low": tidy(low),
        "high": tidy(high),
    }
    yield from _both("chances", language, blanks)
    if found.p_recovery is not None and change.scale.cutoff is not None:
        blanks |= {
            "well": of_100(found.p_recovery, language),
            "p_well": round(found.p_recovery, 3),
            "cutoff": tidy(change.scale.cutoff.value),
        }
        yield from _both("recovery", language, blanks)
    yield from _both("range", language, blanks)
    if found.unlikely_to_improve:
        yield from _both("unlikely_to_improve", language, blanks)
        yield from _worth_a_talk(answer, "forecast", language)
        errors = rules["unlikely_errors"]
        yield "errors", Line(words(language, "forecast").say("unlikely_errors.person", **errors), JUDGED)
        yield "clinician", Line(words(language, "forecast").say("unlikely_errors.clinician", **errors), JUDGED)


def _curve(change: MeasureChange, ahead: Ahead, language: str) -> Pieces:
    """The method and the curve by name, whom it was learned from, what to know about it, and who says so."""
    curve, told, said = ahead.curve, words(language, "forecast"), words(language, "workings")
    yield from _both("how", language, {})
    first = curve.sources[0]
    people = said.say("forecast.people", n=curve.population.people, citation=f"{first.citation}.")
    yield "forecast", Line(people, (), first.confirmed)
    for caveat in ahead.caveats:
        yield from _both(f"caveat.{caveat}", language, {})
    yield "clinician", Line(told.say("curve.clinician", **_named(change, curve)))
    for one in curve.sources:
        text = said.say("clinician.curve_source", part=one.part, citation=one.citation, address=one.address)
        yield "clinician", Line(text, (), one.confirmed)


def _beside(answer: Readout, change: MeasureChange, threshold: Threshold, ahead: Ahead | None, language: str) -> Pieces:
    """The reliable-change-so-far flag, and the expected-treatment-response flag where a curve reaches."""
    said = words(language, "workings")
    baseline, latest = change.series.baseline[1], change.series.latest[1]
    counts = threshold.reached(latest - baseline)
    so_far = change_so_far(baseline, latest, threshold.points, change.scale.better) if counts else "unchanged"
    blanks: dict[str, Blank] = {
        "measure": change.scale.name,
        "baseline": tidy(baseline),
        "latest": tidy(latest),
        "points": tidy(threshold.points, 2),
    }
    yield "beside", Line(said.say("beside.so_far"))
    yield from _both(f"so_far.{so_far}", language, blanks, "beside")
    if ahead is None or len(ahead.scores) < FINISHED:
        yield "beside", Line(said.say("beside.no_response"))
        response = None
    else:
        response = expected_response(ahead.scores, ahead.curve)
        (expected,) = expected_course(ahead.scores[0][1], ahead.curve, (ahead.scores[-1][0],))
        blanks |= {"low": tidy(expected.low), "high": tidy(expected.high)}
        yield "beside", Line(said.say("beside.response"))
        yield from _both(f"response.{response}", language, blanks, "beside")
    if so_far == "deteriorated" or response == "worse_than_expected":
        yield from _worth_a_talk(answer, "beside", language)


def _worth_a_talk(answer: Readout, under: str, language: str) -> Pieces:
    """A talk is named, but never with a red flag or with someone who is afraid of the therapist."""
    if answer.watch.flags.level == "none" and not answer.case.afraid:
        yield under, Line(words(language, "forecast").say("worth_a_talk.person"))


def _both(key: str, language: str, blanks: Mapping[str, Blank], under: str = "forecast") -> Pieces:
    """The sentence for the person, and the line for a clinician."""
    told = words(language, "forecast")
    yield under, Line(told.say(f"{key}.person", **blanks))
    yield "clinician", Line(told.say(f"{key}.clinician", **blanks))


def _named(change: MeasureChange, curve: Curve) -> dict[str, Blank]:
    return {"measure": change.scale.name, "n": curve.population.people, "version": curve.version}
