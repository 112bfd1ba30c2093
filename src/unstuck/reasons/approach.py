"""Which therapy am I in? What happens in sessions points to a likely approach.

Each sign is ticked more often by people in a therapy that has it at its core than by others; the signs of one
therapy are taken as independent given the therapy (naive Bayes). One sign alone proves nothing and many therapists
mix methods, so the answer is words ("likely", "maybe", "possible"), and one question to ask the therapist. How
often a sign is ticked is our judgement; what belongs to which therapy has sources (`facts/therapies.toml`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from math import log2, prod
from typing import Literal

from unstuck.knowledge import facts

Sure = Literal["likely", "maybe", "possible"]
AskKey = Literal["name_it", "confirm", "which"]
MOST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Sign:
    """Something a person can notice in sessions.

    Attributes:
        id: its sentence stands in the words `approach`, under `signs`.
        page: the part of the guide it stands in, such as "frame" or "between".
    """

    id: str
    page: str


@dataclass(frozen=True, slots=True)
class Likely:
    """One approach this may be.

    Attributes:
        therapy: id of the therapy.
        sure: how sure, in a word.
        ticked: its signs that were ticked.
        not_ticked: what lies at its core and was asked but not ticked.
        unconfirmed: those of `ticked` that nobody has confirmed as signs of it.
    """

    therapy: str
    sure: Sure
    ticked: tuple[str, ...]
    not_ticked: tuple[str, ...]
    unconfirmed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guess:
    """What the ticked signs point to.

    Attributes:
        likely: at most three approaches, likeliest first; empty when the signs point nowhere.
        ask: which question to put to the therapist (words `approach`, under `ask`).
        about: the approaches that question names: none, one or two.
    """

    likely: tuple[Likely, ...]
    ask: AskKey
    about: tuple[str, ...]


def signs() -> tuple[Sign, ...]:
    """Every sign, page by page, in the order people see."""
    return tuple(Sign(sign, page) for page, ids in facts("therapies")["signs"].items() for sign in ids)


def recognise(ticked: Collection[str], shown: Collection[str] = ()) -> Guess:
    """The approaches that what was ticked points to.

    Args:
        ticked: ids of the signs the person noticed.
        shown: ids of all signs they were asked about; a sign shown and not ticked speaks against, a sign never
            shown says nothing.

    Raises:
        ValueError: an id that is no sign.
    """
    _check(ticked, shown)
    if not ticked:
        return Guess((), "name_it", ())
    odds = _posterior(frozenset(ticked), frozenset(shown))
    best = sorted(odds, key=lambda therapy: -odds[therapy])[:MOST_SHOWN]
    likely = tuple(_likely(t, sure, ticked, shown) for t in best if (sure := _sure(odds[t])) is not None)
    return Guess(likely, *_ask(likely))


def next_signs(ticked: Collection[str], shown: Collection[str], n: int = 8) -> tuple[str, ...]:
    """The `n` signs not shown yet whose answers are expected to tell the most, in the order people see.

    The gain is the expected fall of the entropy (bits) over the therapies, each sign taken by itself.

    Raises:
        ValueError: an id that is no sign.
    """
    _check(ticked, shown)
    odds = _posterior(frozenset(ticked), frozenset(shown))
    order = [sign.id for sign in signs()]
    gains = {sign: _gain(sign, odds) for sign in order if sign not in shown and sign not in ticked}
    best = set(sorted(gains, key=lambda sign: -gains[sign])[:n])
    return tuple(sign for sign in order if sign in best)


def signs_of(therapy: str) -> tuple[str, ...]:
    """The signs of a therapy, those at its core first.

    Raises:
        KeyError: no such therapy.
    """
    held = facts("therapies")[therapy]
    return (*held["core"], *held["often"])


@cache
def _chances() -> Mapping[str, Mapping[str, float]]:
    """For each therapy, how often each sign is ticked by people in it."""
    held = facts("therapies")
    rule = held["recognition"]
    elsewhere = {
        sign.id: rule["elsewhere_homely"] if sign.id in rule["homely"] else rule["elsewhere"] for sign in signs()
    }
    return {
        therapy: elsewhere
        | dict.fromkeys(held[therapy]["often"], rule["often"])
        | dict.fromkeys(held[therapy]["core"], rule["core"])
        for therapy in facts("catalogue")["therapies"]
    }


def _posterior(ticked: frozenset[str], shown: frozenset[str]) -> dict[str, float]:
    common = facts("therapies")["recognition"]["common"]
    against = shown - ticked
    raw = {
        therapy: common.get(therapy, 1) * prod(chance[s] for s in ticked) * prod(1 - chance[s] for s in against)
        for therapy, chance in _chances().items()
    }
    total = sum(raw.values())
    return {therapy: value / total for therapy, value in raw.items()}


def _gain(sign: str, odds: Mapping[str, float]) -> float:
    chances = _chances()
    yes = {therapy: share * chances[therapy][sign] for therapy, share in odds.items()}
    p_yes = sum(yes.values())
    no = {therapy: share - yes[therapy] for therapy, share in odds.items()}
    return _entropy(odds) - p_yes * _entropy(yes) - (1 - p_yes) * _entropy(no)


def _entropy(weights: Mapping[str, float]) -> float:
    total = sum(weights.values())
    return -sum(w / total * log2(w / total) for w in weights.values() if w > 0)


def _sure(share: float) -> Sure | None:
    rule = facts("therapies")["recognition"]
    words: tuple[Sure, ...] = ("likely", "maybe", "possible")
    return next((word for word in words if share >= rule[f"{word}_from"]), None)


def _likely(therapy: str, sure: Sure, ticked: Collection[str], shown: Collection[str]) -> Likely:
    held = facts("therapies")[therapy]
    mine = tuple(sign for sign in signs_of(therapy) if sign in ticked)
    return Likely(
        therapy=therapy,
        sure=sure,
        ticked=mine,
        not_ticked=tuple(sign for sign in held["core"] if sign in shown and sign not in ticked),
        unconfirmed=tuple(sign for sign in mine if sign in held.get("unconfirmed_signs", ())),
    )


def _ask(likely: tuple[Likely, ...]) -> tuple[AskKey, tuple[str, ...]]:
    if not likely or likely[0].sure == "possible":
        return "name_it", ()
    if likely[0].sure == "likely" or len(likely) == 1:
        return "confirm", (likely[0].therapy,)
    return "which", (likely[0].therapy, likely[1].therapy)


def _check(ticked: Collection[str], shown: Collection[str]) -> None:
    known = {sign.id for sign in signs()}
    strange = sorted({*ticked, *shown} - known)
    if strange:
        raise ValueError(f"no such sign: {', '.join(strange)}")
