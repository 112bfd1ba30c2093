"""Try one change: planned and with its power before it starts, silent while it runs, and then only what may be said."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.urls import path

from unstuck.change.step import LEAST, MOST
from unstuck.change.trials import standings
from unstuck.story.plans import Trial
from unstuck.trial.page import change_choices, plan_sections, rating_choices, standing_section
from unstuck.trial.planning import USUAL, entry, given_up, prepare, started
from unstuck.web.forms import Worded, choice, day, number, text
from unstuck.web.visit import Visit, page

STARTABLE, OPEN = frozenset({"planned"}), frozenset({"planned", "running", "overdue"})


class Plan(Worded):
    """What is changed and what it is judged by."""

    file = "trial_page"
    change = choice((), required=True)
    text = text(rows=2, longest=2_000)
    rating = choice((), required=True)
    before = number(LEAST, MOST)
    after = number(LEAST, MOST)

    def __init__(self, visit: Visit, initial: dict[str, Any] | None = None) -> None:
        """With what can be changed, and what this person has to judge it by."""
        super().__init__(visit, initial=initial)
        self.offer("change", change_choices(visit.language))
        rated = rating_choices(visit.answer, visit.story.goals, visit.language)
        self.offer("rating", ((one.id, visit.say("trial_page.rating", name=one.name, n=one.have)) for one in rated))


class Start(Worded):
    """The day of the first session with the change."""

    file = "trial_page"
    on = day(required=True)


@page
def first(visit: Visit) -> HttpResponse:
    """Every trial as it stands."""
    found = standings(visit.story, visit.today)
    return visit.show(
        "trial/first.html",
        title=visit.say("trial_page.title"),
        section="changing",
        trials=[
            {
                "section": standing_section(one, visit.story.goals, visit.language),
                "place": visit.story.trials.index(_whole(visit, one.trial)),
                "may_start": one.state in STARTABLE,
                "may_stop": one.state in OPEN,
            }
            for one in reversed(found)
        ],
        today=visit.today,
    )


@page
def plan(visit: Visit) -> HttpResponse:
    """A plan, shown whole with its power before it is kept."""
    form = Plan(visit, initial={"before": USUAL, "after": USUAL, "rating": "after"})
    if not visit.sent or not form.is_valid():
        status = HTTPStatus.BAD_REQUEST if visit.sent else HTTPStatus.OK
        return visit.show("trial/plan.html", status, title=visit.say("trial_page.title"), section="changing", form=form)
    given = form.given
    before, after = given.get("before", USUAL), given.get("after", USUAL)
    made = prepare(visit.answer, given["change"], given["rating"], before, after)
    if made.blocked is None and "keep" in visit.posted:
        new = entry(visit.story, visit.answer, made, given.get("text"))
        visit.pages.append("trials", new.model_dump(mode="json", exclude_defaults=True))
        visit.tell("trial_page.kept")
        return visit.go("trial")
    return visit.show(
        "trial/planned.html",
        title=visit.say("trial_page.title"),
        section="changing",
        sections=plan_sections(made, visit.story.goals, given.get("text"), visit.language),
        blocked=made.blocked,
        chosen={**given, "before": before, "after": after},
    )


@page
def begin(visit: Visit, place: int) -> HttpResponse:
    """Note that a trial starts."""
    form = Start(visit, initial={"on": visit.today})
    trial = _at(visit, place)
    if trial is None or not visit.sent or not form.is_valid():
        return visit.go("trial")
    try:
        _put(visit, trial, started(trial, form.cleaned_data["on"]))
    except ValueError:
        visit.tell("trial_page.before_plan", date=trial.planned_on)
    return visit.go("trial")


@page
def give_up(visit: Visit, place: int) -> HttpResponse:
    """Note that a trial is given up."""
    trial = _at(visit, place)
    if trial is not None and visit.sent:
        _put(visit, trial, given_up(trial, visit.today, visit.posted.get("why", "").strip() or None))
        visit.tell("frame.saved")
    return visit.go("trial")


def _whole(visit: Visit, known: Trial) -> Trial:
    """The trial as the story has it, with what lies ahead."""
    return next(trial for trial in visit.story.trials if trial.id == known.id)


def _at(visit: Visit, place: int) -> Trial | None:
    trials = visit.story.trials
    return trials[place] if place < len(trials) else None


def _put(visit: Visit, old: Trial, new: Trial) -> None:
    found = next(one for one in visit.pages.entries("trials") if one.value["id"] == old.id)
    visit.pages.correct(found.id, new.model_dump(mode="json", exclude_defaults=True), seen=found.version)


urls = [
    path("60", first, name="trial"),
    path("61", plan, name="trial_plan"),
    path("62/<int:place>", begin, name="trial_begin"),
    path("63/<int:place>", give_up, name="trial_give_up"),
]
