"""The pages of this room."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import path

from unstuck.web.visit import Visit, page


@page
def first(visit: Visit) -> HttpResponse:
    """The first page of the room."""
    _ = visit.mine
    return visit.show("why/first.html", title=visit.say("why_page.title"), section="why")


urls = [path("30", first, name="why")]
