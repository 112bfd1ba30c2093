"""Which answers would tell most?

The simple version: of the reasons still in play, the question whose yes and no lie furthest apart. A reason is in
play while its odds are neither long nor short, so a question about what is already clear is not asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from unstuck.reasons.weights import PRIOR, Indicator, Reason, indicators

MOST = 3


def best_questions(reasons: Iterable[Reason], answered: Collection[str], most: int = MOST) -> tuple[str, ...]:
    """The ids of the indicators worth asking about, best first.

    Args:
        reasons: those that have support.
        answered: indicators whose answer is known, "unsure" among them; they aren't asked again.
        most: how many, at the most.
    """
    weights = {reason.id: reason.weight for reason in reasons}
    open_ones = [x for x in indicators().values() if not x.computed and x.id not in answered and not _is_a_flag(x)]
    told = {indicator.id: _tells(indicator, weights) for indicator in open_ones}
    ranked = sorted((name for name, value in told.items() if value > 0), key=lambda name: (-told[name], name))
    return tuple(_one_a_group(ranked))[:most]


def _tells(indicator: Indicator, weights: Mapping[str, float]) -> float:
    yes, no = indicator.decibans("yes"), indicator.decibans("no")
    total = 0.0
    for reason, decibans in yes.items():
        probability = 1 / (1 + 10 ** (-(PRIOR + weights.get(reason, 0.0)) / 10))
        total += probability * (1 - probability) * (decibans - no.get(reason, 0.0)) ** 2
    return total


def _is_a_flag(indicator: Indicator) -> bool:
    """Red flags are asked about on a page of their own, always and gently."""
    return "boundary_violation" in indicator.weights


def _one_a_group(ranked: Iterable[str]) -> Iterable[str]:
    """The best of each group: two questions that say the same thing are one too many."""
    seen: set[str] = set()
    for name in ranked:
        group = indicators()[name].group or name
        if group not in seen:
            seen.add(group)
            yield name
