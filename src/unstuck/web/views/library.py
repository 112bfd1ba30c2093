"""The library: what is known about each reason, therapy, concern, profession, option, scale and source, and a search.

Addresses are places in the library's order, and what is searched for travels in a form, so that a history says nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from django.http import Http404, HttpResponse
from django.urls import path

from unstuck.explain import Entry, Kind, explain, library, search
from unstuck.web.forms import Worded, line
from unstuck.web.places import ids
from unstuck.web.visit import Visit, page

KINDS: tuple[Kind, ...] = get_args(Kind)


class Search(Worded):
    """What to look for."""

    file = "library_page"
    words = line()


@dataclass(frozen=True, slots=True)
class Shelf:
    """Everything of one kind."""

    number: int
    kind: Kind
    entries: tuple[Entry, ...]


@page
def first(visit: Visit) -> HttpResponse:
    """Everything by kind, and what a search finds."""
    _ = visit.mine
    form = Search(visit)
    wanted = form.given.get("words", "") if visit.sent and form.is_valid() else ""
    found = _shelves(search(wanted, visit.language)) if wanted else ()
    return visit.show(
        "library/first.html",
        400 if visit.sent and form.errors else 200,
        title=visit.say("library_page.title"),
        section="library",
        form=form,
        searched=bool(wanted),
        found=[shelf for shelf in found if shelf.entries],
        count=sum(len(shelf.entries) for shelf in found),
        shelves=_shelves(library(visit.language)),
    )


@page
def shelf(visit: Visit, number: int) -> HttpResponse:
    """Everything of one kind."""
    _ = visit.mine
    if number >= len(KINDS):
        raise Http404
    shown = _shelves(library(visit.language))[number]
    return visit.show("library/shelf.html", title=visit.say("library_page.title"), section="library", shelf=shown)


@page
def item(visit: Visit, number: int) -> HttpResponse:
    """What is known about one thing."""
    _ = visit.mine
    if number >= len(ids()):
        raise Http404
    found = explain(ids()[number], visit.language)
    return visit.show(
        "library/item.html",
        title=visit.say("library_page.title"),
        section="library",
        found=found,
        shelf=KINDS.index(found.kind),
    )


def _shelves(entries: tuple[Entry, ...]) -> tuple[Shelf, ...]:
    return tuple(
        Shelf(number, kind, tuple(entry for entry in entries if entry.kind == kind))
        for number, kind in enumerate(KINDS)
    )


urls = [
    path("90", first, name="library"),
    path("91/<int:number>", item, name="library_item"),
    path("92/<int:number>", shelf, name="library_shelf"),
]
