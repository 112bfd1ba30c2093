"""Which options are there, and what does each offer to what matters to this person? A decision aid: it never decides.

Nine options after the International Patient Decision Aid Standards (IPDAS v4; `docs/decision-aid.md`). The safety
branch never stands on the scales with the others, and urgent help stands above them all. How an option meets what
matters is our judgement; figures carry group, period, one denominator (100) and how sure they are. Facts and
sources: `facts/options.toml`; sentences: `en/options.toml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from unstuck.knowledge import facts
from unstuck.reasons.fit_for_concern import Certainty, better_of_100_pairs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unstuck.decision.steps import StepId

Branch = Literal["scales", "safety"]
Meets = Literal["yes", "partly", "no", "open"]
Get = Literal["yes", "some", "no", "unsure"]
MOST = 10
LIVING = ("body", "mind", "people", "money", "waiting")


@dataclass(frozen=True, slots=True)
class Figure:
    """What a study found, told for 100 people.

    Attributes:
        id: its sentence, group and period stand in the words `options`, under `figures`.
        blanks: the numbers its sentence needs, by name; counts are of 100 people or of 100 pairs.
        people: how many were studied, or None where the source gives no number.
        weeks: over how long, or None where it isn't a span of weeks.
        certainty: how sure it is, our judgement.
        source: id in `facts/sources.toml`.
        of_100: which of the numbers are counts of a hundred: one, two bounds, or a count for each part.
    """

    id: str
    blanks: Mapping[str, float]
    people: int | None
    weeks: int | None
    certainty: Certainty
    source: str
    of_100: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One option as data; its sentences stand in the words `options`, under `options.<id>`.

    Attributes:
        id: the option.
        branch: "scales" for those that are compared, "safety" for the one that never is.
        steps: the next steps it stands for.
        handover: whether the old therapist helps, for a change of therapist alone.
        figures: what studies found; empty where no study gives a number, which is then said.
        meets: how it meets each of the things that may matter; empty for the safety branch.
        sources: ids in `facts/sources.toml`.
    """

    id: str
    branch: Branch
    steps: tuple[StepId, ...]
    handover: bool | None
    figures: tuple[Figure, ...]
    meets: Mapping[str, Meets]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """How each option meets one thing that matters: a row of the table, the options as its columns.

    Attributes:
        value: what matters.
        weight: how much, 1 to 10, as the person said.
        meets: by option, in the order of the options.
    """

    value: str
    weight: int
    meets: Mapping[str, Meets]


@dataclass(frozen=True, slots=True)
class Gap:
    """Help that is needed and comes not at all, in part, or nobody knows.

    Attributes:
        help: the kind of help.
        get: how much of it comes.
        options: those that may fill the gap; none of them is advised by this.
    """

    help: str
    get: Get
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alarms:
    """What a rule that flags people going off track gets right and wrong, in 100 people.

    Attributes:
        found: got worse and were flagged.
        missed: got worse and were not flagged.
        false_alarms: did not get worse and were flagged.
        rightly_quiet: did not get worse and were not flagged.
        sources: what the counts are worked out from.
    """

    found: int
    missed: int
    false_alarms: int
    rightly_quiet: int
    sources: tuple[str, ...]


def choice(option: str) -> Choice:
    """One option.

    Raises:
        KeyError: no such option.
    """
    row = facts("options")["options"][option]
    return Choice(
        id=option,
        branch=row.get("branch", "scales"),
        steps=tuple(row["steps"]),
        handover=row.get("handover"),
        figures=tuple(figure(name) for name in row["figures"]),
        meets=row.get("meets", {}),
        sources=tuple(row["sources"]),
    )


def side_by_side() -> tuple[Choice, ...]:
    """The options that are compared, in the order people see."""
    return tuple(one for one in _all() if one.branch == "scales")


def safety_branch() -> Choice:
    """The option that never stands on the scales: advice from outside, or leaving at once."""
    return next(one for one in _all() if one.branch == "safety")


def option_of(step: StepId, *, handover: bool | None = None) -> str | None:
    """The option a next step belongs to; None for urgent help, which stands above them all.

    A change of therapist without a word on handover is the one with it.
    """
    wanted = True if step == "change_therapist" and handover is None else handover
    fitting = [one for one in _all() if step in one.steps]
    return next((one.id for one in fitting if one.handover in {None, wanted}), None)


def figure(name: str) -> Figure:
    """One figure with the numbers its sentence needs.

    Raises:
        KeyError: no such figure.
    """
    row = facts("options")["figures"][name]
    numbers = {"n": better_of_100_pairs(row["g"])} if "g" in row else row["numbers"]
    counts = tuple(row.get("of_100", ()))
    return Figure(name, numbers, row.get("people"), row.get("weeks"), row["certainty"], row["source"], counts)


def if_nothing() -> tuple[Figure, ...]:
    """What is known of how it goes when nothing is done."""
    return tuple(figure(name) for name in facts("options")["if_nothing"])


def how_they_meet(sliders: Mapping[str, int]) -> tuple[Row, ...]:
    """How each option meets what matters, the weightiest first; nothing is added up and no option is moved.

    Args:
        sliders: how much each thing matters, 0 to 10; what is left out or 0 gets no row.

    Raises:
        ValueError: a thing we don't know, or a weight outside 0 to 10.
    """
    known: list[str] = facts("options")["values"]
    for value, weight in sliders.items():
        if value not in known or not 0 <= weight <= MOST:
            raise ValueError(f"not something that may matter, 0 to {MOST}: {value} = {weight}")
    weighty = sorted((value for value in known if sliders.get(value)), key=lambda value: -sliders[value])
    compared = side_by_side()
    return tuple(Row(value, sliders[value], {one.id: one.meets[value] for one in compared}) for value in weighty)


def gaps(get: Mapping[str, Get]) -> tuple[Gap, ...]:
    """Where the help a person needs does not come, in the order people see.

    Args:
        get: for each kind of help the person needs, how much of it comes.

    Raises:
        ValueError: a kind of help we don't know.
    """
    known: dict[str, list[str]] = facts("options")["help"]
    strange = sorted(set(get) - set(known))
    if strange:
        raise ValueError(f"no such kind of help: {', '.join(strange)}")
    return tuple(
        Gap(kind, get[kind], tuple(options)) for kind, options in known.items() if get.get(kind, "yes") != "yes"
    )


def alarms_of_100() -> Alarms:
    """The hits and the two kinds of error of a published rule of this kind, in 100 people."""
    row = facts("options")["alarms"]
    worse: int = row["worse_of_100"]
    found = round(worse * row["sensitivity"])
    false_alarms = round((100 - worse) * (1 - row["specificity"]))
    return Alarms(found, worse - found, false_alarms, 100 - worse - false_alarms, tuple(row["sources"]))


def _all() -> tuple[Choice, ...]:
    return tuple(choice(option) for option in facts("options")["order"])
