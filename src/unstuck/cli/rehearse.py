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
from unstuck.talk.rehearsal_page import Shown, closing_sections, danger_line, remark_lines, shown, who
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
    closing, worked = _talk(begin(chosen), told, ways) if chosen else (STOPPED, [])
    _end(closing, worked)
    if closing == DANGER:
        _help(told.say("danger"), ways)


def _read() -> str:
    """One line of what a person types, "" at the end of input."""
    if sys.stdin.isatty():
        click.echo(words("en", "rehearsal").say("prompt") + " ", nl=False)
    return sys.stdin.readline(LONGEST).strip()


def _chosen(told: Words) -> str | None:
    """Who to talk to, or None when nobody is chosen."""
    kinds = who()
    heading(told.say("choose"))
    for number, (_, name) in enumerate(kinds, start=1):
        line(told.say("option", n=number, text=name), indent=2)
    while said := _read():
        if said.isdecimal() and 1 <= int(said) <= len(kinds):
            return kinds[int(said) - 1][0]
        line(told.say("choose"))
    return None


def _talk(here: Scene | None, told: Words, ways: Sequence[str]) -> tuple[str, list[str]]:
    """The whole talk: how it ended, and what worked on the way."""
    worked: list[str] = []
    line(told.say("how"))
    while here is not None:
        click.echo()
        scene = shown(here)
        line(told.say("therapist", text=scene.says))
        for number, (_, text) in enumerate(scene.replies, start=1):
            line(told.say("option", n=number, text=text), indent=2)
        turn = _turn(here, scene, told)
        for remark in remark_lines(turn):
            line(remark)
        doubt = danger_line(turn)
        if doubt and turn.closing != DANGER:
            _help(doubt, ways)
        worked += [turn.worked] if turn.worked else []
        if turn.closing is not None:
            return turn.closing, worked
        here = turn.scene
    return STOPPED, worked


def _turn(here: Scene, scene: Shown, told: Words) -> Turn:
    """What is said: the number of a reply or words of one's own."""
    said = _read()
    while said.isdecimal() and not 1 <= int(said) <= len(scene.replies):
        line(told.say("how"))
        said = _read()
    if said.isdecimal():
        reply, text = scene.replies[int(said) - 1]
        line(told.say("you", text=text))
        return pick(here, reply)
    return write(here, said)


def _end(closing: str, worked: Sequence[str]) -> None:
    end, *more = closing_sections(closing, worked)
    heading(end.heading)
    for one in end.lines:
        line(one.text)
    for section in more:
        line(section.heading)
        for one in section.lines:
            line(one.text, indent=2, mark="- ")


def _help(said: str, ways: Sequence[str]) -> None:
    """Whom to reach, when what was written may be a sign of danger."""
    line(said)
    for way in ways:
        line(way, indent=2)


def _ways(known: Story, day: date) -> Iterator[str]:
    told = words("en", "terminal")
    for one in ways_to_help(about(known, day, None)):
        text = told.say("by_text", text=one["text"]) if one["text"] else None
        yield f"{one['name']}: {', '.join(way for way in (one['phone'], text, one['hours'], one['url']) if way)}"
