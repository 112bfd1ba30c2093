"""The first run: four doors, a few words about the therapy, and, once there is something to keep, where to keep it.

Nothing of it touches the disk before the person says so. Every page but the doors can be skipped.
"""

from __future__ import annotations

from datetime import date
from http import HTTPStatus
from typing import get_args

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import path

from unstuck.demo import SHOWN, people, story_of
from unstuck.knowledge import words
from unstuck.readout.at_a_glance import time_said
from unstuck.safety.help_lines import every_country
from unstuck.story.models import AgeBand
from unstuck.story.rough import AGES, PACES, remembered
from unstuck.told import professionals
from unstuck.vault.device import place
from unstuck.vault.entries import new_id
from unstuck.vault.problems import MACHINE, VaultProblem
from unstuck.vault.stories import ABOUT, records
from unstuck.web.forms import Worded, choice, number
from unstuck.web.notebook import Loose, Notebook
from unstuck.web.views.door import draft_of
from unstuck.web.views.now import vault_there
from unstuck.web.visit import Visit, page

DOORS = ("felt_wrong", "not_helping", "not_sure", "want_to_stop")
MOST_SESSIONS = 2000
THERAPY = "11"
"""The draft of the page about the therapy."""


class Therapy(Worded):
    """What somebody remembers of their therapy, roughly."""

    file = "first_run"
    age = choice(AGES, menu=True)
    sessions = number(0, MOST_SESSIONS)
    pace = choice(PACES, menu=True)
    kind = choice((), menu=True)

    def __init__(self, visit: Visit) -> None:
        super().__init__(visit, initial=draft_of(visit, THERAPY))
        kinds = self.fields["kind"]
        kinds.choices = [("", ""), *((country, list(listed)) for country, listed in professionals(visit.language))]  # type: ignore[attr-defined]


class About(Worded):
    """Whose help lines to show, and how old somebody is."""

    file = "first_run"
    country = choice((), menu=True)
    age_band = choice(get_args(AgeBand))

    def __init__(self, visit: Visit) -> None:
        about = visit.story.about
        super().__init__(visit, initial={"country": (about.country or "").upper(), "age_band": about.age_band})
        self.fields["country"].choices = [("", ""), *every_country(visit.language)]  # type: ignore[attr-defined]


class Passphrase(Worded):
    """A passphrase, twice."""

    file = "first_run"
    passphrase = forms.CharField(required=False, strip=False)
    again = forms.CharField(required=False, strip=False)

    def __init__(self, visit: Visit, *, shown: bool) -> None:
        super().__init__(visit, initial=visit.posted.dict())
        self._said = words(visit.language, self.file)
        if shown:  # only to be looked at: nothing of it is judged yet
            self.is_bound, self.data = False, {}
        for field in self.fields.values():
            field.widget = forms.TextInput() if shown else forms.PasswordInput(render_value=True)
            field.widget.attrs = {"autocomplete": "new-password", "spellcheck": "false", "autocapitalize": "none"}

    def clean(self) -> dict[str, object]:
        """Both are there, and the same."""
        given = self.cleaned_data
        first = str(given.get("passphrase", ""))
        if not first.strip():
            self.add_error("passphrase", self._said.say("keep.needed"))
        elif first != given.get("again"):
            self.add_error("again", self._said.say("keep.not_the_same"))
        return given


@page
def begin(visit: Visit) -> HttpResponse:
    """The first page ever: four doors. Who comes back to it may take another one and loses nothing."""
    notebook = visit.notebook
    if visit.desk is None or (notebook and (notebook.kept or notebook.demo)) or (notebook is None and vault_there()):
        return visit.go("home")
    if not visit.sent:
        return visit.show("first_run/begin.html", title=visit.say("first_run.title"), doors=DOORS)
    if notebook is None:
        visit.desk.open(Notebook(Loose()))
    door = visit.posted.get("door")
    visit.mine.set(door=door if door in DOORS else None)
    if door == "felt_wrong":
        visit.tell("first_run.at_once.felt_wrong")
        return visit.go("why_ticks")
    return visit.go("begin_therapy")


@page
def therapy(visit: Visit) -> HttpResponse:
    """What is remembered of the therapy, roughly, so that it is known how much time there has been."""
    if visit.story.therapies:
        return visit.go("why_ticks")
    form = Therapy(visit)
    if visit.sent and form.is_valid():
        if form.given:
            known = remembered(new_id(), visit.today, **form.given)
            visit.pages.append_all([one for one in records(known) if one[0] != ABOUT])
            visit.pages.keep_draft(THERAPY, "")
        return _on_to_the_questions(visit)
    return visit.show(
        "first_run/therapy.html",
        HTTPStatus.BAD_REQUEST if visit.sent else HTTPStatus.OK,
        title=visit.say("first_run.title"),
        form=form,
        door=visit.mine.settings.get("door"),
    )


