"""The promise: every page can be read and used by everyone, loads nothing from elsewhere, and runs nobody's words."""

import sys
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.urls import resolve
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.hostile import ON, hostile
from tests.browser.walking import SMALL, Walk, said, too_wide, trouble
from tests.people import PEOPLE
from unstuck.web.notebook import Loose, Notebook
from unstuck.web.serving import App

FILES = ("talk_file", "handover_pdf", "call_pdf", "call_pdf_blank", "export", "backup", "calendar")
NOT_FOLLOWED = frozenset({"lock", "enter", "leave", *FILES})
REACHED: list[tuple[str, int]] = []


def _note_connections(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        REACHED.append((str(arguments[1][0]), int(arguments[1][1])))


sys.addaudithook(_note_connections)


def pages(page: Page, app: App, of_each_kind: int) -> Iterator[str]:
    """Every page that links lead to, so many of one kind; the browser stands on the one that is given."""
    waiting, seen, kinds = ["/"], {"/"}, dict[str, int]()
    while waiting:
        address = waiting.pop(0)
        answer = page.goto(app.address + address)
        assert answer is not None
        assert answer.status == 200, address
        yield address
        links = page.eval_on_selector_all("main a[href], nav a[href], footer a[href]", "all => all.map(a => a.href)")
        for link in links:
            place = urlsplit(link)
            if f"{place.scheme}://{place.netloc}" != app.address or place.path in seen:
                continue
            kind = str(resolve(place.path).url_name)
            seen.add(place.path)
            kinds[kind] = kinds.get(kind, 0) + 1
            if kinds[kind] <= of_each_kind and kind not in NOT_FOLLOWED:
                waiting.append(place.path)


@pytest.fixture
def under_attack(walk: Walk) -> Walk:
    walk.own(Notebook(Loose(hostile()), day=date.fromisoformat(ON)))
    return walk


def test_no_page_runs_or_loads_what_a_person_wrote_and_none_reaches_out(under_attack: Walk, app: App) -> None:
    page, asked, wrong = under_attack.page, set[str](), list[str]()
    page.on("request", lambda request: asked.add(request.url))
    page.on("dialog", lambda dialog: wrong.append(dialog.message))
    page.on("console", lambda message: wrong.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    REACHED.clear()
    visited = list[str]()
    for address in pages(page, app, of_each_kind=2):
        visited.append(address)
        assert page.locator("img[src=x], main script, svg[onload]").count() == 0, address
        assert "{{" not in page.locator("main").inner_text() or "7*7" in page.locator("main").inner_text()
        assert len(page.title().split(" · ")) == 2, address
        assert "?" not in page.url, address
    assert len(visited) > 40
    assert wrong == []
    assert {url for url in asked if not url.startswith(app.address)} == set()
    assert {host for host, _ in REACHED} <= {"127.0.0.1"}


def test_every_page_passes_wcag_in_any_light_and_fits_a_small_screen(under_attack: Walk, app: App) -> None:
    page = under_attack.page
    page.set_viewport_size(SMALL)
    found = dict[str, Any]()
    for address in pages(page, app, of_each_kind=1):
        violations = {**trouble(page, "light"), **trouble(page, "dark")}
        if violations or too_wide(page):
            found[address] = violations or "too wide"
    assert found == {}


def test_every_page_works_without_scripts(window: BrowserContext, app: App, folder: None) -> None:  # noqa: ARG001 - set
    assert window.browser is not None
    bare = window.browser.new_context(java_script_enabled=False).new_page()
    bare.goto(app.link())
    walk = Walk(bare, date.today())  # noqa: DTZ011 - a person's own day
    walk.demo(list(PEOPLE).index("going_well"))
    for address in ("/", "/1", "/20", "/30", "/40", "/50", "/70", "/90", "/100"):
        answer = bare.goto(app.address + address)
        assert answer is not None
        assert answer.status == 200, address
        expect(bare.get_by_role("heading", level=1)).to_be_visible()
    walk.button("frame.leave")
    assert bare.url.endswith("/3")
    bare.context.close()


def test_a_screen_reader_finds_its_way_on_every_section(walk: Walk, app: App) -> None:
    walk.demo(list(PEOPLE).index("stalled_after_a_gain"))
    for address in ("/", "/20", "/30", "/40", "/50", "/70", "/90", "/100"):
        walk.page.goto(app.address + address)
        expect(walk.page.locator("body")).to_match_aria_snapshot(f"""
            - link "{said("frame.skip")}"
            - banner:
              - link "Unstuck"
              - link "{said("frame.help")}"
              - button "{said("frame.leave")}"
            - navigation "{said("frame.nav.label")}":
              - list
            - main:
              - heading [level=1]
            - contentinfo
        """)
        assert walk.page.get_by_role("heading", level=1).count() == 1, address
        levels = walk.page.eval_on_selector_all("h1,h2,h3,h4", "all => all.map(h => Number(h.tagName[1]))")
        steps = pairwise(levels)
        assert all(later - earlier <= 1 for earlier, later in steps), (address, levels)


def test_on_paper_there_is_the_page_and_not_the_way_around(walk: Walk, app: App) -> None:
    walk.demo(list(PEOPLE).index("stalled_after_a_gain"))
    walk.page.emulate_media(media="print")
    for address in ("/", "/40", "/71"):
        walk.page.goto(app.address + address)
        for part in ("header", "nav", "footer"):
            expect(walk.page.locator(f"body > {part}")).to_be_hidden()
        expect(walk.page.get_by_role("heading", level=1)).to_be_visible()
