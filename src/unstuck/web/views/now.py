"""The first page: where things stand, or the way in where nothing was written yet."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.urls import path

from unstuck.vault.problems import VaultProblem
from unstuck.vault.vault import Vault
from unstuck.web.visit import Visit, page


@page
def home(visit: Visit) -> HttpResponse:
    """Now, the locked door, or the first run."""
    if visit.notebook is not None:
        return visit.show("now/now.html", title=visit.say("now.title"), section="now", answer=visit.answer)
    return visit.go("door" if _there() else "begin")


def _there() -> bool:
    """Whether there is a vault."""
    try:
        Vault.ways(settings.UNSTUCK_FOLDER)
    except VaultProblem as problem:
        if problem.id == "no_vault":
            return False
        raise
    return True


urls = [path("", home, name="home")]
