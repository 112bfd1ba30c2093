"""The pages of this room."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import path

from unstuck.web.visit import Visit, page


@page
def first(visit: Visit) -> HttpResponse:
    """The first page of the room."""
    _ = visit.mine
    return visit.show("library/first.html", title=visit.say("library_page.title"), section="library")


urls = [path("90", first, name="library")]
