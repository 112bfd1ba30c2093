"""Who else forecasts? Our forecast and its rivals, each learning from the same people and told the same.

Every rival returns a chance of the outcome. The two flags get the chance their colour had in training, so that they
too can be scored; the two regressions are the strong ones (logistic, by Newton's method, a ridge of a thousandth).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.forecast_courses import Cohort, Floats, Truths, Whole
from unstuck.change.curves import Curve, Scale
from unstuck.change.expected_response import change_so_far
from unstuck.change.forecast import Forecast, judge
from unstuck.change.learning import empty_curve, learn
from unstuck.change.outlook import Outlook, band, believe, chance_at_most, look_ahead

Z90 = 1.2815515655446004
RIDGE = 1e-3
Outcome = Callable[[Cohort], Truths]
Scores = list[tuple[float, float]]


def curve_of(train: Cohort) -> Curve:
    """A reference curve from the training people, as `unstuck fit` makes it."""
    scale = Scale(0, train.trait.highest, 1, roots=False)
    blank = empty_curve(train.trait.measure, "2026-11", "session", "lower", scale)
    return learn(*train.long(), blank).curve


@dataclass(frozen=True, slots=True)
class Ends:
    """When people end, of those still in after a session: their last sessions, and the share of each."""

    sessions: tuple[int, ...]
    shares: tuple[float, ...]


def ends_after(train: Cohort, session: int) -> Ends:
    last = train.last[train.still_in(session)]
    sessions, counts = np.unique(last, return_counts=True)
    return Ends(tuple(sessions.tolist()), tuple((counts / counts.sum()).tolist()))


@dataclass(frozen=True, slots=True)
class Mixed:
    """Our forecast for an end nobody knows: the forecasts for each session it may come at, by their shares."""

    parts: tuple[Forecast, ...]
    shares: tuple[float, ...]
    band: tuple[float, float]

    @property
    def unimproved(self) -> float:
        """Chance of no reliable improvement."""
        return sum(w * (1 - part.p_reliable_improvement) for w, part in zip(self.shares, self.parts, strict=True))

    @property
    def deteriorated(self) -> float:
        """Chance of reliable deterioration."""
        return sum(w * part.p_deterioration for w, part in zip(self.shares, self.parts, strict=True))


def own_scores(cohort: Cohort, person: int, session: int) -> Scores:
    """A person's scores up to a session."""
    row = cohort.scores[person, :session].tolist()
    return [(place + 1.0, score) for place, score in enumerate(row) if score == score]  # noqa: PLR0124 - NaN isn't


def forecasts(curve: Curve, test: Cohort, people: Sequence[int], session: int, ends: Ends) -> list[Mixed]:
    """Our forecast for each of these people after a session."""
    return [_mixed(curve, own_scores(test, person, session), test.trait.reliable_change, ends) for person in people]


def _mixed(curve: Curve, scores: Scores, reliable_change: float, ends: Ends) -> Mixed:
    belief = believe(scores, curve)
    aheads = [look_ahead(belief, curve, min(float(end), curve.last)) for end in ends.sessions]
    parts = tuple(judge(ahead, scores, curve, reliable_change) for ahead in aheads)
    between = parts[0].band if len(parts) == 1 else _mixed_band(curve, aheads, ends.shares)
    return Mixed(parts, ends.shares, between)


def _mixed_band(curve: Curve, aheads: Sequence[Outlook], shares: Sequence[float]) -> tuple[float, float]:
    """Tenth and ninetieth percentile of the mixture, sought between those of its parts."""
    bands = [band(ahead, curve) for ahead in aheads]
    ends = []
    for side, share in ((0, 0.1), (1, 0.9)):
        low, high = min(b[side] for b in bands), max(b[side] for b in bands)
        while low < high:
            half = (low + high) // 2
            reached = sum(w * chance_at_most(ahead, curve, half) for w, ahead in zip(shares, aheads, strict=True))
            low, high = (low, half) if reached >= share else (half + 1, high)
        ends.append(low)
    return ends[0], ends[1]


