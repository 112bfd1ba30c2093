"""How many questions are needed, and what is lost when the weights are wrong? Simulated people, fixed seeds.

    python -m benchmarks.interview

writes docs/accuracy/interview.md (five minutes on one core).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from benchmarks.interview_people import (
    Kind,
    Person,
    Told,
    asked_everything,
    interviewed,
    people,
    without_record,
)
from benchmarks.series import share, table
from unstuck.decision.interview import MOST
from unstuck.knowledge import words
from unstuck.reasons.weights import PRIOR, Indicator, indicators

TARGET = Path(__file__).parents[1] / "docs" / "accuracy" / "interview.md"
PEOPLE = 1000
SEED = 6
COUNTS = (0, 1, 2, 3, 5, 7, 10, 15)
HEAD = f"""# How many questions are needed?

Made by `python -m benchmarks.interview`. {PEOPLE} simulated people a row, not real ones: they show what the way of
choosing questions does, not that the weights are right. A person has one true reason, drawn with equal chances; what
the record shows and what they would answer follow from a set of weights (`benchmarks/interview_people.py` says how).
"Right" is the step that the true reason leads to. "Of everything" compares with asking all questions there are, which
brings wrong answers along, so that it can pass 100. Shares are per hundred; with {PEOPLE} people a share of 90 is known
to within 2."""
OWN = """## People who follow our weights

From what the record shows and so many questions at the most. An interview ends earlier when no question would tell
more. In the last row nothing is recorded but how many sessions there were."""
REASONS = """## By true reason

After seven questions, the same people."""
WRONG = """## When the weights are wrong

The interview and the answer use our weights; the people follow others. Halved and doubled: all of them. Noisy: each
times a factor of its own, mostly between a half and two. Signs: one in ten speaks the other way. Dealt anew: the
weights of each reason are shuffled among its signs. The last three rows keep our weights: one answer in ten, then one
in three is "I don't know"; and any other reason may hold besides the true one, with the odds that every reason starts
at."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a group of people is told.

    Attributes:
        right: share told the right step after the questions.
        of_everything: that share divided by the one after asking everything.
        three: share whose true reason is among the first three.
        three_all: the same after asking everything.
        asked: questions asked, the mean.
    """

    right: float
    of_everything: float
    three: float
    three_all: float
    asked: float


def row(crowd: Sequence[Person], most: int = MOST) -> Row:
    """How an interview of at most that many questions does with these people."""
    told, everything = [interviewed(one, most) for one in crowd], [asked_everything(one) for one in crowd]
    right, right_all = (share(x.step_right for x in group) for group in (told, everything))
    return Row(
        right=right,
        of_everything=right / right_all,
        three=share(x.among_three for x in told),
        three_all=share(x.among_three for x in everything),
        asked=sum(x.asked for x in told) / len(told),
    )


def own(count: int = PEOPLE) -> list[Person]:
    """People who follow our weights."""
    return list(people(Kind(indicators()), count, SEED))


def wrong() -> Mapping[str, Kind]:
    """The kinds of people who don't do what our weights say, by their name in the table."""
    return {
        "our weights": Kind(indicators()),
        "halved": Kind(_changed(lambda points: points / 2)),
        "doubled": Kind(_changed(lambda points: points * 2)),
        "noisy": Kind(_changed(_noise(Random(SEED)))),
        "signs": Kind(_changed(_flips(Random(SEED)))),
        "dealt anew": Kind(_dealt(Random(SEED))),
        "one in ten unsure": Kind(indicators(), unsure=0.1),
        "one in three unsure": Kind(indicators(), unsure=1 / 3),
        "other reasons besides": Kind(indicators(), besides=1 / (1 + 10 ** (-PRIOR / 10))),
    }


def _changed(change: Callable[[float], float]) -> dict[str, Indicator]:
    return {
        name: replace(one, weights={reason: change(points) for reason, points in one.weights.items()})
        for name, one in indicators().items()
    }


def _noise(rng: Random) -> Callable[[float], float]:
    return lambda points: points * 2 ** rng.gauss(0, 1)


def _flips(rng: Random) -> Callable[[float], float]:
    return lambda points: -points if rng.random() < 0.1 else points


def _dealt(rng: Random) -> dict[str, Indicator]:
    """Our weights, those of each reason shuffled among the signs that bear on it, asked and seen ones apart."""
    weights = {name: dict(one.weights) for name, one in indicators().items()}
    places = defaultdict[tuple[str, bool], list[str]](list)
    for name, one in indicators().items():
        for reason in one.weights:
            places[reason, one.computed].append(name)
    for (reason, _), names in places.items():
        points = [weights[name][reason] for name in names]
        rng.shuffle(points)
        for name, value in zip(names, points, strict=True):
            weights[name][reason] = value
    return {name: replace(one, weights=weights[name]) for name, one in indicators().items()}


def _cells(found: Row) -> tuple[object, ...]:
    return found.right, found.of_everything, found.three, found.three_all, f"{found.asked:.1f}"


def _by_reason(crowd: Iterable[Person], told: Iterable[Told]) -> Iterable[tuple[object, ...]]:
    groups = defaultdict[str, list[Told]](list)
    for one, answer in zip(crowd, told, strict=True):
        groups[one.true].append(answer)
    for reason, answers in sorted(groups.items()):
        name = words("en", "reasons").say(f"{reason}.name")
        yield name, len(answers), share(x.step_right for x in answers), share(x.among_three for x in answers)


def page() -> str:
    """The page as it stands in docs/accuracy."""
    crowd = own()
    columns = ("right step", "of everything", "true reason in first three", "the same after everything", "asked")
    counts = [(most, *_cells(row(crowd, most))) for most in COUNTS]
    nothing = ("7, nothing recorded", *_cells(row([without_record(one) for one in crowd])))
    kinds = ((name, *_cells(row(list(people(kind, PEOPLE, SEED))))) for name, kind in wrong().items())
    told = [interviewed(one, MOST) for one in crowd]
    parts = (
        HEAD,
        OWN,
        table(("questions", *columns), [*counts, nothing]).strip(),
        REASONS,
        table(("true reason", "people", "right step", "in first three"), _by_reason(crowd, told)).strip(),
        WRONG,
        table(("people follow", *columns), kinds).strip(),
    )
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
