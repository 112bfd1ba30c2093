"""What does the decision aid show, in words? All options with both sides, what they offer to this person, and the rest.

Nothing here decides, adds up or moves an option. What must not stand side by side doesn't: with a red flag only what
leads away from that therapist stands beside the safety branch, and someone under 18 sees what fits their age.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from unstuck.charts import Part, of_100
from unstuck.decision.options import (
    LIVING,
    Choice,
    Figure,
    Get,
    alarms_of_100,
    choice,
    figure,
    gaps,
    how_they_meet,
    if_nothing,
    option_of,
    safety_branch,
    side_by_side,
)
from unstuck.decision.remit import prescribes
from unstuck.decision.steps import FOR_MINORS, LEAVING, in_sessions
from unstuck.knowledge import facts, version, words
from unstuck.readout import Readout
from unstuck.told import Line, figure_line

USUAL_LOOK = 3
MEETS = ("yes", "partly", "no", "open")


@dataclass(frozen=True, slots=True)
class FigureShown:
    """What a study found: the sentence with its group, period and source, and the same as a picture of a hundred."""

    line: Line
    picture: str | None


@dataclass(frozen=True, slots=True)
class Column:
    """One option, with the same room for either side.

    Attributes:
        id: the option.
        name, what, by_when: what it is called, what it means, and by when.
        upsides, downsides: as many of each.
        living: what it is like to live with, as heading and sentence.
        figures: what studies found; empty where no study gives a number.
        meets: what the person said matters, and how the option meets it, in words.
        suggested: whether it fits what was recorded, by the policy.
        sources: ids of what the two sides rest on.
    """

    id: str
    name: str
    what: str
    by_when: str
    upsides: tuple[str, ...]
    downsides: tuple[str, ...]
    living: tuple[tuple[str, str], ...]
    figures: tuple[FigureShown, ...]
    meets: tuple[tuple[str, str], ...]
    suggested: bool
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Apart:
    """The safety branch, which never stands on the scales with the others."""

    id: str
    name: str
    lines: tuple[str, ...]
    figures: tuple[FigureShown, ...]


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing that matters: how much, and the options by how they meet it, as a word and their names."""

    name: str
    weight: int
    by_meeting: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Lack:
    """Help that is needed and doesn't come, or not enough: its name, how much comes, and what may fill the gap."""

    name: str
    get: Get
    options: tuple[str, ...]


def shown(answer: Readout) -> tuple[Choice, ...]:
    """The options that stand side by side for this person."""
    found = side_by_side()
    if answer.watch.flags.level != "none":
        found = tuple(one for one in found if one.id in facts("options")["with_red_flag"])
    if answer.case.minor:
        found = tuple(one for one in found if set(one.steps) & FOR_MINORS)
    return found


def columns(answer: Readout, sliders: Mapping[str, int], language: str = "en") -> tuple[Column, ...]:
    """The options side by side."""
    chosen = answer.next_step
    fitting = {option_of(chosen.id, handover=chosen.handover)}
    fitting |= {option_of(one.id, handover=one.handover) for one in chosen.also}
    return tuple(_column(one, sliders, language, suggested=one.id in fitting) for one in shown(answer))


def apart(language: str = "en") -> Apart:
    """The safety branch."""
    one, say = safety_branch(), words(language, "options").say
    lines = tuple(say(f"options.{one.id}.{key}") for key in ("what", "first", "advice", "record", "no_blame"))
    return Apart(one.id, name(one.id, language), lines, _figures(one.figures, one.id, language))


def name(option: str, language: str = "en") -> str:
    """What an option is called."""
    return words(language, "options").say(f"options.{option}.name")


def to_mind(answer: Readout, language: str = "en") -> tuple[str, ...]:
    """What to know before choosing anything."""
    said, safety = words(language, "options").say, words(language, "safety").say
    therapy = answer.record.therapy
    kind = therapy.therapist.provider_type if therapy and therapy.therapist else None
    sent = bool(answer.record.about.mandated) or answer.record.said("have_to_come") == "yes"
    held = {
        said("page.urgent_first"): answer.watch.safety.level != "none",
        safety("level.keep_a_contact"): answer.watch.safety.keep_a_contact,
        safety("notices.minor"): answer.case.minor,
        said("page.mandated"): sent,
        said("page.prescriber"): prescribes(kind) is True,
    }
    return tuple(sentence for sentence, holds in held.items() if holds)


def nothing_done(language: str = "en") -> tuple[FigureShown, ...]:
    """What is known of how it goes when nothing is done."""
    return _figures(if_nothing(), "nothing", language)


