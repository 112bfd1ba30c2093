"""Who may come in? Only pages of ours, in a browser that Unstuck itself opened, on this machine.

A page elsewhere may know our port and try to reach us through the person's browser (DNS rebinding, cross-site
requests): Host and Origin are checked before anything else is looked at. A browser comes in by a one-time link and is
known by its cookie from then on. Nothing a page says may be kept by the browser.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from unstuck.web.desk import COOKIE, DESKS
from unstuck.web.views.door import not_let_in

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
            return not_let_in(request)
        return get_response(request)

    return answer


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
