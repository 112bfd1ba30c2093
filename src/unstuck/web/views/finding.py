"""The pages of this room."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import path

from unstuck.web.visit import Visit, page


@page
def first(visit: Visit) -> HttpResponse:
    """The first page of the room."""
    _ = visit.mine
    return visit.show("finding/first.html", title=visit.say("finding_page.title"), section="changing")


urls = [path("80", first, name="finding")]
