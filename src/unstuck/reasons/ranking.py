"""What may be going wrong? The person's answers and the record's own signs, weighed together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from unstuck.change.verdict import Verdict
from unstuck.change.working import Working
from unstuck.knowledge import facts
from unstuck.reasons.computed import computed
from unstuck.reasons.weights import Finding, Indicator, Reason, indicators, weigh
from unstuck.record import Record

DONE = frozenset({"recovered_and_stable", "goals_reached"})
WELL: frozenset[Verdict] = frozenset({"recovered", "holding", "improved"})
GOOD_WHEN_YES = frozenset({"hard_but_working", "going_well", "no_longer_needed", "too_early"})


def findings(record: Record, working: Working) -> tuple[Finding, ...]:
    """What is known of each indicator: what the record shows, else what the person answered."""
    seen = {finding.indicator: finding for finding in computed(record, working)}
    known = indicators()
    answered = {
        name: Finding(name, answer.answer)
        for name, answer in record.answers.items()
        if name in known and not known[name].computed  # what only the record can show nobody can say
    }
    return tuple((answered | seen)[name] for name in known if name in answered or name in seen)


def ranking(
    known: Iterable[Finding], working: Working, bank: Mapping[str, Indicator] | None = None
) -> tuple[Reason, ...]:
    """All reasons that anything bears on, strongest first; `supported` are those to show.

    Args:
        known: what is known of each indicator.
        working: what the record shows of change.
        bank: the weights, ours unless others are tried.
    """
    known = tuple(known)
    ranked = weigh(known, clock_has_run=working.clock_has_run, bank=bank)
    return tuple(reason for reason in ranked if reason.id in possible(known, working.verdict))


def possible(known: Iterable[Finding], verdict: Verdict) -> frozenset[str]:
    """The reasons that may lead: that therapy is no longer needed takes scores or goals, not only the wish to skip."""
    done = verdict in WELL or any(x.indicator in DONE and x.value == "yes" for x in known)
    return frozenset(facts("reasons")["reasons"]) - (frozenset() if done else {"no_longer_needed"})


def leading_weights(ranked: Iterable[Reason], can_lead: Iterable[str]) -> dict[str, float]:
    """The weight of every reason that may lead, in decibans, by its id; 0 where nothing bears on it."""
    return dict.fromkeys(sorted(can_lead), 0.0) | {reason.id: reason.weight for reason in ranked}


def supported(ranked: Iterable[Reason]) -> tuple[Reason, ...]:
    """The reasons that have support."""
    return tuple(reason for reason in ranked if reason.weight > 0 and reason.speaks_for)


def something_wrong(known: Iterable[Finding]) -> bool:
    """Whether the person said that something isn't right in therapy: an answer that speaks for a trouble there."""
    return any(not indicators()[x.indicator].computed and _is_trouble(x) for x in known)


def _is_trouble(finding: Finding) -> bool:
    """Whether it speaks for a trouble of therapy; what happens outside it is none, unless it calls for other help."""
    reasons = {
        name for name, decibans in indicators()[finding.indicator].decibans(finding.value).items() if decibans > 0
    }
    outside_alone = "outside_life" in reasons and "outside_remit" not in reasons
    return bool(reasons - GOOD_WHEN_YES) and not outside_alone
