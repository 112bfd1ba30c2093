"""The first run: four doors, and an invented person to look at; what is written is kept once the person says so."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.http import HttpResponse
from django.urls import path

from unstuck.demo import people, story_of
from unstuck.vault.vault import Vault
from unstuck.web.notebook import Loose, Notebook
from unstuck.web.visit import Visit, page


@page
def begin(visit: Visit) -> HttpResponse:
    """The first page ever."""
    if visit.sent and visit.desk is not None:
        visit.desk.open(Notebook(Loose()))
        return visit.go("home")
    return visit.show("first_run/begin.html", title=visit.say("first_run.title"))


@page
def keep(visit: Visit) -> HttpResponse:
    """Put what was written into a vault, with a passphrase or without."""
    if visit.sent and visit.desk is not None:
        loose = visit.mine.pages
        vault, code = Vault.create(settings.UNSTUCK_FOLDER, visit.posted.get("passphrase") or None)
        vault.append_all([(entry.kind, entry.value) for entry in loose.entries()])
        visit.desk.open(Notebook(vault, kept=True))
        return visit.show("first_run/kept.html", title=visit.say("first_run.title"), code=code)
    return visit.show("first_run/keep.html", title=visit.say("first_run.title"))


@page
def demo(visit: Visit, number: int) -> HttpResponse:
    """An invented person's pages, on their own last day."""
    name = list(people())[number % len(people())]
    if visit.sent and visit.desk is not None:
        day = date.fromisoformat(people()[name]["on"])
        visit.desk.open(Notebook(Loose(story_of(name)), demo=name, day=day))
        return visit.go("home")
    return visit.show("first_run/begin.html", title=visit.say("first_run.title"))


@page
def end_demo(visit: Visit) -> HttpResponse:
    """Leave the invented person."""
    if visit.sent and visit.desk is not None and visit.mine.demo:
        visit.desk.lock()
    return visit.go("home")


urls = [
    path("10", begin, name="begin"),
    path("15", keep, name="keep"),
    path("16/<int:number>", demo, name="demo"),
    path("17", end_demo, name="end_demo"),
]
