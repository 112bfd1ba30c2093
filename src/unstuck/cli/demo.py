"""`unstuck demo`: an invented person's story, explained."""

from __future__ import annotations

from datetime import date

import click

from unstuck.cli.output import heading, line
from unstuck.cli.problems import Refused
from unstuck.cli.show import show
from unstuck.demo import people, story_of
from unstuck.knowledge import words
from unstuck.readout import assess

FIRST = "still_early"


@click.command(epilog="Example: unstuck demo --list")
@click.argument("name", required=False)
@click.option("--list", "listed", is_flag=True, help="Name all invented people.")
def demo(name: str | None, *, listed: bool) -> None:
    """Show the story of an invented person on its own last day, explained."""
    if listed:
        for known, one in people().items():
            click.echo(f"{known:28} {one['title']}")
        return
    show_story(name or FIRST)


def show_story(name: str) -> None:
    """One invented person: who they are, then the answer.

    Raises:
        Refused: nobody of that name.
    """
    if name not in people():
        raise Refused("no_demo", tuple(people()), name=name)
    one = people()[name]
    told = words("en", "terminal")
    heading(told.say("invented", title=one["title"]))
    line(one["about"])
    show(assess(story_of(name), date.fromisoformat(one["on"])))
