"""What does the record say about what this person has to look for, and to ask? Signs, each with where it comes from.

A sign is a short id such as "no_method"; it rests on answers, on reasons with support, on wishes, or on who the person
is. Which indicators and reasons make which sign: `facts/candidates.toml`, our judgement.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from unstuck.decision.remit import need_of
from unstuck.knowledge import facts
from unstuck.readout import Readout
from unstuck.reasons.fit_for_concern import fit_for_concern
from unstuck.story import Story
from unstuck.story.plans import Wishes

SUPPORTED = frozenset({"strong", "some"})
USUAL_NEED = "common_problems"


def latest_wishes(story: Story, on: date) -> Wishes | None:
    """The newest wishes as they were known on a day."""
    known = (x for x in story.wishes if x.date <= on)
    return max(known, key=lambda x: (x.date, x.model_dump_json()), default=None)


def signs(answer: Readout, wishes: Wishes | None) -> frozenset[str]:
    """Everything that holds for this person."""
    return frozenset((*_recorded(answer), *_about(answer), *_wished(wishes)))


def worked(answer: Readout) -> tuple[str, ...]:
    """What helped before, by what was answered: ids in the words `wishes`, under `worked`."""
    rows: dict[str, str] = facts("candidates")["worked"]
    yes = _answered_yes(answer)
    heard = "felt_heard" if answer.working.alliance.level == "good" else None
    found = (*(name for indicator, name in rows.items() if indicator in yes), heard)
    return tuple(name for name in found if name)


def missing(answer: Readout) -> tuple[str, ...]:
    """What did not happen before: the recorded signs, in the order of the facts; words `wishes`, under `missing`."""
    found = set(_recorded(answer))
    return tuple(sign for sign in (*facts("candidates")["signs"], "line_crossed") if sign in found)


def _recorded(answer: Readout) -> Iterator[str]:
    yes = _answered_yes(answer)
    reasons = {reason.id for reason in answer.reasons if reason.strength in SUPPORTED}
    rows: dict[str, Any] = facts("candidates")["signs"]
    for sign, row in rows.items():
        if yes & set(row["indicators"]) or reasons & set(row.get("reasons", ())):
            yield sign
    flags = answer.watch.flags
    if flags.level != "none" or flags.aftercare or flags.elsewhere:
        yield "line_crossed"


def _answered_yes(answer: Readout) -> frozenset[str]:
    """Indicators whose newest answer about some therapy is yes; of one day "yes" counts before "unsure" and "no"."""
    newest: dict[tuple[str | None, str], tuple[date, str]] = {}
    for therapy, said in answer.record.all_answers:
        key = (therapy, said.indicator)
        newest[key] = max(newest.get(key, (said.date, said.answer)), (said.date, said.answer))
    return frozenset(indicator for (_, indicator), (_, value) in newest.items() if value == "yes")


def _about(answer: Readout) -> Iterator[str]:
    about, record = answer.record.about, answer.record
    held = {
        "particular_concern": any(need_of(concern) not in {None, USUAL_NEED} for concern in about.concerns),
        "method_matters": any(fit_for_concern(concern, None).matters == "much" for concern in about.concerns),
        "therapy_before": record.session_count > 0 or bool(record.other_therapies),
        "risk": answer.watch.safety.level != "none",
        "mandated": bool(about.mandated),
        "afraid_at_home": answer.watch.safety.afraid_at_home,
        "sessions_limited": record.therapy is not None and record.therapy.sessions_allowed is not None,
    }
    yield from (sign for sign, holds in held.items() if holds)


def _wished(wishes: Wishes | None) -> Iterator[str]:
    if wishes is None:
        return
    named = {criterion.id for criterion in wishes.criteria}
    held = {
        "approach_wished": bool(wishes.approaches) or "indicated_method" in named,
        "style_wished": wishes.style is not None or wishes.style_text is not None or "preference_fit" in named,
        "identity": wishes.about_me is not None or "identity" in named,
        "language": bool(wishes.languages) or "language" in named,
        "cost": wishes.most_fee is not None or "cost" in named,
        "schedule": wishes.times is not None or "availability" in named,
        "format": bool(wishes.formats) or "format" in named,
    }
    yield from (sign for sign, holds in held.items() if holds)
