"""`unstuck candidates`: whom to call next, and who meets most of what is wanted?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

import click

from unstuck.cli import files, paper
from unstuck.cli.noting import note
from unstuck.cli.problems import Refused
from unstuck.moving_on.candidates import Calls, as_known, calls, talked_to
from unstuck.moving_on.candidates_page import SideBySide, list_sections, side_by_side, table_lines
from unstuck.moving_on.comparison import Comparison, compare
from unstuck.moving_on.table import NoTable
from unstuck.moving_on.table import candidates as from_table
from unstuck.story import Story
from unstuck.story.plans import Candidate


@click.command(epilog="Example: unstuck candidates story.json --csv names.csv")
@click.argument("story")
@click.option("--csv", "table", metavar="FILE", help="Add those of a table, one a row.")
@click.option("-o", "--out", metavar="FILE", help="Where to write the story with them: itself, or a new file.")
@click.option("--json", "as_json", is_flag=True, help="Print list and comparison as JSON, with the new entries.")
@click.option("--on", type=files.Day(), metavar="DATE", help="As of this day instead of today.")
def candidates(story: str, *, table: str | None, out: str | None, on: date | None, as_json: bool) -> None:
    """List the candidates, say whom to call next, and set those side by side.

    The comparison uses the weights set before the first call. STORY is a story file, or - for standard input.
    """
    told = files.story(story)
    day = on or date.today()  # noqa: DTZ011 - a person's own day
    new = _from_table(table, told) if table else ()
    told = told.model_copy(update={"candidates": (*told.candidates, *new)})
    if out is not None:
        note(told, story, out)
    found = calls(told, day)
    if as_json:
        known, wished = talked_to(as_known(told.candidates, day)), [x for x in told.wishes if x.date <= day]
        paper.document(_document(found, compare(known, wished, told.about.concerns), new))
        return
    show_list(found)
    show_comparison(side_by_side(told, day))


def show_list(found: Calls) -> None:
    """The list and whom to call next."""
    paper.page(list_sections(found))


def show_comparison(found: SideBySide) -> None:
    """Everyone side by side, or what has to come first."""
    click.echo(f"\n## {found.heading}")
    if found.table is not None:
        paper.table(found.table.head, found.table.rows)
    paper.lines(found.lines)


def _from_table(place: str, told: Story) -> tuple[Candidate, ...]:
    try:
        return from_table(files.raw(place), {x.id for x in told.candidates})
    except NoTable as refused:
        raise Refused("table_of_candidates", table_lines(refused.wrong)) from None


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
