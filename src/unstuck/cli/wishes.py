"""`unstuck wishes`: what do I want from a therapist, and how do I look for it?"""

from __future__ import annotations

from datetime import date

import click

from unstuck.cli import files, paper
from unstuck.cli.assess import about
from unstuck.knowledge import words
from unstuck.moving_on.search import search
from unstuck.moving_on.signs import latest_wishes, missing, worked
from unstuck.moving_on.wishes_page import wishes_sections


@click.command(epilog="Example: unstuck wishes story.json")
@click.argument("story")
@click.option("--on", type=files.Day(), metavar="DATE", help="As of this day instead of today.")
def wishes(story: str, on: date | None) -> None:
    """Turn what was and what is wanted into words for a search and kinds of professionals.

    STORY is a story file, or - for standard input.
    """
    told = files.story(story)
    answer = about(told, on or date.today(), None)  # noqa: DTZ011 - a person's own day
    wished = latest_wishes(told, answer.record.on)
    say = words("en", "wishes").say
    paper.help_first(answer)
    paper.title(say("title"))
    paper.lines([say("own_first")])
    paper.show(wishes_sections(wished, worked(answer), missing(answer), search(answer, wished)))
    if wished is None:
        click.echo(f"\n{say('commands.write')}")