def _on_to_the_questions(visit: Visit) -> HttpResponse:
    if visit.desk is not None:
        visit.desk.said.append(time_said(visit.answer, visit.language))
    return visit.go("why_ticks")


@page
def about(visit: Visit) -> HttpResponse:
    """Who can see it, whose help lines to show, and how old somebody is; on to keeping it where it isn't kept yet."""
    form = About(visit)
    if visit.sent and form.is_valid():
        if "skip" not in visit.posted:
            visit.mine.set_about(country=form.cleaned_data["country"], age_band=form.cleaned_data["age_band"])
        visit.mine.set(asked_about=True)
        danger = visit.answer.watch.safety.level != "none"
        return visit.go("home" if visit.mine.kept or visit.mine.demo or danger else "keep")
    return visit.show(
        "first_run/about.html",
        HTTPStatus.BAD_REQUEST if visit.sent else HTTPStatus.OK,
        title=visit.say("first_run.title"),
        form=form,
        folder=str(settings.UNSTUCK_FOLDER),
    )


@page
def keep(visit: Visit) -> HttpResponse:
    """Put what was written into a vault, with a passphrase or without; where that fails, nothing of it is lost."""
    mine = visit.mine
    if mine.kept or mine.demo or not isinstance(mine.pages, Loose):
        return visit.go("kept" if mine.code else "home")
    if not visit.sent and not mine.settings.get("asked_about"):
        return visit.go("about")
    shown = "show" in visit.posted
    form, problem = Passphrase(visit, shown=shown), ""
    without = "without" in visit.posted
    if visit.sent and not shown and (without or form.is_valid()):
        try:
            return _kept(visit, mine.pages, None if without else form.cleaned_data["passphrase"])
        except VaultProblem as error:
            problem = error.text(visit.language)
            status = HTTPStatus.SERVICE_UNAVAILABLE if error.id in MACHINE else HTTPStatus.CONFLICT
    else:
        status = HTTPStatus.BAD_REQUEST if visit.sent and not shown else HTTPStatus.OK
    return visit.show(
        "first_run/keep.html",
        status,
        title=visit.say("first_run.title"),
        form=form,
        problem=problem,
        shown=shown,
        secret_in=place(),
    )


def _kept(visit: Visit, pages: Loose, passphrase: str | None) -> HttpResponse:
    mine = visit.mine
    vault, code = pages.into_vault(settings.UNSTUCK_FOLDER, passphrase)
    if visit.desk is not None:
        kept = Notebook(vault, kept=True, therapy=mine.therapy, asked=list(mine.asked), code=code)
        visit.desk.open(kept)
    return visit.go("kept")


@page
def kept(visit: Visit) -> HttpResponse:
    """The recovery code, until the person says that it is written down; then never again."""
    mine = visit.mine
    if visit.sent or not mine.code:
        mine.code = ""
        return visit.go("home")
    return visit.show("first_run/kept.html", title=visit.say("first_run.title"), code=mine.code)


@page
def demos(visit: Visit) -> HttpResponse:
    """Some invented people to look at, by their titles."""
    names = list(people())
    listed = [(names.index(name), people()[name]["title"], people()[name]["about"]) for name in SHOWN]
    return visit.show("first_run/demos.html", title=visit.say("first_run.title"), people=listed)


@page
def demo(visit: Visit, number: int) -> HttpResponse:
    """An invented person's pages, on their own last day; a person's own lie under them, untouched."""
    if number >= len(people()):
        raise Http404
    if not visit.sent or visit.desk is None:
        return visit.go("demos")
    name = list(people())[number]
    if visit.notebook is None:
        visit.desk.open(Notebook(Loose(), demo=name))
    visit.mine.look_at(name, story_of(name), date.fromisoformat(people()[name]["on"]))
    return visit.go("home")


@page
def end_demo(visit: Visit) -> HttpResponse:
    """Leave the invented person."""
    if visit.sent and visit.desk is not None and visit.mine.demo:
        visit.mine.look_away()
    return visit.go("home")


urls = [
    path("10", begin, name="begin"),
    path("11", therapy, name="begin_therapy"),
    path("13", about, name="about"),
    path("15", keep, name="keep"),
    path("16/<int:number>", demo, name="demo"),
    path("17", end_demo, name="end_demo"),
    path("18", demos, name="demos"),
    path("19", kept, name="kept"),
]
