"""`unstuck check`: is this file a story?"""

from __future__ import annotations

import click

from unstuck.cli import files
from unstuck.knowledge import words


@click.command(epilog="Example: unstuck check story.json")
@click.argument("story")
def check(story: str) -> None:
    """Say what is wrong with a story file, or that it is fine.

    Every problem is listed with its place. STORY is a file, or - for standard input.
    """
    found = files.story(story)
    entries = sum(len(listed) for _, listed in found if isinstance(listed, tuple))
    click.echo(words("en", "terminal").say("fine", n=entries))
