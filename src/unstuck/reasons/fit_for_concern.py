"""Does this kind of therapy fit this concern, and does the kind matter much here?

Guideline rows are kept as each body grades them; grades of different bodies are never compared. Effects are
Hedges g from our own random-effects pooling of the Metapsy trial databases (no rating of bias), given with
interval, comparator and number of trials. All of it is strength of evidence, never one person's forecast.
Rows nobody has confirmed are carried along, marked, and judge nothing. Sources: `facts/sources.toml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import erf
from typing import TYPE_CHECKING, Any, Literal

from unstuck.knowledge import facts

if TYPE_CHECKING:
    from collections.abc import Mapping

Standing = Literal["first_line", "option", "part", "advised_against", "not_listed", "ask", "unknown"]
Matters = Literal["much", "little", "unclear"]
Certainty = Literal["fair", "low", "very_low"]
Comparator = Literal["any_control", "not_waiting", "supportive"]
DoseUnit = Literal["sessions", "hours", "weeks", "months"]

DOSE_UNITS: tuple[DoseUnit, ...] = ("sessions", "hours", "weeks", "months")
PUT_FIRST = frozenset({"first_line", "recommended_strong", "recommended"})
FIRST = PUT_FIRST | {"strong"}
OPTION = frozenset({"option", "modest", "modest_controversial", "strong_controversial", "suggested", "conditional"})
PART = frozenset({"adjunct", "mentioned"})
AGAINST = frozenset({"not_recommended"})


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What one body says of one therapy for one concern.

    Attributes:
        therapy: id of the therapy.
        status: the body's own grade, such as "first_line", "strong" or "not_recommended".
        part: the narrower concern it was said of, or None for the whole.
        dose: lowest and highest length and its unit, or None when none is given; a lowest of 1 reads "up to".
        note: id of the sentence that qualifies it (`<condition>.notes.<note>`), or None.
        source: id in `facts/sources.toml`.
        confirmed: whether body, guideline and grade were read; False is shown as such and judges nothing.
    """

    therapy: str
    status: str
    part: str | None
    dose: tuple[int, int, DoseUnit] | None
    note: str | None
    source: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Effect:
    """How far apart treated and untreated people were at the end, pooled over trials.

    Attributes:
        therapy: id of the therapy, or "any" for all kinds together.
        variant: which form of it the trials used when two are pooled apart, else None.
        versus: compared with any control group, with control groups that were not a waiting list, or with
            supportive therapy. Waiting lists make effects look larger.
        g: Hedges g in standard deviations; above 0 favours the therapy.
        interval: 95 % interval of `g`.
        studies: number of trials, or None where the source gives none.
        certainty: how sure it is, by `facts/catalogue.toml`; never more than "fair".
        source: id in `facts/sources.toml`.
    """

    therapy: str
    variant: str | None
    versus: Comparator
    g: float
    interval: tuple[float, float]
    studies: int | None
    certainty: Certainty
    source: str


@dataclass(frozen=True, slots=True)
class Fit:
    """How an approach stands with a concern.

    Attributes:
        concern: as asked, a condition or a narrower part of one.
        approach: as asked, or None.
        standing: the best confirmed standing; "ask" when the name is too broad to judge.
        matters: how much the kind of therapy matters for this concern.
        ask_about: the forms to ask the therapist about when the standing is "ask".
        first_choices: therapies some body puts first or calls strongly supported for this concern, confirmed rows
            only, without names too broad to judge.
        recommendations: every row on this approach, or on all when none was given.
        effects: every effect of this approach, or all when none was given.
        sources: what the statement on how much the kind matters rests on.
    """

    concern: str
    approach: str | None
    standing: Standing
    matters: Matters
    ask_about: tuple[str, ...]
    first_choices: tuple[str, ...]
    recommendations: tuple[Recommendation, ...]
    effects: tuple[Effect, ...]
    sources: tuple[str, ...]


def condition_of(concern: str) -> str | None:
    """The condition whose facts hold `concern` (itself, or the whole it is a part of); None when we know none."""
    index = facts("catalogue")
    if concern in index["conditions"]:
        return concern
    found: str | None = index["parts"].get(concern)
    return found


