"""`unstuck handover`: the sheet for the next one, of which every item was ticked."""

from __future__ import annotations

from datetime import date
from typing import get_args

import click

from unstuck.cli import files, paper
from unstuck.cli.assess import about
from unstuck.cli.noting import note
from unstuck.cli.output import plain
from unstuck.cli.problems import Refused
from unstuck.knowledge import words
from unstuck.moving_on.handover import Sheet, own_words, sheet
from unstuck.moving_on.handover import told as handed_over
from unstuck.moving_on.handover_page import label_of, opening, prompts, sheet_sections, told_before
from unstuck.moving_on.handover_page import paper as on_paper
from unstuck.story import Story
from unstuck.story.plans import Whom


@click.command(epilog="Example: unstuck handover story.json --share problem,method,scores:phq9")
@click.argument("story")
@click.option("--share", metavar="ITEMS", help="What stands on the sheet, with commas between. Nothing else will.")
@click.option("--pdf", metavar="FILE", help="Write it to this PDF file as well.")
@click.option(
    "--handed-to", "to", type=click.Choice(get_args(Whom)), help="Note in the story who got it, and which items."
)
@click.option("-o", "--out", metavar="FILE", help="Where to write the story then: itself, or a new file.")
@click.option("--on", type=files.Day(), metavar="DATE", help="As of this day instead of today.")
@click.option("--therapy", metavar="ID", help="About this therapy instead of the current one.")
def handover(
    story: str,
    *,
    share: str | None,
    pdf: str | None,
    to: Whom | None,
    out: str | None,
    on: date | None,
    therapy: str | None,
) -> None:
    """Make a handover sheet for the next therapist, chosen item by item.

    Without --share, everything that could be shared is listed. Only the sheet goes to standard output; what is for you
    alone goes to standard error. STORY is a story file, or - for standard input.
    """
    told = files.story(story)
    answer = about(told, on or date.today(), therapy)  # noqa: DTZ011 - a person's own day
    items = [item.strip() for item in (share or "").split(",") if item.strip()]
    try:
        made = sheet(answer, told, items, own_words(told, answer.record.on, answer.record.therapy_id))
    except ValueError as strange:
        raise Refused("no_item", items=str(strange)) from None
    if pdf is not None:
        paper.printed(pdf, on_paper(made))
    if share is None:
        _list(made, told)
        return
    if to is not None and made.pieces:
        handed = handed_over(made, to, therapy=answer.record.therapy_id)
        note(told.model_copy(update={"told": (*told.told, handed)}), story, out)
    paper.help_first(answer, err=True)
    paper.title(words("en", "handover").say("title"))
    paper.lines(opening(made))
    paper.show(sheet_sections(made))
    _left_out(made)


def _list(made: Sheet, told: Story) -> None:
    """Everything that could be shared: for the person alone, so not on standard output, where a sheet would stand."""
    say = words("en", "handover").say
    labels = (f"  {say('commands.item', item=item, label=label_of(item, told.goals))}" for item in made.kept_back)
    before = (told_before(x) for x in told.told if x.items and x.date <= made.on)
    for text in (say("private.choose"), say("commands.choose"), *labels, *prompts(made), *before):
        click.echo(plain(text), err=True)


def _left_out(made: Sheet) -> None:
    say = words("en", "handover").say
    for key, items in (("empty", made.empty), ("kept_back", made.kept_back)):
        if items:
            click.echo(f"{say(f'private.{key}')} {', '.join(items)}", err=True)
    click.echo(say("private.take_out"), err=True)
