"""How does one come in, lock, leave at once, and get help? The pages that hold nothing of a person."""

from __future__ import annotations

import json
import sys
from datetime import date
from http import HTTPStatus

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import path, resolve, reverse
from django.utils.encoding import iri_to_uri

from unstuck.knowledge import words
from unstuck.safety.help_lines import HelpLine, countries, help_lines, read_out
from unstuck.vault.problems import VaultProblem
from unstuck.vault.vault import Vault
from unstuck.web.desk import DESKS, Desk, desk_of, give_key
from unstuck.web.forms import Worded
from unstuck.web.notebook import Notebook
from unstuck.web.visit import ONCE, Visit, page

NOT_DRAFT = frozenset({ONCE, "csrfmiddlewaretoken", "draft"})


class Passphrase(Worded):
    """What opens the vault: the passphrase, or the recovery code."""

    file = "door"
    passphrase = forms.CharField(
        required=False, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    code = forms.CharField(required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))


@page
def enter(visit: Visit, token: str) -> HttpResponse:
    """Let a browser in by its one-time link; one that is in already may follow it again."""
    desk = DESKS.enter(token) or visit.desk
    if desk is None:
        return not_let_in(visit.request)
    response = visit.go("home")
    give_key(response, desk)
    return response


@page
def door(visit: Visit) -> HttpResponse:
    """Open what is locked; a form that came too late is then taken after all."""
    desk = visit.desk
    if desk is None or visit.notebook is not None:
        return visit.go("home")
    form = Passphrase(visit)
    problem = ""
    if visit.sent or "device" in Vault.ways(settings.UNSTUCK_FOLDER):
        try:
            desk.open(Notebook(_opened(visit, form), kept=True))
        except VaultProblem as error:
            problem = error.text(visit.language)
        else:
            return _go_on(visit, desk)
    return visit.show(
        "door/door.html",
        HTTPStatus.FORBIDDEN if problem and visit.sent else HTTPStatus.OK,
        title=visit.say("door.title"),
        form=form,
        problem=problem,
        held=desk.held is not None,
    )


def _opened(visit: Visit, form: Passphrase) -> Vault:
    folder = settings.UNSTUCK_FOLDER
    if not visit.sent:
        return Vault.open_on_this_device(folder)
    form.is_valid()
    if form.cleaned_data.get("code"):
        return Vault.open_with_recovery_code(folder, form.cleaned_data["code"])
    return Vault.open_with_passphrase(folder, form.cleaned_data.get("passphrase", ""))


def _go_on(visit: Visit, desk: Desk) -> HttpResponse:
    """Take the form that waited, as if it had just been sent; else the first page."""
    held, desk.held = desk.held, None
    if held is None:
        return visit.go("home")
    match = resolve(held.path.partition("?")[0])
    request = visit.request
    request.method, request.path, request.path_info = "POST", held.path, held.path
    request.POST = held.posted  # type: ignore[assignment]  # as mutable as any copy, and nobody changes it
    answer: HttpResponse = match.func(request, *match.args, **match.kwargs)
    return answer


@page
def lock(visit: Visit) -> HttpResponse:
    """Lock now. By a link as well, since it harms nobody and must be quick."""
    if visit.desk is not None:
        visit.desk.clear()
    return visit.show("door/locked.html", title=visit.say("door.locked.title"))


def leave_now(request: HttpRequest) -> HttpResponse:
    """Quick exit: lock, forget, and go to a page that looks like nothing, or to the one the person chose."""
    desk = desk_of(request)
    to = reverse("left")
    if desk is not None:
        notebook = desk.notebook
        chosen = notebook.settings.get("exit") if notebook else None
        to = chosen or to
        desk.clear()
    return _away(to)


def _away(to: str) -> HttpResponse:
    """Send the browser away, and have it forget what it kept of us.

    A form may lead to pages of ours alone, so that a browser stops on the way elsewhere: there it is told to go on.
    """
    response = HttpResponseRedirect(to) if to.startswith("/") else HttpResponse(headers={"Refresh": _after(to)})
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


