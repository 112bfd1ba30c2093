"""What does the answer say of real people? `python -m benchmarks.real_people > docs/real-people.md`

Every person of two open data sets (beside the project in shared/data; their licence forbids shipping) is converted
and assessed on the day of their last score. Their records hold scores alone: no session, no rating, no word.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from unstuck.change.working import MeasureChange
from unstuck.exchange.tables import Asked, Converted, asked, read_table
from unstuck.readout import Readout, assess
from unstuck.story import validate

DATA = Path(__file__).parents[2] / "shared" / "data"
VERDICTS = (
    "worse",
    "unchanged",
    "not_enough_data",
    "too_early",
    "holding",
    "improving",
    "improved",
    "recovered",
    "mixed",
)
HAND_CHECKED = ("2", "17", "33", "58", "101", "149", "222", "305", "400", "551")
HEAD = """# What the answer says of real people

Made by `python -m benchmarks.real_people`. Two open data sets, scores alone: ENRICHD (cognitive behavioural therapy
after a heart attack, 557 people, 7,117 BDI scores; a selected group) and Beat the Blues (computerised CBT, 100
people, BDI-II at 0, 2, 3, 5 and 8 months). Each person was converted with `unstuck convert` and assessed on the day
of the last score. No session was recorded, so each score after the first counts as one; nothing is known of ratings,
goals or words. These tables show that the command reads real records, and what it says of them. They do not show
that it is right."""
CHECKED = """All ten were gone through by hand against the rules of `change/verdict.py`, and all ten hold. 33 moves up
and down around where it began; 551 has come 7 points, less than the 8.46 needed, and so is on the way and not
there."""


def people(name: str, wanted: Asked | tuple[object, ...]) -> dict[str, Readout]:
    """The answer for everyone of one table."""
    if not isinstance(wanted, Asked):
        raise SystemExit(f"{name}: {wanted}")
    found = read_table((DATA / name).read_bytes(), wanted)
    if not isinstance(found, Converted):
        raise SystemExit(f"{name}: {found}")
    return {person: answer(story) for person, story in found.stories.items()}


def answer(tree: dict[str, object]) -> Readout:
    story = validate(tree)
    return assess(story, max((score.date for score in story.scores), default=date(2026, 1, 1)))


def enrichd() -> dict[str, Readout]:
    return people("enrichd_bdi_cbt_npmlda.csv", asked("bdi", day="time", score="BDI", id_column="ID"))


def beat_the_blues() -> dict[str, Readout]:
    wide = "bdi.pre=0,bdi.2m=61,bdi.3m=91,bdi.5m=152,bdi.8m=243"
    return people("btheb_bdi_hsaur3.csv", asked("bdi2", wide=wide, id_column="id"))


def table(of: dict[str, dict[str, Readout]], what: str) -> Iterator[str]:
    counts = {name: Counter(_value(x, what) for x in found.values()) for name, found in of.items()}
    rows = (
        [row for row in VERDICTS if any(c[row] for c in counts.values())]
        if what == "verdict"
        else sorted({row for c in counts.values() for row in c})
    )
    yield f"| {what} | " + " | ".join(f"{name} ({len(found)})" for name, found in of.items()) + " |"
    yield "|---|" + "---|" * len(of)
    for row in rows:
        yield f"| `{row}` | " + " | ".join(str(counts[name][row]) for name in of) + " |"


def _value(found: Readout, what: str) -> str:
    return found.working.verdict if what == "verdict" else found.next_step.id


def by_hand(found: dict[str, Readout]) -> Iterator[str]:
    """Ten people with all their scores, so that anyone can check the verdict against the rule by hand."""
    yield "| ID | scores (reliable change 8.46, usual below 10) | verdict | by hand |"
    yield "|---|---|---|---|"
    for person in HAND_CHECKED:
        leading = found[person].working.leading
        if leading is not None:
            values = ", ".join(f"{value:g}" for value in leading.series.values)
            yield f"| {person} | {values} | `{leading.verdict}` | {_reckoned(leading)} |"


def _reckoned(change: MeasureChange) -> str:
    """The reckoning spelt out, from the scores alone and not from the engine's own fields."""
    values = change.series.values
    first, last = values[0], values[-1]
    inside = "inside" if last < 10 else "outside"
    begun = "inside" if first < 10 else "outside"
    worst_of_two = min(first - x for x in values[-2:]) if len(values) > 1 else 0
    return (
        f"{first:g} to {last:g} is {first - last:+g} of 8.46 needed; began {begun}, now {inside}; "
        f"last two against the start {'both' if max(first - x for x in values[-2:]) <= -8.46 else 'not both'} "
        f"worse by 8.46 (least {worst_of_two:+g}); {len(values) - 1} scores after the first"
    )


def page() -> str:
    """The whole page, from the data anew."""
    both = {"ENRICHD": enrichd(), "Beat the Blues": beat_the_blues()}
    return "\n".join(
        (
            *(HEAD, "", "## Verdicts", "", *table(both, "verdict")),
            *("", "## Next steps", "", *table(both, "step")),
            *("", "## Ten of ENRICHD, reckoned from their scores", "", *by_hand(both["ENRICHD"]), "", CHECKED, ""),
        )
    )


def main() -> None:
    if not DATA.is_dir():
        sys.exit("left out: the data sets are not beside the project")
    sys.stdout.write(page())


if __name__ == "__main__":
    main()
