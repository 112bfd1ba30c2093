"""Which page is where? Addresses are numbers, since a browser's history is read by others."""

from __future__ import annotations

from django.urls import URLPattern

from unstuck.web.views import ROOMS

urlpatterns: list[URLPattern] = [pattern for room in ROOMS for pattern in room.urls]

handler404 = "unstuck.web.views.door.no_such_page"
handler400 = "unstuck.web.views.door.bad_request"
handler500 = "unstuck.web.views.door.fault"
