"""`unstuck trial`: does one change help? The plan before it starts, and how it stands."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any, get_args

import click

from unstuck.change.ratings import GOAL
from unstuck.change.step import LEAST, MOST
from unstuck.change.trials import Standing, standings
from unstuck.cli import files, paper
from unstuck.cli.assess import about
from unstuck.cli.noting import note
from unstuck.cli.problems import Refused
from unstuck.knowledge import words
from unstuck.measures import ids as measure_ids
from unstuck.story import Story
from unstuck.story.plans import SESSION_RATINGS, Change
from unstuck.trial.page import plan_sections, standing_section
from unstuck.trial.planning import USUAL, entry, given_up, prepare, started

RATINGS = click.IntRange(LEAST, MOST)


@click.command(epilog="Example: unstuck trial story.json --plan time --rating after")
@click.argument("story")
@click.option("--plan", "change", type=click.Choice(get_args(Change)), help="Plan a trial of this change.")
@click.option("--rating", default="after", show_default=True, metavar="RATING", help="What counts: after, gain, "
              "alliance, a measure, or goal: and its id.")  # fmt: skip
@click.option("--before", type=RATINGS, default=USUAL, show_default=True, help="Ratings before the change.")
@click.option("--after", type=RATINGS, default=USUAL, show_default=True, help="Ratings after it.")
@click.option("--text", metavar="TEXT", help="What changes, in your own words.")
@click.option("--start", "start", metavar="ID", help="Note that this trial starts, with the first session so changed.")
@click.option("--stop", "stop", metavar="ID", help="Note that you give this trial up.")
@click.option("--why", metavar="TEXT", help="Why you give it up.")
@click.option("-o", "--out", metavar="FILE", help="Where to write the story: itself, or a new file.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON; of a plan, the entry for the story.")
@click.option("--on", type=files.Day(), metavar="DATE", help="As of this day instead of today.")
@click.option("--therapy", metavar="ID", help="About this therapy instead of the current one.")
def trial(
    story: str,
    *,
    change: Change | None,
    start: str | None,
    stop: str | None,
    why: str | None,
    out: str | None,
    on: date | None,
    as_json: bool,
    **plan: Any,  # noqa: ANN401 - what click read of a plan
) -> None:
    """Plan a trial of one change, or say how the trials of a story stand.

    While a trial runs nothing is said but how many ratings are missing. With -o the plan is noted in the story.
    STORY is a story file, or - for standard input.
    """
    told = files.story(story)
    day = on or date.today()  # noqa: DTZ011 - a person's own day
    if change is not None:
        _plan(told, day, change, story, out, as_json=as_json, **plan)
        return
    if start is not None or stop is not None:
        told = _changed(told, day, start, stop, why)
        note(told, story, out)
    _show_standings(told, standings(told, day), as_json=as_json)


def _plan(  # what click read of a plan
    told: Story, day: date, change: Change, story: str, out: str | None, *, rating: str, before: int, after: int,
    text: str | None, therapy: str | None, as_json: bool,
) -> None:  # fmt: skip
    goals = [f"{GOAL}{goal.id}" for goal in told.goals]
    if rating not in {*SESSION_RATINGS, *measure_ids(), *goals}:
        raise Refused("no_rating", [", ".join((*SESSION_RATINGS, *goals))], rating=rating)
    answer = about(told, day, therapy)
    planned = prepare(answer, change, rating, before, after)
    new = entry(told, answer, planned, text)
    if out is not None:
        if planned.blocked:
            raise Refused("trial_blocked", [words("en", "trial").say(f"blocked.{planned.blocked}")])
        note(told.model_copy(update={"trials": (*told.trials, new)}), story, out)
    if as_json:
        shown = new.model_dump(mode="json", exclude_defaults=True)
        paper.document({"blocked": planned.blocked} if planned.blocked else shown)
        return
    paper.help_first(answer)
    paper.page(plan_sections(planned, told.goals, text))


def _changed(told: Story, day: date, start: str | None, stop: str | None, why: str | None) -> Story:
    """The story with one trial begun or given up on a day."""
    open_ = {x.id: x for x in told.trials if x.planned_on <= day and x.stopped is None}
    if start is not None:
        open_ = {id_: x for id_, x in open_.items() if x.started_on is None}
    wanted = start if start is not None else stop
    if wanted not in open_:
        raise Refused("no_trial", sorted(open_), id=str(wanted))
    found = open_[wanted]
    new = started(found, day) if start is not None else given_up(found, day, why)
    return told.model_copy(update={"trials": tuple(new if x is found else x for x in told.trials)})


def _show_standings(told: Story, found: tuple[Standing, ...], *, as_json: bool) -> None:
    if as_json:
        paper.document([_written(one) for one in found])
        return
    say = words("en", "trial").say
    paper.title(say("running_title"))
    if not found:
        paper.lines([say("none")])
    paper.show(standing_section(one, told.goals) for one in found)


def _written(one: Standing) -> dict[str, Any]:
    result = asdict(one.result) if one.result else None
    return {"id": one.trial.id, "state": one.state, "more": one.more, "result": result}