def fit_for_concern(concern: str, approach: str | None) -> Fit:
    """How `approach` stands with `concern`, by what guidelines and trials say of people with that concern."""
    condition = condition_of(concern)
    if condition is None:
        return Fit(concern, approach, "unknown", "unclear", (), (), (), (), ())
    held = facts(f"conditions/{condition}")
    rows = _recommendations(held, concern, condition)
    mine = tuple(row for row in rows if approach in {None, row.therapy})
    broad = held.get("ask_about", {})
    ask_about = tuple(broad.get(approach, ()))
    first = (row.therapy for row in rows if row.confirmed and row.status in FIRST and row.therapy not in broad)
    return Fit(
        concern=concern,
        approach=approach,
        standing=_standing(approach, rows, ask_about),
        matters=held["method_matters"],
        ask_about=ask_about,
        first_choices=tuple(dict.fromkeys(first)),
        recommendations=mine,
        effects=tuple(effect for effect in _effects(held) if approach in {None, effect.therapy}),
        sources=tuple(held["method_sources"]),
    )


def method_matters(concern: str) -> bool:
    """Whether the kind of therapy clearly matters for `concern`: not for depression, and False where unclear."""
    return fit_for_concern(concern, None).matters == "much"


@cache
def first_line_not_used(concern: str, approach: str | None) -> bool | None:
    """Whether `concern` has a first-line therapy and `approach` is none that any body lists for it.

    Where it is unclear how much the kind of therapy matters, only a guideline's own first line counts, not a list's
    "strong support". None means that this can't be said: nothing confirmed, a name too broad to judge, or a concern
    for which the kind matters little (depression), where a method that isn't first line is a question and not a
    reason.
    """
    fit = fit_for_concern(concern, approach)
    if fit.standing in {"first_line", "option"}:
        return False
    if fit.standing not in {"not_listed", "advised_against"} or fit.matters == "little":
        return None
    counts = FIRST if fit.matters == "much" else PUT_FIRST
    everyone = fit_for_concern(concern, None).recommendations
    return True if any(row.confirmed and row.status in counts for row in everyone) else None


def better_of_100_pairs(g: float) -> int:
    """Of 100 pairs of one treated and one untreated person, those in which the treated one is better off.

    The probability of superiority of two normal groups of equal spread `g` standard deviations apart; 50 is no
    difference. Kraemer, H. C., & Kupfer, D. J. (2006). Size of treatment effects. Biol Psychiatry 59, 990-996.
    """
    return round(50 * (1 + erf(g / 2)))


def strictest(effects: tuple[Effect, ...]) -> Effect | None:
    """The effect to show first: against the control that flatters least, then the one from most trials."""
    order = {"not_waiting": 0, "any_control": 1, "supportive": 2}
    return min(effects, key=lambda e: (order[e.versus], -(e.studies or 0)), default=None)


def _standing(approach: str | None, rows: tuple[Recommendation, ...], ask_about: tuple[str, ...]) -> Standing:
    known = [row for row in rows if row.confirmed]
    if approach not in facts("catalogue")["therapies"] or not known:
        return "unknown"
    if ask_about:
        return "ask"
    grades = {row.status for row in known if row.therapy == approach}
    steps: tuple[tuple[Standing, frozenset[str]], ...] = (
        ("first_line", FIRST),
        ("option", OPTION),
        ("part", PART),
        ("advised_against", AGAINST),
    )
    return next((standing for standing, members in steps if grades & members), "not_listed")


def _recommendations(held: Mapping[str, Any], concern: str, condition: str) -> tuple[Recommendation, ...]:
    return tuple(
        Recommendation(
            therapy=row["therapy"],
            status=row["status"],
            part=row.get("part"),
            dose=next(((*row[unit], unit) for unit in DOSE_UNITS if unit in row), None),
            note=row.get("note"),
            source=row["source"],
            confirmed=row.get("confirmed", True),
        )
        for row in held["guidelines"]
        if concern == condition or row.get("part") in {None, concern}
    )


def _effects(held: Mapping[str, Any]) -> tuple[Effect, ...]:
    return tuple(
        Effect(
            therapy=row["therapy"],
            variant=row.get("variant"),
            versus=row["versus"],
            g=row["g"],
            interval=(row["interval"][0], row["interval"][1]),
            studies=row.get("studies"),
            certainty=_certainty(row),
            source=row.get("source") or held["pooled_source"],
        )
        for row in held.get("pooled", ())
    )


def _certainty(row: Mapping[str, Any]) -> Certainty:
    """How sure a pooled effect is: one doubt each for few trials, a wide interval, uneven trials, waiting lists."""
    rule = facts("catalogue")["certainty"]
    low, high = row["interval"]
    studies = row.get("studies") or 0
    doubts = (
        (studies < rule["few_studies"])
        + (studies < rule["very_few_studies"])
        + (low <= 0 or high - low >= rule["wide_interval"])
        + (row.get("spread", rule["uneven_spread"]) >= rule["uneven_spread"])
        + (row["versus"] == "any_control")
    )
    if doubts >= rule["very_unsure_from"]:
        return "very_low"
    return "low" if doubts >= rule["unsure_from"] else "fair"