def as_a_test(language: str = "en") -> tuple[tuple[str, ...], FigureShown]:
    """What the answer looks at, what follows from it, and what a rule of its kind gets right and wrong in a hundred."""
    say, counts = words(language, "options").say, alarms_of_100()
    late = figure("improved_late").blanks["n"]
    keys = ("measures", "when_flagged", "when_not_flagged", "right_anyway", "harm_of_acting", "ours")
    text = say(
        "as_a_test.counts",
        worse=counts.found + counts.missed,
        found=counts.found,
        missed=counts.missed,
        others=counts.false_alarms + counts.rightly_quiet,
        false_alarms=counts.false_alarms,
    )
    each = {key: getattr(counts, key) for key in ("found", "missed", "false_alarms", "rightly_quiet")}
    parts = [Part(n, n, say(f"as_a_test.parts.{key}", n=n)) for key, n in each.items()]
    drawn = of_100("a-rule-of-this-kind", parts, say("page.of_100_people"), text)
    lines = tuple(say(f"as_a_test.{key}", n=late) for key in keys)
    return lines, FigureShown(Line(text, counts.sources, confirmed=False), drawn)


def about(language: str = "en") -> tuple[str, ...]:
    """From when it is, how it is kept, how the studies were chosen, who paid, who made it, and what wasn't tested."""
    say = words(language, "options").say
    keys = ("in_studies", "how_chosen", "dated", "update", "paid_by", "makers", "not_tested")
    return tuple(say(f"page.{key}", knowledge=version()) for key in keys)


def matters(sliders: Mapping[str, int], answer: Readout, language: str = "en") -> tuple[Matter, ...]:
    """How the options meet what matters, the weightiest first."""
    say, stand = words(language, "options").say, [one.id for one in shown(answer)]
    return tuple(
        Matter(
            say(f"values.{row.value}"),
            row.weight,
            tuple(
                (say(f"meets.{meets}"), names)
                for meets in MEETS
                if (names := tuple(name(one, language) for one in stand if row.meets[one] == meets))
            ),
        )
        for row in how_they_meet(sliders)
    )


def lacks(get: Mapping[str, Get], answer: Readout, language: str = "en") -> tuple[Lack, ...]:
    """Where the help one needs doesn't come, and the options that may fill the gap."""
    say, stand = words(language, "options").say, {one.id for one in shown(answer)}
    return tuple(
        Lack(say(f"help.{gap.help}"), gap.get, tuple(name(one, language) for one in gap.options if one in stand))
        for gap in gaps(get)
    )


def needs_a_contact(answer: Readout, option: str) -> bool:
    """Whether someone else has to be in place before this is done: whoever is in danger isn't left alone."""
    return answer.watch.safety.keep_a_contact and bool(set(choice(option).steps) & LEAVING)


def look_again(answer: Readout) -> date:
    """The day to look again that lies nearest: as suggested, else in three sessions."""
    return answer.next_step.review_on or in_sessions(answer.record.on, answer.record.interval, USUAL_LOOK)


def _column(one: Choice, sliders: Mapping[str, int], language: str, *, suggested: bool) -> Column:
    said = words(language, "options")
    at = f"options.{one.id}"
    return Column(
        id=one.id,
        name=name(one.id, language),
        what=said.say(f"{at}.what"),
        by_when=said.say(f"{at}.by_when"),
        upsides=said.list(f"{at}.upsides"),
        downsides=said.list(f"{at}.downsides"),
        living=tuple((said.say(f"living.{place}"), said.say(f"{at}.living.{place}")) for place in LIVING),
        figures=_figures(one.figures, one.id, language),
        meets=tuple(
            (said.say(f"values.{row.value}"), said.say(f"meets.{row.meets[one.id]}")) for row in how_they_meet(sliders)
        ),
        suggested=suggested,
        sources=one.sources,
    )


def _figures(found: tuple[Figure, ...], place: str, language: str) -> tuple[FigureShown, ...]:
    return tuple(FigureShown(figure_line(one, language), _picture(one, place, language)) for one in found)


def _picture(one: Figure, place: str, language: str) -> str | None:
    """The counts of a hundred: one number, two bounds, or a part each."""
    say = words(language, "options").say
    if not one.of_100:
        return None
    counts = {key: int(one.blanks[key]) for key in one.of_100}
    if set(counts) <= {"n", "low", "high"}:
        parts = [Part(min(counts.values()), max(counts.values()))]
    else:
        parts = [Part(n, n, say(f"figures.{one.id}.parts.{key}", n=n)) for key, n in counts.items()]
    text = say(f"figures.{one.id}.text", **one.blanks)
    return of_100(f"{place}-{one.id}", parts, say("page.of_100_people"), text)
