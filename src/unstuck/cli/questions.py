"""`unstuck questions`: what would be good to know next?"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date

import click

from unstuck.cli import files
from unstuck.cli.assess import about
from unstuck.cli.output import line
from unstuck.readout.asking import Asked, bank
from unstuck.readout.asking import questions as worth_asking


@click.command(epilog="Example: unstuck questions story.json")
@click.argument("story", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the questions as JSON.")
@click.option("--on", type=files.Day(), metavar="DATE", help="As of this day instead of today.")
def questions(story: str | None, on: date | None, *, as_json: bool) -> None:
    """List the next best questions for a story, or without one the whole bank.

    Every question can be answered with yes, no or unsure. STORY is a file, or - for standard input.
    """
    asked = bank("en") if story is None else _worth_asking(story, on)
    if as_json:
        click.echo(json.dumps([asdict(one) for one in asked], ensure_ascii=False, indent=2))
        return
    for one in asked:
        _show(one)


def _worth_asking(story: str, on: date | None) -> tuple[Asked, ...]:
    return worth_asking(about(files.story(story), on or date.today(), None), "en")  # noqa: DTZ011 - a person's own day


def _show(one: Asked) -> None:
    line(one.text)
    line(f"{one.why} ({one.indicator})", indent=4)
