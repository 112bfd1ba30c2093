"""What one could do: the decision aid. It shows all of it and never decides; the plan is the person's own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from http import HTTPStatus
from typing import Any, get_args

from django import forms
from django.http import HttpResponse
from django.urls import path

from unstuck.aid import (
    about,
    apart,
    as_a_test,
    columns,
    lacks,
    look_again,
    matters,
    name,
    needs_a_contact,
    nothing_done,
    shown,
    to_mind,
)
from unstuck.decision.options import Get
from unstuck.knowledge import facts, words
from unstuck.story.plans import Values
from unstuck.web.forms import Scale, Worded, choice, day, line, scale, text
from unstuck.web.plan import Plan, keep_plan, plan_of
from unstuck.web.views import fitting
from unstuck.web.views.door import draft_of
from unstuck.web.visit import Visit, page

MATTERS, HELP, PLANNING = "42", "43", "44"
"""The drafts of the three forms."""
VALUES, GOT = "values", "help"
MOST_MATTERS = 10


class Matters(Worded):
    """What matters, in own words and on a few scales."""

    file = "options_page"
    own = text(rows=3)
    better_soon = scale(0, MOST_MATTERS)
    keep_therapist = scale(0, MOST_MATTERS)
    spared_hard_talk = scale(0, MOST_MATTERS)
    spend_little = scale(0, MOST_MATTERS)
    no_waiting = scale(0, MOST_MATTERS)
    right_method = scale(0, MOST_MATTERS)
    be_understood = scale(0, MOST_MATTERS)
    manage_alone = scale(0, MOST_MATTERS)
    someone_there = scale(0, MOST_MATTERS)

    def __init__(self, visit: Visit, *, initial: Mapping[str, Any]) -> None:
        """With the words of the aid for what may matter."""
        super().__init__(visit, initial=initial)
        said, ends = words(visit.language, "options"), words(visit.language, "options_page")
        self.fields["own"].label = said.say("values.own_words")
        self.fields["own"].help_text = said.say("values.own_words_kept")
        for value in facts("options")["values"]:
            self.fields[value].label = said.say(f"values.{value}")
            widget = self.fields[value].widget
            if isinstance(widget, Scale):
                widget.ends = (ends.say("matters.least"), ends.say("matters.most"))


class Help(Worded):
    """For each kind of help: whether it is needed, and how much of it comes."""

    file = "options_page"
    listened = choice(get_args(Get), menu=True)
    method = choice(get_args(Get), menu=True)
    skills = choice(get_args(Get), menu=True)
    medicine = choice(get_args(Get), menu=True)
    assessment = choice(get_args(Get), menu=True)
    practical = choice(get_args(Get), menu=True)
    close_people = choice(get_args(Get), menu=True)
    my_world = choice(get_args(Get), menu=True)
    fits_my_life = choice(get_args(Get), menu=True)
    between_sessions = choice(get_args(Get), menu=True)
    room_to_try = choice(get_args(Get), menu=True)

    def __init__(self, visit: Visit, *, initial: Mapping[str, Any]) -> None:
        """With the words of the aid for the kinds of help."""
        super().__init__(visit, initial=initial)
        said, page_ = words(visit.language, "options"), words(visit.language, "options_page")
        listed = [("", page_.say("help.not_needed")), *((get, page_.say(f"help.{get}")) for get in get_args(Get))]
        for kind, field in self.fields.items():
            field.label = said.say(f"help.{kind}")
            self.offer(kind, listed)


class Planning(Worded):
    """What is chosen, and when to look again."""

    file = "options_page"
    option = choice((), required=True)
    own = line()
    review_on = day()
    contact = forms.BooleanField(required=False)

    def __init__(self, visit: Visit, *, initial: Mapping[str, Any]) -> None:
        """With the options that stand for this person, the safety branch among them."""
        super().__init__(visit, initial=initial)
        self._visit = visit
        listed = [*(one.id for one in shown(visit.answer)), apart(visit.language).id]
        self.offer("option", ((one, name(one, visit.language)) for one in listed))
        if not visit.answer.watch.safety.keep_a_contact:
            del self.fields["contact"]

    def clean_review_on(self) -> date | None:
        """A day ahead."""
        chosen: date | None = self.cleaned_data["review_on"]
        if chosen is not None and chosen <= self._visit.today:
            raise forms.ValidationError(self._visit.say("options_page.plan.not_ahead"))
        return chosen

    def clean(self) -> dict[str, Any]:
        """Nothing ends or pauses while someone is in danger and nobody else is in place."""
        given = self.cleaned_data
        option = given.get("option")
        if option and needs_a_contact(self._visit.answer, option) and not given.get("contact"):
            self.add_error("contact", self._visit.say("steps.why.contact_first"))
        return given


@page
def first(visit: Visit) -> HttpResponse:
    """What has to be decided, a way to decide, and what is good to know about the aid."""
    said = words(visit.language, "options")
    test, counts = as_a_test(visit.language)
    return visit.show(
        "options/first.html",
        title=visit.say("options_page.title"),
        section="options",
        crossed=visit.answer.watch.flags.level != "none",
        apart=apart(visit.language),
        to_mind=to_mind(visit.answer, visit.language),
        ways=said.list("steps.list"),
        ask=() if visit.answer.watch.flags.level != "none" else said.list("ask.list"),
        nothing=nothing_done(visit.language),
        test=test,
        counts=counts,
        about=about(visit.language),
    )


@page
def side_by_side(visit: Visit) -> HttpResponse:
    """All options, each with the same room for both sides."""
    answer = visit.answer
    return visit.show(
        "options/all.html",
        title=visit.say("options_page.title"),
        section="options",
        crossed=answer.watch.flags.level != "none",
        apart=apart(visit.language),
        columns=columns(answer, _sliders(visit), visit.language),
        to_mind=to_mind(answer, visit.language),
    )


@page
def what_matters(visit: Visit) -> HttpResponse:
    """What matters to the person, and how each option meets it."""
    held = _values(visit)
    start = {"own": held.text, **held.sliders} if held else {}
    form = Matters(visit, initial={**start, **draft_of(visit, MATTERS)})
    if visit.sent and form.is_valid():
        given = form.given
        _keep_values(visit, given.pop("own", None), given)
        visit.pages.keep_draft(MATTERS, "")
        visit.tell("frame.saved")
        return visit.go("options_matters")
    return visit.show(
        "options/matters.html",
        HTTPStatus.BAD_REQUEST if visit.sent else HTTPStatus.OK,
        title=visit.say("options_page.title"),
        section="options",
        form=form,
        own=held.text if held else None,
        matters=matters(_sliders(visit), visit.answer, visit.language),
    )


@page
def help_needed(visit: Visit) -> HttpResponse:
    """The help I need, the help I get, and what may fill the gap."""
    held: dict[str, Get] = _got(visit)
    form = Help(visit, initial={**held, **draft_of(visit, HELP)})
    if visit.sent and form.is_valid():
        visit.mine.set(**{GOT: form.given})
        visit.pages.keep_draft(HELP, "")
        visit.tell("frame.saved")
        return visit.go("options_help")
    said = words(visit.language, "options")
    return visit.show(
        "options/help.html",
        HTTPStatus.BAD_REQUEST if visit.sent else HTTPStatus.OK,
        title=visit.say("options_page.title"),
        section="options",
        form=form,
        rows=[(said.say(f"help.{kind}"), get) for kind, get in held.items()],
        lacks=lacks(held, visit.answer, visit.language),
    )


@page
def plan(visit: Visit) -> HttpResponse:
    """Choose a step and a day to look again; or be done with the plan there was."""
    held = plan_of(visit.mine)
    if visit.sent and "drop" in visit.posted:
        keep_plan(visit.mine, None)
        visit.tell("options_page.plan.dropped")
        return visit.go("options")
    start = {"option": held.option, "own": held.own, "review_on": held.review_on} if held else {}
    usual = {"review_on": look_again(visit.answer)}
    form = Planning(visit, initial={**usual, **start, **draft_of(visit, PLANNING)})
    if visit.sent and form.is_valid():
        given = form.given
        day_ = given.get("review_on") or look_again(visit.answer)
        keep_plan(visit.mine, Plan(given["option"], day_, visit.today, given.get("own", "")))
        visit.pages.keep_draft(PLANNING, "")
        visit.tell("options_page.plan.kept", date=day_)
        return visit.go("home")
    return visit.show(
        "options/planning.html",
        HTTPStatus.BAD_REQUEST if visit.sent else HTTPStatus.OK,
        title=visit.say("options_page.title"),
        section="options",
        form=form,
        held=held,
        to_mind=to_mind(visit.answer, visit.language),
    )


def _values(visit: Visit) -> Values | None:
    """The newest of what the person said that matters."""
    known = [one for one in visit.story.values if one.date <= visit.today]
    return max(known, key=lambda one: one.date, default=None)


def _sliders(visit: Visit) -> dict[str, int]:
    held, known = _values(visit), facts("options")["values"]
    return {value: weight for value, weight in held.sliders.items() if value in known} if held else {}


def _keep_values(visit: Visit, own: str | None, sliders: Mapping[str, int]) -> None:
    """As an entry of today; said again on the same day, it is corrected."""
    new = Values(date=visit.today, text=own, sliders=dict(sliders)).model_dump(mode="json", exclude_defaults=True)
    same = [entry for entry in visit.pages.entries(VALUES) if entry.value["date"] == visit.today.isoformat()]
    if same:
        visit.pages.correct(same[-1].id, new, seen=same[-1].version)
    else:
        visit.pages.append(VALUES, new)


def _got(visit: Visit) -> dict[str, Get]:
    held = visit.mine.settings.get(GOT) or {}
    return {kind: held[kind] for kind in facts("options")["help"] if held.get(kind) in get_args(Get)}


urls = [
    path("40", first, name="options"),
    path("41", side_by_side, name="options_all"),
    path(MATTERS, what_matters, name="options_matters"),
    path(HELP, help_needed, name="options_help"),
    path(PLANNING, plan, name="options_plan"),
    *fitting.urls,
]