def carried(cohort: Cohort, session: int) -> tuple[Floats, Floats]:
    """The scores up to a session with gaps filled by the score before, and where there were gaps."""
    filled = cohort.scores[:, :session].copy()
    gaps = np.isnan(filled)
    for place in range(1, session):
        filled[:, place] = np.where(gaps[:, place], filled[:, place - 1], filled[:, place])
    return filled, gaps[:, 1:].astype(float)


def all_scores(train: Cohort, test: Cohort, session: int, outcome: Outcome) -> Floats:
    """Logistic regression on every score so far."""
    inside, outside = (np.hstack(carried(cohort, session)) for cohort in (train, test))
    return logistic(inside, outcome(train), outside)


def expected_z(train: Cohort, test: Cohort, session: int, outcome: Outcome) -> Floats:
    """Logistic regression on the distance from the expected response, and the baseline."""
    inside, outside = _z(train, train, session), _z(train, test, session)
    return logistic(inside, outcome(train), outside)


def response_flag(train: Cohort, test: Cohort, session: int, outcome: Outcome) -> Floats:
    """The expected-treatment-response flag: above the ninetieth percentile expected for that baseline."""
    inside, outside = ((_z(train, cohort, session)[:, 0] > Z90).astype(int) for cohort in (train, test))
    return _rates(inside, outcome(train), outside)


def change_flag(train: Cohort, test: Cohort, session: int, outcome: Outcome) -> Floats:
    """The reliable-change-so-far flag: improved, unchanged or deteriorated so far."""
    inside, outside = (_so_far(cohort, session) for cohort in (train, test))
    return _rates(inside, outcome(train), outside)


def _z(train: Cohort, cohort: Cohort, session: int) -> Floats:
    """How many SD a score lies above what people with that baseline have at the session in training; the baseline."""
    base, now = (carried(train, session)[0][:, place] for place in (0, -1))
    line = np.polyfit(base, now, 1)
    sd = float(np.std(now - np.polyval(line, base)))
    own = carried(cohort, session)[0]
    return np.column_stack([(own[:, -1] - np.polyval(line, own[:, 0])) / sd, own[:, 0]])


def _so_far(cohort: Cohort, session: int) -> Whole:
    order = ("improved", "unchanged", "deteriorated")
    filled = carried(cohort, session)[0]
    pairs = zip(filled[:, 0].tolist(), filled[:, -1].tolist(), strict=True)
    return np.array([order.index(change_so_far(a, b, cohort.trait.reliable_change, "lower")) for a, b in pairs])


def _rates(inside: Whole, outcome: Truths, outside: Whole) -> Floats:
    """The outcome's share in training for each colour of a flag (one person of each kind added to each)."""
    events = np.bincount(inside, weights=outcome, minlength=3)
    return np.asarray(((events + 1) / (np.bincount(inside, minlength=3) + 2))[outside])


def logistic(inside: Floats, outcome: Truths, outside: Floats) -> Floats:
    """Chances for new people from a logistic regression."""
    mean, sd = inside.mean(axis=0), inside.std(axis=0)
    sd[sd == 0] = 1.0  # a column without gaps says nothing
    x, new = (np.column_stack([np.ones(len(rows)), (rows - mean) / sd]) for rows in (inside, outside))
    weights = np.zeros(x.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (outcome - chance) - RIDGE * weights
        step = np.linalg.solve((x * (chance * (1 - chance))[:, None]).T @ x + RIDGE * np.eye(len(weights)), slope)
        weights = weights + step
        if np.abs(step).max() < 1e-9:
            break
    return np.asarray(1 / (1 + np.exp(-new @ weights)))


RIVALS: dict[str, Callable[[Cohort, Cohort, int, Outcome], Floats]] = {
    "all scores, logistic": all_scores,
    "expected response + baseline, logistic": expected_z,
    "expected-response flag": response_flag,
    "reliable-change-so-far flag": change_flag,
}
