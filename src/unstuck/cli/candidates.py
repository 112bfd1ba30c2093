"""`unstuck candidates`: whom to call next, and who meets most of what is wanted?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

import click

from unstuck.cli import files, paper
from unstuck.cli.problems import Refused
from unstuck.knowledge import words
from unstuck.moving_on.candidates import Calls, as_known, calls, talked_to
from unstuck.moving_on.candidates_page import comparison_lines, comparison_table, list_sections
from unstuck.moving_on.comparison import Comparison, compare
from unstuck.moving_on.table import NoTable
from unstuck.moving_on.table import candidates as from_table
from unstuck.story import Story
from unstuck.story.plans import Candidate, Criterion

MEANS_COMPARING = 2


@click.command(epilog="Example: unstuck candidates story.json --csv names.csv")
@click.argument("story")
@click.option("--csv", "table", metavar="FILE", help="Add those of a table, one a row.")
@click.option("--json", "as_json", is_flag=True, help="Print list and comparison as JSON, with the new entries.")
@click.option("--on", type=files.Day(), metavar="DATE", help="As of this day instead of today.")
def candidates(story: str, table: str | None, on: date | None, *, as_json: bool) -> None:
    """List the candidates, say whom to call next, and set those side by side.

    The comparison uses the weights set before the first call. STORY is a story file, or - for standard input.
    """
    told = files.story(story)
    day = on or date.today()  # noqa: DTZ011 - a person's own day
    new = _from_table(table, told) if table else ()
    told = told.model_copy(update={"candidates": (*told.candidates, *new)})
    found, known = calls(told, day), talked_to(as_known(told.candidates, day))
    wished = [x for x in told.wishes if x.date <= day]
    compared = compare(known, wished, told.about.concerns)
    if as_json:
        paper.document(_document(found, compared, new))
        return
    show_list(found)
    criteria = tuple(criterion for wishes in wished for criterion in wishes.criteria)
    show_comparison(compared, known, criteria)


def show_list(found: Calls) -> None:
    """The list and whom to call next."""
    paper.page(list_sections(found))


def show_comparison(found: Comparison | None, known: Sequence[Candidate], criteria: tuple[Criterion, ...]) -> None:
    """Everyone side by side, or what has to come first."""
    say = words("en", "candidates").say
    click.echo(f"\n## {say('compare.title')}")
    if found is None or len(known) < MEANS_COMPARING:
        paper.lines([say("compare.none" if found is None else "compare.few")])
        return
    side_by_side = comparison_table(found, known)
    paper.table(side_by_side.head, side_by_side.rows)
    paper.lines(comparison_lines(found, known, criteria))


def _from_table(place: str, told: Story) -> tuple[Candidate, ...]:
    try:
        return from_table(files.raw(place), {x.id for x in told.candidates})
    except NoTable as refused:
        say = words("en", "candidates").say
        lines = [say(f"table.{wrong.id}", line=wrong.line, **wrong.blanks) for wrong in refused.wrong]
        raise Refused("table_of_candidates", lines) from None


def _document(found: Calls, compared: Comparison | None, new: Sequence[Candidate]) -> dict[str, Any]:
    entries = [{"id": x.candidate.id, "state": x.state, "since": x.since, "next": x.next} for x in found.entries]
    return {
        "candidates": entries,
        "made": found.made,
        "planned": found.planned,
        "now": list(found.now),
        "comparison": asdict(compared) if compared else None,
        "new": [x.model_dump(mode="json", exclude_defaults=True) for x in new],
    }
