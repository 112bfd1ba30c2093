"""`unstuck agree`: what was asked, promised and kept, and noting a new talk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, get_args

import click

from unstuck.cli import files, paper
from unstuck.cli.assess import about
from unstuck.cli.brief import why_lines
from unstuck.cli.noting import note
from unstuck.cli.problems import Refused
from unstuck.explain import Section
from unstuck.knowledge import words
from unstuck.readout import Readout
from unstuck.story import Conversation, Story
from unstuck.story.checks import vocabulary
from unstuck.story.models import Offer, Response
from unstuck.talk.answering import reading, signs
from unstuck.talk.ledger import NotAhead, ledger, looked_at, noted, talk
from unstuck.talk.ledger_page import ledger_sections
from unstuck.talk.standing import no_talk
from unstuck.told import Line


@click.command(
    epilog='Example: unstuck agree story.json --asked "Less homework" --saw thanked_me --agreed "One task a week" '
    "--review 2026-03-03 -o story.json"
)
@click.argument("story")
@click.option("--asked", metavar="TEXT", help="What you asked for.")
@click.option("--about", "reasons", multiple=True, type=click.Choice(sorted(vocabulary("reasons"))), metavar="REASON",
              help="What it was about, such as not_heard.")  # fmt: skip
@click.option(
    "--saw", metavar="SIGNS", help="What you saw and heard (docs/talk.md), with commas between; it is read for you."
)
@click.option("--response", type=click.Choice(get_args(Response)), help="How they answered, instead of --saw.")
@click.option("--offered", multiple=True, type=click.Choice(get_args(Offer)), help="What they offered.")
@click.option("--agreed", multiple=True, metavar="TEXT", help="One thing that was agreed on.")
@click.option("--review", type=files.Day(), metavar="DATE", help="When to look at it again.")
@click.option("--kept", multiple=True, type=int, metavar="NUMBER", help="A promise that was kept.")
@click.option("--broken", multiple=True, type=int, metavar="NUMBER", help="A promise that was not.")
@click.option("-o", "--out", metavar="FILE", help="Where to write the story: itself, or a new file.")
@click.option("--on", type=files.Day(), metavar="DATE", help="As of this day instead of today.")
@click.option("--therapy", metavar="ID", help="About this therapy instead of the current one.")
def agree(
    story: str,
    *,
    kept: Sequence[int],
    broken: Sequence[int],
    out: str | None,
    on: date | None,
    therapy: str | None,
    **entry: Any,  # noqa: ANN401 - what click read of a talk
) -> None:
    """Show what was asked, promised and kept with a therapist, or note a talk and what was kept.

    To note something, name what was said and the file to write with -o. STORY is a story file, or - for standard input.
    """
    told = files.story(story)
    day = on or date.today()  # noqa: DTZ011 - a person's own day
    answer = about(told, day, therapy)
    if kept or broken or any(entry.values()):
        changed = _changed(told, answer, kept, broken, entry)
        note(changed, story, out)
        answer = about(changed, day, therapy)
    _show(answer)


def _changed(told: Story, answer: Readout, kept: Sequence[int], broken: Sequence[int], entry: dict[str, Any]) -> Story:
    changed = told
    for number, done in (*((x, True) for x in kept), *((x, False) for x in broken)):
        try:
            changed = looked_at(changed, answer, number, kept=done)
        except KeyError:
            raise Refused("agree_promise", number=number) from None
    return noted(changed, _talk(answer, **entry)) if any(entry.values()) else changed


def _talk(
    answer: Readout,
    *,
    asked: str | None,
    reasons: Sequence[str],
    saw: str | None,
    response: Response | None,
    offered: Sequence[Offer],
    agreed: Sequence[str],
    review: date | None,
) -> Conversation:
    seen = [sign.strip() for sign in (saw or "").split(",") if sign.strip()]
    try:
        return talk(
            answer,
            asked_for=asked,
            about=reasons,
            saw=seen,
            response=response,
            offered=offered,
            agreed=agreed,
            review_on=review,
        )
    except NotAhead:
        raise Refused("agree_review", review=str(review)) from None
    except ValueError as strange:
        raise Refused("agree_signs", signs(), signs=str(strange)) from None


def _show(answer: Readout) -> None:
    why, read = no_talk(answer), reading(answer)
    if read == "boundary":
        why = None  # its own lines say the same, of what was answered
    found = ledger(answer)
    paper.help_first(answer)
    sections = ledger_sections(found, read if why is None else None)
    paper.page(sections[:1])
    if why is not None:
        heading = words("en", "ledger").say("read_title")
        paper.show([Section("no_talk", heading, tuple(Line(text) for text in why_lines(why)))])
    paper.show(sections[1:])
    held = {"due": bool(found.due), **{name: why is None and read == name for name in ("how_was_it", "boundary")}}
    for command in (name for name, holds in held.items() if holds):
        click.echo(f"\n{words('en', 'ledger').say(f'commands.{command}')}")