def _after(to: str) -> str:
    return f"0; url={iri_to_uri(to)}"


def left(request: HttpRequest) -> HttpResponse:
    """A page that says nothing of us."""
    return render(request, "door/left.html")


@page
def draft(visit: Visit) -> HttpResponse:
    """Keep what is half written."""
    name = visit.posted.get("draft", "")
    said = {key: values for key, values in visit.posted.lists() if key not in NOT_DRAFT and any(map(str.strip, values))}
    if visit.sent and name.isdigit():
        visit.pages.keep_draft(name, json.dumps(said) if said else "")
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def draft_of(visit: Visit, number: str) -> dict[str, object]:
    """What was half written in the form of that number, as a form's `initial`; lists where several can be chosen."""
    found = visit.pages.draft(number)
    said = QueryDict(mutable=True)
    for key, values in (json.loads(found) if found else {}).items():
        said.setlist(key, values)
    return {key: values if len(values) > 1 else values[0] for key, values in said.lists()}


@page
def who_sees(visit: Visit) -> HttpResponse:
    """Who can see it, and where it is."""
    return visit.show("door/who_sees.html", title=visit.say("door.who.title"), folder=str(settings.UNSTUCK_FOLDER))


@page
def help_now(visit: Visit) -> HttpResponse:
    """Whom to call, for the person's country first, then for every other; works for everyone and without scripts."""
    about = visit.notebook.story.about if visit.notebook else None
    mine = about.country if about else None
    minor = about is not None and about.age_band == "under_18"
    afraid = frozenset({"afraid_at_home"} if visit.notebook and visit.answer.watch.safety.afraid_at_home else ())
    today = date.today()  # noqa: DTZ011 - whether a number is out of date is asked of the real day
    others = [(code, name, _said(visit, help_lines(code, today))) for code, name in countries(visit.language)]
    own = _said(visit, help_lines(mine, today, minor=minor, needs=afraid))
    name = dict(countries(visit.language)).get((mine or "").upper())
    return visit.show("door/help.html", title=visit.say("door.help.title"), own=own, country=name, others=others)


def _said(visit: Visit, lines: tuple[HelpLine, ...]) -> list[dict[str, str | None]]:
    return [read_out(line, words(visit.language, "safety")) for line in lines]


def not_let_in(request: HttpRequest) -> HttpResponse:
    """The page for a browser that Unstuck did not open."""
    visit = Visit(request, None, QueryDict())
    return visit.show("door/not_let_in.html", HTTPStatus.FORBIDDEN, title=visit.say("door.not_let_in.title"))


def refused(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """A form that can't be shown to be ours."""
    return _problem(request, "refused", HTTPStatus.FORBIDDEN)


def no_such_page(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """There is no such page."""
    return _problem(request, "no_page", HTTPStatus.NOT_FOUND)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What was sent can't be taken, such as more than fits."""
    too_large = type(exception).__name__ == "RequestDataTooBig"
    return _problem(
        request,
        "too_large" if too_large else "bad_request",
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE if too_large else HTTPStatus.BAD_REQUEST,
    )


def fault(request: HttpRequest) -> HttpResponse:
    """A fault of ours: its kind and the place in our code, since a message could hold what someone wrote."""
    kind, _, trace = sys.exc_info()
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}" if trace else "?"
    name = kind.__name__ if kind else "?"
    return _problem(request, "fault", HTTPStatus.INTERNAL_SERVER_ERROR, kind=name, place=place)


def _problem(request: HttpRequest, what: str, status: int, **blanks: str) -> HttpResponse:
    visit = Visit(request, desk_of(request), QueryDict())
    said = [visit.say(f"door.problem.{what}", **blanks)]
    return visit.show("frame/problem.html", status, title=visit.say("frame.problem.title"), problems=said)


urls = [
    path("1", help_now, name="help"),
    path("2", leave_now, name="leave"),
    path("3", left, name="left"),
    path("4", door, name="door"),
    path("5", lock, name="lock"),
    path("6", draft, name="draft"),
    path("7/<str:token>", enter, name="enter"),
    path("8", who_sees, name="who_sees"),
]
