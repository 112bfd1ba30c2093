"""`unstuck ending`: how can this therapy end well?"""

from __future__ import annotations

from datetime import date

import click

from unstuck.cli import files, paper
from unstuck.cli.assess import about
from unstuck.moving_on.alone import without_a_talk
from unstuck.moving_on.ending import PATHS, PathId
from unstuck.moving_on.ending import ending as found_ending
from unstuck.moving_on.ending_page import alone_sections, ending_sections
from unstuck.moving_on.handover import own_words


@click.command(epilog="Example: unstuck ending story.json --as planned")
@click.argument("story")
@click.option("--as", "path", type=click.Choice(PATHS), help="Which ending, instead of the one the story points to.")
@click.option("--alone", is_flag=True, help="Add what to do if it can't be said to the therapist.")
@click.option("--on", type=files.Day(), metavar="DATE", help="As of this day instead of today.")
@click.option("--therapy", metavar="ID", help="About this therapy instead of the current one.")
def ending(story: str, path: PathId | None, on: date | None, therapy: str | None, *, alone: bool) -> None:
    """Show how a therapy can end well, and how much ending fits.

    After something that should not happen in therapy it is always the way out, and no talk is part of it. STORY is a
    story file, or - for standard input.
    """
    told = files.story(story)
    answer = about(told, on or date.today(), therapy)  # noqa: DTZ011 - a person's own day
    found = found_ending(answer, path)
    own = own_words(told, answer.record.on, answer.record.therapy_id)
    paper.help_first(answer)
    paper.page(ending_sections(answer, found, told.goals, own))
    if alone or found.path == "safety":
        paper.show(alone_sections(without_a_talk(answer)))
