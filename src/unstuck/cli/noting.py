"""How does a story that was added to go back into a file? Whole or not at all, and never over another file."""

from __future__ import annotations

from pathlib import Path

import click

from unstuck.cli import files
from unstuck.cli.output import plain
from unstuck.cli.problems import Refused
from unstuck.knowledge import words
from unstuck.story import Story, dump, read
from unstuck.vault.places import write_private


def note(changed: Story, story: str, out: str | None) -> None:
    """Write the story over itself or as a new file.

    Args:
        changed: what to write.
        story: where it was read.
        out: where to.

    Raises:
        Refused: no file was named, or another one stands there.
        Unreadable: what was added doesn't fit into the story.
    """
    if out is None:
        raise Refused("note_out")
    place = Path(out).resolve()
    if place.is_dir():
        raise Refused("folder", place=out)
    if place.exists() and (story == files.STDIN or not place.samefile(story)):
        raise Refused("note_over", file=out)
    file = dump(changed)
    read(file)
    write_private(place, file)
    click.echo(plain(words("en", "terminal").say("noted", file=out)), err=True)
