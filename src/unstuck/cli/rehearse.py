"""`unstuck rehearse`: practise the talk with a made-up therapist, a line at a time."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date

import click

from unstuck.cli import files
from unstuck.cli.assess import about
from unstuck.cli.brief import say_why
from unstuck.cli.output import heading, line
from unstuck.knowledge import Words, words
from unstuck.readout.written import lines as ways_to_help
from unstuck.story import FORMAT, Story
from unstuck.talk.rehearsal import DANGER, STOPPED, Scene, Turn, begin, pick, therapists, write
from unstuck.talk.standing import no_talk

LONGEST = 5_000


@click.command(epilog="Example: unstuck rehearse --with defensive")
@click.argument("story", required=False)
@click.option("--with", "therapist", type=click.Choice(therapists()), help="Who to talk to, instead of being asked.")
@click.option("--on", type=files.Day(), metavar="DATE", help="As of this day instead of today.")
def rehearse(story: str | None, therapist: str | None, on: date | None) -> None:
    """Practise the talk with a made-up therapist: pick a reply or write your own.

    Nothing is kept, and an empty line or the end of input stops it. With STORY, a story file, there is no practice
    where no talk is needed, and the numbers for help are those of its country.
    """
    day = on or date.today()  # noqa: DTZ011 - a person's own day
    known = files.story(story) if story else Story(format=FORMAT)
    why = no_talk(about(known, day, None))
    if why is not None:
        say_why(why, shares=False)
        return
    told = words("en", "rehearsal")
    heading(told.say("title"))
    line(told.say("intro"))
    if story is None:
        line(told.say("skip"))
    chosen = therapist or _chosen(told)
    ways = tuple(_ways(known, day))
    closing, shown = _talk(begin(chosen), told, ways) if chosen else (STOPPED, [])
    _end(closing, shown, told)
    if closing == DANGER:
        _help("danger", told, ways)


def _read() -> str:
    """One line of what a person types, "" at the end of input."""
    if sys.stdin.isatty():
        click.echo(words("en", "rehearsal").say("prompt") + " ", nl=False)
    return sys.stdin.readline(LONGEST).strip()


def _chosen(told: Words) -> str | None:
    """Who to talk to, or None when nobody is chosen."""
    listed = therapists()
    heading(told.say("choose"))
    for number, one in enumerate(listed, start=1):
        line(told.say("option", n=number, text=told.say(f"therapists.{one}")), indent=2)
    while said := _read():
        if said.isdecimal() and 1 <= int(said) <= len(listed):
            return listed[int(said) - 1]
        line(told.say("choose"))
    return None


def _talk(here: Scene | None, told: Words, ways: Sequence[str]) -> tuple[str, list[str]]:
    """The whole talk: how it ended, and what worked on the way."""
    shown: list[str] = []
    line(told.say("how"))
    while here is not None:
        click.echo()
        line(told.say("therapist", text=told.say(f"says.{here.id}")))
        for number, reply in enumerate(here.replies, start=1):
            line(told.say("option", n=number, text=_text_of(reply.family, reply.id, told)), indent=2)
        turn = _turn(here, told)
        _remark(turn, told)
        if turn.danger and turn.closing != DANGER:
            _help("danger_maybe", told, ways)
        shown += [turn.worked] if turn.worked else []
        if turn.closing is not None:
            return turn.closing, shown
        here = turn.scene
    return STOPPED, shown


def _turn(here: Scene, told: Words) -> Turn:
    """What is said: the number of a reply or words of one's own."""
    said = _read()
    while said.isdecimal() and not 1 <= int(said) <= len(here.replies):
        line(told.say("how"))
        said = _read()
    if said.isdecimal():
        reply = here.replies[int(said) - 1]
        line(told.say("you", text=_text_of(reply.family, reply.id, told)))
        return pick(here, reply.id)
    return write(here, said)


def _text_of(family: str, reply: str, told: Words) -> str:
    return told.say(f"replies.{family}.{reply}")


def _remark(turn: Turn, told: Words) -> None:
    if turn.closing in {DANGER, STOPPED}:
        return
    line(told.say(f"remarks.worked.{turn.worked}") if turn.worked else told.say("remarks.spoke"))
    if turn.to_try:
        line(told.say(f"remarks.try.{turn.to_try}"))


def _end(closing: str, shown: list[str], told: Words) -> None:
    heading(told.say(f"closings.{closing}.title"))
    for text in told.list(f"closings.{closing}.lines"):
        line(text)
    if shown:
        line(told.say("worked"))
        for sign in dict.fromkeys(shown):
            line(told.say(f"remarks.summary.{sign}"), indent=2, mark="- ")


def _help(said: str, told: Words, ways: Sequence[str]) -> None:
    """Whom to reach, when what was written may be a sign of danger."""
    line(told.say(said))
    for way in ways:
        line(way, indent=2)


def _ways(known: Story, day: date) -> Iterator[str]:
    told = words("en", "terminal")
    for one in ways_to_help(about(known, day, None)):
        text = told.say("by_text", text=one["text"]) if one["text"] else None
        yield f"{one['name']}: {', '.join(way for way in (one['phone'], text, one['hours'], one['url']) if way)}"
