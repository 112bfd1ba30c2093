"""How is the alliance: its level, its slow trend, a rupture, a repair, and what missing ratings say?

Ratings run from 0 to 10, one entry an attended session, None where it was not rated: people skip when they are
unhappy, so a gap is information. A rupture is a fall from the person's own mean that passes two criteria at once, one
between people (1.5 points twice or 3 once: about 1 and 2 standard deviations of alliance ratings on this scale) and
one within the person (2 of the own standard deviations twice or 3 once), so the stricter one decides and somebody
whose ratings always go up and down is not told of a rupture every month.

Strauss, J. L., et al. (2006). J Consult Clin Psychol 74, 337-345 (a fall of 1 SD). Stiles, W. B., et al. (2004).
J Consult Clin Psychol 72, 81-92 (2 SD). Eubanks-Carter, C., et al. (2012), PMC3320522 (both compared). That the rule
fits real ratings is unproven: no open data with alliance ratings a session exist, so it rests on simulations.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import sqrt
from statistics import fmean
from typing import TYPE_CHECKING, Literal

from unstuck.change.regression import Prior
from unstuck.change.series import by_day, course

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from unstuck.change.series import Point

Level = Literal["low", "middling", "good", "ceiling", "unknown"]
Trend = Literal["rising", "steady", "falling", "unknown"]

TRENDS: dict[str, Trend] = {"rising": "rising", "falling": "falling", "level": "steady", "unclear": "unknown"}

USUAL = Prior(sd=0.8, worth=4)  # our judgement: ups and downs of a person's alliance ratings from session to session
CHANGE_THAT_COUNTS = 2.0  # points over the stretch; half of it is a trend
FEW = 2  # ratings that can be "steady" but no trend
BEFORE_A_FALL = 3  # ratings an own mean needs
RECENT = 3  # ratings the present level is the mean of
TREND_OVER = 8  # newest ratings, for trend and own mean
OWN_SD_OVER = 20
ONE_POINT = 1.0  # the own standard deviation before any rating shows it, worth one rating: our judgement
LATELY = 5  # sessions in which a missing rating is counted
FALLS_WITHIN = 3  # "twice" means twice among three ratings running
RUPTURES_OVER = 60  # newest ratings in which a rupture is looked for
SETTLES_AFTER = 6  # ratings at the lower level, after which it is the level and no longer a rupture
START = slice(1, 4)  # sessions 2 to 4
SRS_CONCERN = 36.0  # Duncan et al. 2003, from a secondary source


@dataclass(frozen=True, slots=True)
class Rule:
    """Where the lines are, in points of the scale; the figures are our judgement.

    Attributes:
        low: a level under this is low.
        good: a level from here on is good.
        fall: a fall from the own mean that counts when it happens twice.
        deep: one that counts at once.
        own_sds: how many of the person's own standard deviations `fall` has to be as well.
        deep_own_sds: how many `deep` has to be.
        ceiling: ratings that never go below this are no evidence either way.
    """

    low: float = 5.0
    good: float = 7.0
    fall: float = 1.5
    deep: float = 3.0
    own_sds: float = 2.0
    deep_own_sds: float = 3.0
    ceiling: float = 9.0


RULE = Rule()


@dataclass(frozen=True, slots=True)
class Rupture:
    """A fall of the alliance from the person's own mean.

    Attributes:
        id: `deep` (one large fall) or `repeated` (two among three ratings running).
        began: day of the first rating that fell.
        own_mean: mean of the ratings before it, in points.
        depth: the largest fall from it so far, in points.
        state: `open`; `repaired`, when a rating came back to within half a fall of the own mean; `settled`, when
            ratings stayed lower for so long that this is the level now.
        since: day that state was reached.
    """

    id: Literal["deep", "repeated"]
    began: date
    own_mean: float
    depth: float
    state: Literal["open", "repaired", "settled"]
    since: date


@dataclass(frozen=True, slots=True)
class Alliance:
    """What the ratings of the alliance show.

    Attributes:
        n: ratings.
        latest: the newest rating.
        recent: mean of the newest three.
        level: of `recent`; `ceiling` (always 9 to 10) is no evidence either way.
        trend: of the newest eight ratings.
        last_rupture: the newest one, whatever its state.
        low_from_start: low at sessions 2 to 4, still low, and not on its way up.
        unrated: sessions without a rating among the last five attended.
        stopped_rating: the last two sessions or more have no rating, after three or more that had.
    """

    n: int
    latest: float | None
    recent: float | None
    level: Level
    trend: Trend
    last_rupture: Rupture | None
    low_from_start: bool
    unrated: int
    stopped_rating: bool

    @property
    def ruptured(self) -> bool:
        """Whether a rupture is open now."""
        return self.last_rupture is not None and self.last_rupture.state == "open"

    @property
    def repaired(self) -> bool:
        """Whether the last rupture has been repaired."""
        return self.last_rupture is not None and self.last_rupture.state == "repaired"


def alliance(ratings: Sequence[tuple[date, float | None]], rule: Rule = RULE) -> Alliance:
    """What the ratings of attended sessions show; `ratings` in any order, None for a session without one."""
    sessions = sorted(ratings, key=lambda one: one[0])
    rated = by_day([(day, rating) for day, rating in sessions if rating is not None])
    recent = fmean(value for _, value in rated[-RECENT:]) if rated else None
    level, trend = _level(rated, recent, rule), _trend(rated[-TREND_OVER:])
    found = ruptures(rated[-RUPTURES_OVER:], rule)
    missing = [rating is None for _, rating in sessions]
    return Alliance(
        n=len(rated),
        latest=rated[-1][1] if rated else None,
        recent=recent,
        level=level,
        trend=trend,
        last_rupture=found[-1] if found else None,
        low_from_start=level == "low" and trend != "rising" and _low_at_start(sessions, rule),
        unrated=sum(missing[-LATELY:]),
        stopped_rating=all(missing[-2:]) and missing.count(False) >= RECENT,
    )


def srs_is_a_concern(total: float) -> bool:
    """Whether a Session Rating Scale total (0-40) is low enough to talk about: 36 or less."""
    return total <= SRS_CONCERN


def ruptures(rated: Sequence[Point], rule: Rule = RULE) -> tuple[Rupture, ...]:
    """Every rupture in the ratings (in order, one a day), oldest first; none before there are four ratings.

    Ratings that fell are kept out of the own mean while they may turn out to be a rupture, and join it when not.
    """
    found: list[Rupture] = []
    usual: list[float] = []
    lower: list[float] = []
    falls: list[tuple[int, date, float]] = []
    for i, (day, rating) in enumerate(rated):
        if len(usual) < BEFORE_A_FALL:
            usual.append(rating)
            continue
        if found and found[-1].state == "open":
            lower.append(rating)
            found[-1] = now = _after(found[-1], day, found[-1].own_mean - rating, len(lower), rule)
            if now.state != "open":
                usual = [*usual, rating] if now.state == "repaired" else lower
            continue
        usual += [value for j, _, value in falls if i - j >= FALLS_WITHIN]
        falls = [fall for fall in falls if i - fall[0] < FALLS_WITHIN]
        mean = fmean(usual[-TREND_OVER:])
        drop = mean - rating
        sd = _own_sd(usual[-OWN_SD_OVER:]) if drop >= rule.fall else 0.0  # most ratings are no fall at all
        if drop < max(rule.fall, rule.own_sds * sd):
            usual.append(rating)
            continue
        falls.append((i, day, rating))
        deep = drop >= max(rule.deep, rule.deep_own_sds * sd)
        if deep or len(falls) > 1:
            depth = mean - min(value for _, _, value in falls)
            found.append(Rupture("deep" if deep else "repeated", falls[0][1], mean, depth, "open", day))
            falls, lower = [], [rating]
    return tuple(found)


def _after(rupture: Rupture, day: date, drop: float, length: int, rule: Rule) -> Rupture:
    """The open rupture after one more rating."""
    if drop <= rule.fall / 2:
        return replace(rupture, state="repaired", since=day)
    depth = max(rupture.depth, drop)
    if length >= SETTLES_AFTER:
        return replace(rupture, depth=depth, state="settled", since=day)
    return replace(rupture, depth=depth)


def _own_sd(usual: Sequence[float]) -> float:
    """The own ups and downs, wider while few ratings show them: about t against normal, and the mean's own error."""
    mean, n = fmean(usual), len(usual)
    variance = (ONE_POINT**2 + sum((value - mean) ** 2 for value in usual)) / n
    return sqrt(variance * (1 + 2 / n))


def _level(rated: Sequence[Point], recent: float | None, rule: Rule) -> Level:
    if recent is None:
        return "unknown"
    if all(value >= rule.ceiling for _, value in rated):
        return "ceiling"
    if recent < rule.low:
        return "low"
    return "good" if recent >= rule.good else "middling"


def _trend(rated: Sequence[Point]) -> Trend:
    if len(rated) < FEW:
        return "unknown"
    if len(rated) == FEW:
        return "steady" if abs(rated[1][1] - rated[0][1]) < CHANGE_THAT_COUNTS / 2 else "unknown"
    return TRENDS[course(rated, CHANGE_THAT_COUNTS, least=FEW + 1, prior=USUAL).id]


def _low_at_start(sessions: Sequence[tuple[date, float | None]], rule: Rule) -> bool:
    early = [rating for _, rating in sessions[START] if rating is not None]
    return len(early) >= FEW and all(rating < rule.low for rating in early)
