"""`unstuck assess`: the read-out of a story."""

from __future__ import annotations

from datetime import date

import click

from unstuck.cli import files
from unstuck.cli.problems import Refused
from unstuck.cli.show import show
from unstuck.readout import Readout
from unstuck.readout import assess as judge
from unstuck.readout.written import to_json
from unstuck.story import Story


@click.command(epilog="Example: unstuck assess story.json --on 2026-03-01")
@click.argument("story")
@click.option("--json", "as_json", is_flag=True, help="Print the read-out as JSON.")
@click.option("--workings", is_flag=True, help="Also say how each number was worked out, with sources.")
@click.option("--on", type=files.Day(), metavar="DATE", help="As of this day instead of today.")
@click.option("--therapy", metavar="ID", help="About this therapy instead of the current one.")
def assess(story: str, on: date | None, therapy: str | None, *, as_json: bool, workings: bool) -> None:
    """Say if therapy is working, what may be going wrong and what to do next.

    STORY is a story file (docs/story.md), or - for standard input.
    """
    if as_json and workings:
        raise Refused("workings_in_words")
    answer = about(files.story(story), on or date.today(), therapy)  # noqa: DTZ011 - a person's own day
    if as_json:
        click.echo(to_json(answer), nl=False)
    else:
        show(answer)
    if workings:
        from unstuck.cli.workings import show_workings  # noqa: PLC0415 - late: most answers do without

        show_workings(answer)


def about(story: Story, on: date, therapy: str | None) -> Readout:
    """The answer for a story.

    Raises:
        Refused: no therapy of that id had started by then.
    """
    if therapy is not None and therapy not in {x.id for x in story.therapies if x.started <= on}:
        raise Refused("no_therapy", therapy=therapy, on=on)
    return judge(story, on, therapy)
