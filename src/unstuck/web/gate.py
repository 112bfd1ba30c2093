"""Who may come in? Only pages of ours, in a browser that Unstuck itself opened, on this machine.

A page elsewhere may know our port and try to reach us through the person's browser (DNS rebinding, cross-site
requests): Host and Origin are checked before anything else is looked at. A browser comes in by a one-time link and is
known by its cookie from then on. Nothing a page says may be kept by the browser.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve
from django.utils.encoding import iri_to_uri

from unstuck.web.desk import DESKS, Desk

COOKIE = "k"
OPEN_TO_ALL = frozenset({"enter", "help", "left"})
"""Pages that hold nothing of a person and need no key: the way in, help, and where quick exit leads."""
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_KEEP_NOTHING = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

Answer = Callable[[HttpRequest], HttpResponse]


def headers(get_response: Answer) -> Answer:
    """Tell the browser to keep nothing and to send nothing on."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in _KEEP_NOTHING.items():
            if not (name == "Cache-Control" and request.path.startswith(settings.STATIC_URL)):
                response.headers[name] = value
        return response

    return answer


def local_only(get_response: Answer) -> Answer:
    """Refuse what was not meant for this address, or comes from a page elsewhere."""

    def answer(request: HttpRequest) -> HttpResponse:
        host = request.META.get("HTTP_HOST", "")
        if host not in _addresses():
            return _refused()
        origin = request.META.get("HTTP_ORIGIN")
        if origin is not None and origin != f"http://{host}":
            return _refused()
        if request.META.get("HTTP_SEC_FETCH_SITE") in {"cross-site", "same-site"} and not _is_a_visit(request):
            return _refused()
        return get_response(request)

    return answer


def one_browser(get_response: Answer) -> Answer:
    """Let in only browsers that came by a one-time link, but to pages that hold nothing of a person."""

    def answer(request: HttpRequest) -> HttpResponse:
        desk = DESKS.find(request.COOKIES.get(COOKIE))
        request.desk = desk  # type: ignore[attr-defined]  # read by `desk_of` alone
        if desk is None and _page(request) not in OPEN_TO_ALL:
            from unstuck.web.views.door import not_let_in  # noqa: PLC0415 - views need this module

            return not_let_in(request)
        return get_response(request)

    return answer


def desk_of(request: HttpRequest) -> Desk | None:
    """The desk of the browser that asks, None where it has none."""
    return cast("Desk | None", getattr(request, "desk", None))


def give_key(response: HttpResponse, desk: Desk) -> None:
    """Have the browser bring its key from now on, until it is closed."""
    response.set_cookie(COOKIE, desk.key, httponly=True, samesite="Strict")


def _after(to: str) -> str:
    return f"0; url={iri_to_uri(to)}"


def _addresses() -> frozenset[str]:
    return frozenset(settings.UNSTUCK_ADDRESSES)


def _is_a_visit(request: HttpRequest) -> bool:
    """Whether a person followed a link or typed an address, which shows nothing to the page they came from."""
    return request.method in SAFE and request.META.get("HTTP_SEC_FETCH_MODE") == "navigate"


def _page(request: HttpRequest) -> str | None:
    try:
        return resolve(request.path_info).url_name
    except Resolver404:
        return None


def _refused() -> HttpResponse:
    return HttpResponse(status=403, content_type="text/plain")


def leave(to: str) -> HttpResponse:
    """Send the browser away, and have it forget what it kept of us.

    A form may lead to pages of ours alone, so that a browser stops on the way elsewhere: there it is told to go on.
    """
    response = HttpResponseRedirect(to) if to.startswith("/") else HttpResponse(headers={"Refresh": _after(to)})
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response
