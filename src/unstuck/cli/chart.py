"""`unstuck chart`: a story as a picture."""

from __future__ import annotations

from datetime import date

import click

from unstuck.cli import files
from unstuck.cli.assess import about
from unstuck.cli.problems import Refused
from unstuck.pictures import scores_picture, sessions_picture
from unstuck.readout import Readout


@click.command(epilog="Example: unstuck chart story.json -o scores.svg --forecast")
@click.argument("story")
@click.option("-o", "--out", metavar="FILE", help="Write to this SVG file instead of standard output.")
@click.option("--measure", metavar="ID", help="Which measure, instead of the one that leads.")
@click.option("--sessions", is_flag=True, help="How sessions felt before and after, instead of scores.")
@click.option("--forecast", is_flag=True, help="Also where it may go, and many people's course.")
@click.option("--on", type=files.Day(), metavar="DATE", help="As of this day instead of today.")
def chart(story: str, out: str | None, measure: str | None, on: date | None, *, sessions: bool, forecast: bool) -> None:
    """Draw a story as an SVG picture, which prints and reads aloud.

    STORY is a story file, or - for standard input.
    """
    answer = about(files.story(story), on or date.today(), None)  # noqa: DTZ011 - a person's own day
    picture = sessions_picture(answer) if sessions else _scores(answer, measure, forecast=forecast)
    if picture is None:
        raise Refused("nothing_to_draw")
    if out is None:
        click.echo(picture)
        return
    files.write(out, picture)


def _scores(answer: Readout, measure: str | None, *, forecast: bool) -> str | None:
    known = {x.scale.id: x for x in answer.working.measures}
    if measure is not None and measure not in known:
        raise Refused("no_measure", tuple(known), measure=measure)
    change = known[measure] if measure is not None else answer.working.leading
    return scores_picture(answer, change, forecast=forecast) if change is not None else None
