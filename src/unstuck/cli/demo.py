"""`unstuck demo`: an invented person's story, explained."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import click

from unstuck.cli.output import heading, line
from unstuck.cli.problems import Refused
from unstuck.cli.show import show
from unstuck.knowledge import words
from unstuck.readout import assess
from unstuck.story import read

HERE = Path(__file__).parents[1]
# an installed package carries the stories beside it; a checkout has them with the tests
STORIES = next(path for path in (HERE / "stories", HERE.parents[1] / "tests" / "stories") if path.is_dir())
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


def show_first() -> None:
    """What is shown while there is nothing else to open."""
    show_story(FIRST)
    click.echo()
    line(words("en", "terminal").say("own_story"))


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
    show(assess(read((STORIES / f"{name}.json").read_bytes()), date.fromisoformat(one["on"])))


@cache
def people() -> Mapping[str, Mapping[str, Any]]:
    """The invented people by name: title, about, the day of their answer, and what a careful clinician would say."""
    return tomllib.loads((STORIES / "people.toml").read_text(encoding="utf-8"))
