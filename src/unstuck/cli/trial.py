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
from unstuck.cli.problems import Refused
from unstuck.knowledge import words
from unstuck.measures import ids as measure_ids
from unstuck.readout import Readout
from unstuck.story import Story
from unstuck.story.plans import SESSION_RATINGS, Change, Trial
from unstuck.trial.page import plan_sections, standing_section
from unstuck.trial.planning import USUAL, Prepared, prepare

RATINGS = click.IntRange(LEAST, MOST)


@click.command(epilog="Example: unstuck trial story.json --plan time --rating after")
@click.argument("story")
@click.option("--plan", "change", type=click.Choice(get_args(Change)), help="Plan a trial of this change.")
@click.option("--rating", default="after", show_default=True, metavar="RATING", help="What counts: after, gain, "
              "alliance, a measure, or goal: and its id.")  # fmt: skip
@click.option("--before", type=RATINGS, default=USUAL, show_default=True, help="Ratings before the change.")
@click.option("--after", type=RATINGS, default=USUAL, show_default=True, help="Ratings after it.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON; of a plan, the entry for the story.")
@click.option("--on", type=files.Day(), metavar="DATE", help="As of this day instead of today.")
@click.option("--therapy", metavar="ID", help="About this therapy instead of the current one.")
def trial(  # noqa: PLR0917 - click passes options by name
    story: str,
    change: Change | None,
    rating: str,
    before: int,
    after: int,
    on: date | None,
    therapy: str | None,
    *,
    as_json: bool,
) -> None:
    """Plan a trial of one change, or say how the trials of a story stand.

    While a trial runs nothing is said but how many ratings are missing. STORY is a story file, or - for standard input.
    """
    told = files.story(story)
    day = on or date.today()  # noqa: DTZ011 - a person's own day
    if change is None:
        _show_standings(told, standings(told, day), as_json=as_json)
        return
    known = {*SESSION_RATINGS, *measure_ids(), *(f"{GOAL}{goal.id}" for goal in told.goals)}
    if rating not in known:
        goals = [f"{GOAL}{goal.id}" for goal in told.goals]
        raise Refused("no_rating", [", ".join((*SESSION_RATINGS, *goals))], rating=rating)
    answer = about(told, day, therapy)
    planned = prepare(answer, change, rating, before, after)
    _show_plan(told, answer, planned, as_json=as_json)


def _show_plan(told: Story, answer: Readout, planned: Prepared, *, as_json: bool) -> None:
    if as_json:
        entry = _entry(told, answer, planned).model_dump(mode="json", exclude_defaults=True)
        paper.document({"blocked": planned.blocked} if planned.blocked else entry)
        return
    paper.help_first(answer)
    paper.page(plan_sections(planned, told.goals))


def _entry(told: Story, answer: Readout, planned: Prepared) -> Trial:
    taken = {x.id for x in told.trials}
    names = (f"{planned.change}{'' if number == 1 else f'-{number}'}" for number in range(1, len(taken) + 2))
    return Trial(
        id=next(name for name in names if name not in taken),
        therapy=answer.record.therapy_id,
        planned_on=answer.record.on,
        change=planned.change,
        rating=planned.rating,
        before=planned.before,
        after=planned.after,
        review_on=planned.review_on,
    )


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
