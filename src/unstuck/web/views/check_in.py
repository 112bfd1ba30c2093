"""The pages of this room."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import path

from unstuck.web.visit import Visit, page


@page
def first(visit: Visit) -> HttpResponse:
    """The first page of the room."""
    _ = visit.mine
    return visit.show("check_in/first.html", title=visit.say("check_in_page.title"), section="check_in")


urls = [path("20", first, name="check_in")]
