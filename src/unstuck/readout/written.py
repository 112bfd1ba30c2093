"""The read-out as it is written down: `unstuck-readout/1`, exactly as in the contract."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from unstuck.change.ahead import Ahead
from unstuck.change.working import MeasureChange
from unstuck.decision.steps import NextStep, Option
from unstuck.knowledge import version, words
from unstuck.measures import source
from unstuck.readout import FORMAT, Readout
from unstuck.readout.asking import questions
from unstuck.readout.sentences import asks, evidence, notices, paragraph, why
from unstuck.reasons.weights import Reason
from unstuck.record import GOALS
from unstuck.safety.help_lines import help_lines, read_out

DECIMALS = 3
OWN = "own"
Json = dict[str, Any]


def written(answer: Readout, language: str = "en") -> Json:
    """The answer as JSON values, words beside the facts."""
    record, working, flags = answer.record, answer.working, answer.watch.flags
    return {
        "format": FORMAT,
        "knowledge": version(),
        "as_of": record.on.isoformat(),
        "therapy": record.therapy_id,
        "sessions": record.session_count,
        "safety": _safety(answer, language),
        "red_flags": [{"id": x.id, "date": x.on.isoformat(), "kind": x.kind} for x in flags.flags],
        "notices": [{"id": name, "text": text} for name, text in notices(answer, language)],
        "working": {
            "verdict": working.verdict,
            "measures": [_measure(x, answer.forecasts.get(x.scale.id)) for x in _shown(answer)],
            "alliance": {
                "n": working.alliance.n,
                "latest": _number(working.alliance.latest),
                "trend": working.alliance.trend,
                "rupture": working.alliance.ruptured,
            },
            "sessions_feel": {
                "n": working.feel.n,
                "before": _number(working.feel.before),
                "after": _number(working.feel.after),
                "pattern": working.feel.pattern,
            },
        },
        "reasons": [_reason(answer, x, language) for x in answer.reasons],
        "next_step": _next_step(answer, language),
        "questions": [{"indicator": x.indicator, "text": x.text, "why": x.why} for x in questions(answer, language)],
        "text": paragraph(answer, language),
    }


def to_json(answer: Readout, language: str = "en") -> str:
    """The answer as a JSON document, the same bytes for the same answer."""
    return json.dumps(written(answer, language), ensure_ascii=False, indent=2) + "\n"


def lines(answer: Readout, language: str = "en") -> list[dict[str, str | None]]:
    """The ways to help that fit this person, best first."""
    about, safety = answer.record.about, answer.watch.safety
    needs = frozenset({"afraid_at_home"} if safety.afraid_at_home else ())
    found = help_lines(about.country, answer.record.on, minor=about.age_band == "under_18", needs=needs)
    return [read_out(line, words(language, "safety")) for line in found]


def _safety(answer: Readout, language: str) -> Json:
    safety = answer.watch.safety
    return {
        "level": safety.level,
        "signals": [{"id": signal.id, "date": signal.on.isoformat()} for signal in safety.signals],
        "lines": lines(answer, language),
    }


def _shown(answer: Readout) -> tuple[MeasureChange, ...]:
    """Every measure; a goal only where goals lead, since no scale was used."""
    leading = answer.working.leading
    if leading is not None and leading.series.measure == GOALS:
        return (*answer.working.measures, leading)
    return answer.working.measures


def _measure(change: MeasureChange, ahead: Ahead | None) -> Json:
    threshold, baseline, latest = change.threshold, change.series.baseline[1], change.series.latest[1]
    return {
        "measure": change.series.measure,
        "verdict": change.verdict,
        "n": len(change.series.points),
        "baseline": _number(baseline),
        "latest": _number(latest),
        "change": _number(latest - baseline),
        "reliable_change": _number(threshold.points) if threshold else None,
        "source": _source(change),
        "forecast": _forecast(ahead),
    }


def _source(change: MeasureChange) -> str | None:
    threshold = change.threshold
    if threshold is None:
        return None
    marks = [f"{threshold.kind}"] if threshold.kind in {"mid", OWN} else []
    marks += [] if threshold.confirmed else ["unconfirmed"]
    cited = source(threshold.source).citation
    return f"{cited} ({', '.join(marks)})" if marks else cited


def _forecast(ahead: Ahead | None) -> Json | None:
    if ahead is None:
        return None
    return {
        "session": ahead.session,
        "p_reliable_improvement": _number(ahead.forecast.p_reliable_improvement),
        "p_deterioration": _number(ahead.forecast.p_deterioration),
        "band80": [_number(bound) for bound in ahead.forecast.band],
    }


def _reason(answer: Readout, reason: Reason, language: str) -> Json:
    def quoted(side: tuple[Any, ...]) -> list[Json]:
        return [{"indicator": x.finding.indicator, "evidence": evidence(x, language)} for x in side]

    return {
        "id": reason.id,
        "weight": _number(reason.weight),
        "strength": reason.strength,
        "for": quoted(reason.speaks_for),
        "against": quoted(reason.speaks_against),
        "ask": list(asks(answer, reason, language)),
    }


def _next_step(answer: Readout, language: str) -> Json:
    chosen: NextStep = answer.next_step
    step = _option(Option(chosen.id, chosen.handover))
    return step | {
        "why": why(answer, language),
        "review_on": _day(chosen.review_on),
        "also_reasonable": [_option(option) for option in chosen.also],
    }


def _option(option: Option) -> Json:
    return {"id": option.id} | ({} if option.handover is None else {"handover": option.handover})


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _number(value: float | None) -> float | None:
    """At most three decimals, and whole numbers without any."""
    if value is None:
        return None
    rounded = round(value, DECIMALS)
    return int(rounded) if rounded == int(rounded) else rounded
