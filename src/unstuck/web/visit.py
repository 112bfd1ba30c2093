"""One request, with all that a page needs: who asks, what they have open, in which language, and how to answer.

    @page
    def now(visit: Visit) -> HttpResponse:
        return visit.show("now/now.html", section="now", answer=visit.mine.answer())

`page` makes a Django view of it: forms of one browser are taken one after the other, one sent twice counts once, one
that meets a locked vault waits until it is opened, and whatever a vault or a story says no to becomes one clear page.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate, ParamSpec, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from unstuck.knowledge import Blank, words
from unstuck.readout import Readout
from unstuck.story import Story, Unreadable
from unstuck.vault.problems import MACHINE, VaultProblem
from unstuck.web.desk import Desk, Held, desk_of
from unstuck.web.face import Face, face
from unstuck.web.notebook import Notebook, Pages

ONCE = "once"
NOT_AGAIN = frozenset({ONCE, "csrfmiddlewaretoken", "passphrase", "again", "current", "code"})
"""What a page never repeats that was sent: its own marks, and secrets."""
LANGUAGE = "en"
P = ParamSpec("P")


class Locked(Exception):
    """Nothing is open: the person is asked for the passphrase first."""


@dataclass(slots=True)
class Visit:
    """One request.

    Attributes:
        request: as Django has it.
        desk: the browser's, None where it was not let in (only pages that hold nothing of a person see that).
        posted: what a form says; one that waited for the vault is here as if it had just been sent.
    """

    request: HttpRequest
    desk: Desk | None
    posted: QueryDict
    _face: Face | None = None

    @property
    def sent(self) -> bool:
        """Whether a form was sent."""
        return self.request.method == "POST"

    @property
    def notebook(self) -> Notebook | None:
        """What is open, None when nothing is."""
        return self.desk.notebook if self.desk else None

    @property
    def mine(self) -> Notebook:
        """What is open.

        Raises:
            Locked: nothing is.
        """
        found = self.notebook
        if found is None:
            raise Locked
        return found

    @property
    def pages(self) -> Pages:
        """The entries of what is open. Raises as `mine`."""
        return self.mine.pages

    @property
    def story(self) -> Story:
        """The story they tell. Raises as `mine`."""
        return self.mine.story

    @property
    def answer(self) -> Readout:
        """Today's read-out. Raises as `mine`."""
        return self.mine.answer()

    @property
    def today(self) -> date:
        """The day it is in the pages that are open, else the real one."""
        found = self.notebook
        return found.today if found else date.today()  # noqa: DTZ011 - a person's own day

    @property
    def language(self) -> str:
        """The folder of words to show."""
        return self.face.language or LANGUAGE

    @property
    def face(self) -> Face:
        """What the app is called and how it looks, which is known before anything is opened."""
        if self._face is None:
            self._face = face(settings.UNSTUCK_FOLDER)
        return self._face

    def say(self, key: str, **blanks: Blank) -> str:
        """A sentence by its file and id, such as "frame.saved"."""
        file, _, rest = key.partition(".")
        return words(self.language, file).say(rest, **blanks)

    def tell(self, key: str, **blanks: Blank) -> None:
        """Have a sentence stand on top of the next page."""
        if self.desk is not None:
            self.desk.said.append(self.say(key, **blanks))

    def show(self, template: str, status: int = 200, **context: Any) -> HttpResponse:  # noqa: ANN401 - a template's
        """The page of a template.

        `title` (a neutral word, since a history is read by others) and `section` are the frame's; everything else is
        the template's own. What was deleted can be brought back until a page is shown that doesn't offer to.
        """
        if self.notebook and self.notebook.undoable and status == HTTPStatus.OK and not context.get("undo"):
            self.notebook.forget_destroyed()
        said = []
        if self.desk is not None:
            said, self.desk.said = self.desk.said, []
        frame = {"visit": self, "language": self.language, "said": said, "once": secrets.token_urlsafe(12)}
        return render(self.request, template, {**frame, **context}, status=status)

    def go(self, name: str, *arguments: object) -> HttpResponseRedirect:
        """Send the browser to a page, by its name in `urls`."""
        return redirect(reverse(name, args=arguments))


View = Callable[Concatenate[Visit, P], HttpResponse]
Answered = Callable[Concatenate[HttpRequest, P], HttpResponse]


def page(view: View[P]) -> Answered[P]:
    """Make a Django view of one that takes a visit."""

    def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        visit = Visit(request, desk_of(request), request.POST)
        if not visit.sent or visit.desk is None:
            return _answered(visit, view, *args, **kwargs)
        with visit.desk.turn:
            number = visit.posted.get(ONCE, "")
            if number in visit.desk.taken:
                return HttpResponseRedirect(visit.desk.taken[number])
            response = _answered(visit, view, *args, **kwargs)
            if number and isinstance(response, HttpResponseRedirect) and visit.desk.held is None:
                visit.desk.take(number, response.url)
            return response

    return cast("Answered[P]", wraps(view)(answer))


def _answered(visit: Visit, view: View[P], *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
    try:
        return view(visit, *args, **kwargs)
    except Locked:
        return _to_the_door(visit)
    except Unreadable as unreadable:
        return _problem(visit, 400, *(problem.text(visit.language) for problem in unreadable.problems))
    except VaultProblem as problem:
        if problem.id in {"locked", "key_changed", "no_vault"} and visit.desk is not None:
            visit.desk.lock()
            return _to_the_door(visit)
        return _problem(visit, 503 if problem.id in MACHINE else 409, problem.text(visit.language))


def _problem(visit: Visit, status: int, *problems: str) -> HttpResponse:
    """Why not; and all that was sent, to be seen and sent once more."""
    lists = visit.posted.lists() if visit.sent else ()
    sent = [(name, value) for name, values in lists if name not in NOT_AGAIN for value in values]
    own = [value for _, value in sent if " " in value.strip()]
    title = visit.say("frame.problem.title")
    return visit.show("frame/problem.html", status, title=title, problems=problems, sent=sent, own=own)


def _to_the_door(visit: Visit) -> HttpResponse:
    if visit.sent and visit.desk is not None:
        visit.desk.held = Held(visit.request.get_full_path(), visit.posted.copy())
    return visit.go("door")
