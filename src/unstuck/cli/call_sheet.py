"""`unstuck call-sheet`: what to ask in a first call."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

import click

from unstuck.cli import files, paper
from unstuck.cli.assess import about
from unstuck.cli.problems import Refused
from unstuck.moving_on.call_sheet import call_sheet as made_sheet
from unstuck.moving_on.candidates_page import call_paper, sheet_sections, sheet_title
from unstuck.moving_on.signs import latest_wishes, signs
from unstuck.story import Story
from unstuck.story.plans import Candidate


@click.command(name="call-sheet", epilog="Example: unstuck call-sheet story.json c1")
@click.argument("story")
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the questions as JSON.")
@click.option("--pdf", metavar="FILE", help="Write it to this PDF file as well, with room to write.")
@click.option("--on", type=files.Day(), metavar="DATE", help="As of this day instead of today.")
def call_sheet(story: str, name: str | None, on: date | None, *, pdf: str | None, as_json: bool) -> None:
    """Five to seven questions for a first call, chosen for this person, with what good answers sound like.

    STORY is a story file, or - for standard input. NAME is a candidate's name or id.
    """
    told = files.story(story)
    answer = about(told, on or date.today(), None)  # noqa: DTZ011 - a person's own day
    wished = latest_wishes(told, answer.record.on)
    sheet = made_sheet(signs(answer, wished), wished, _named(told, name) if name else None)
    if pdf is not None:
        paper.printed(pdf, call_paper(sheet))
    if as_json:
        paper.document({"questions": [asdict(question) for question in sheet.questions], "ratings": sheet.ratings})
        return
    paper.help_first(answer)
    paper.title(sheet_title(sheet))
    paper.show(sheet_sections(sheet))


def _named(told: Story, name: str) -> Candidate:
    """The candidate with that id, else the only one with that name.

    Raises:
        Refused: nobody, or several.
    """
    by_id = [x for x in told.candidates if x.id == name]
    found = by_id or [x for x in told.candidates if x.name and x.name.casefold() == name.casefold()]
    if len(found) != 1:
        raise Refused("no_candidate", [f"{x.id} {x.name or ''}".strip() for x in told.candidates], name=name)
    return found[0]
