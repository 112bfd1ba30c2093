"""The promise: the whole walk hangs together, from first doubt to someone new, on a small screen without scripts."""

from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.browser.walking import SMALL, Walk, said
from unstuck.vault.vault import Vault
from unstuck.web.serving import App

PASSPHRASE = "four plain words here"  # noqa: S105 - of nobody
TROUBLE = "We talk about my week and never about the checking"


@pytest.fixture
def bare(chromium: Browser, app: App, folder: Path) -> Iterator[Walk]:  # noqa: ARG001 - the folder has to be set
    context = chromium.new_context(java_script_enabled=False, viewport=SMALL)
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto(app.link())
    yield Walk(page, date.today())  # noqa: DTZ011 - a person's own day
    context.close()


def test_from_the_first_doubt_over_a_talk_to_someone_new(bare: Walk, app: App, folder: Path) -> None:
    page = bare.page
    _first_answer(bare)
    _keep(bare)
    _check_in(bare)
    _talk(bare)
    _hand_over(bare, app)
    _find_someone(bare)
    bare.section("now")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    bare.link("frame.lock")
    page.goto(app.address + "/100")
    expect(page.get_by_label(said("door.fields.passphrase.label"))).to_be_visible()
    story = Vault.open_with_passphrase(folder, PASSPHRASE).story()
    assert [talk.asked_for for talk in story.conversations] == ["Less talk, more doing"]
    assert {told.form for told in story.told} == {"brief", "handover"}
    assert [one.name for one in story.candidates] == ["Ms Hill"]
    assert any(session.note == TROUBLE for session in story.sessions)


def _first_answer(walk: Walk) -> None:
    walk.button("first_run.doors.not_helping")
    walk.page.get_by_label(said("first_run.fields.sessions.label")).fill("9")
    walk.button("frame.next")
    walk.button("why_page.ticks.go")
    while walk.page.url.endswith("/32"):
        walk.button("why_page.answer.unsure")
    expect(walk.page.get_by_role("heading", level=1)).to_have_text(said("why_page.so.heading"))


def _keep(walk: Walk) -> None:
    walk.link("frame.keep")
    walk.button("frame.skip_this")
    walk.page.get_by_label(said("first_run.fields.passphrase.label")).fill(PASSPHRASE)
    walk.page.get_by_label(said("first_run.fields.again.label")).fill(PASSPHRASE)
    walk.button("first_run.keep.with")
    walk.button("first_run.kept.written")


def _check_in(walk: Walk) -> None:
    walk.section("check_in")
    walk.link("check_in_page.after_button")
    walk.page.locator("input[name=after][value='-2']").check(force=True)
    walk.page.get_by_label(said("check_in_page.fields.note.label")).fill(TROUBLE)
    walk.button("check_in_page.save")
    expect(walk.page.get_by_role("status")).to_be_visible()


def _talk(walk: Walk) -> None:
    walk.section("talk")
    walk.link("talk_page.prepare.go")
    walk.page.get_by_label(said("talk_page.own.facts")).fill(TROUBLE)
    walk.button("talk_page.choose.go")
    expect(walk.page.locator(".sheet")).to_contain_text(TROUBLE)
    assert TROUBLE in _pdf(walk.page, "talk_page.preview.pdf")
    walk.button("talk_page.preview.handed")
    walk.link("talk_page.after.go")
    walk.page.get_by_label(said("talk_page.fields.asked_for.label")).fill("Less talk, more doing")
    walk.page.get_by_label(said("ledger.saw.blamed_me")).check()
    walk.page.get_by_label(said("talk_page.fields.review_on.label")).fill((walk.today + timedelta(21)).isoformat())
    walk.button("frame.save")
    expect(walk.page.locator("main")).to_contain_text("Less talk, more doing")


def _hand_over(walk: Walk, app: App) -> None:
    walk.section("changing")
    walk.page.goto(app.address + "/71")
    expect(walk.page.get_by_role("heading", level=1)).to_be_visible()
    walk.section("changing")
    walk.link("moving_on_page.handover.go")
    walk.page.get_by_label(said("handover.items.not_helped.label")).fill(TROUBLE)
    walk.button("frame.next")
    walk.page.locator("input[value=not_helped]").check()
    walk.button("moving_on_page.tick.go")
    assert TROUBLE in _pdf(walk.page, "talk_page.preview.pdf")
    walk.page.get_by_label(said("moving_on_page.fields.to.choices.new_therapist")).check()
    walk.button("moving_on_page.preview.handed")


def _find_someone(walk: Walk) -> None:
    walk.link("moving_on_page.finding.wishes")
    walk.page.get_by_label(said("wishes.ask.style_text")).fill("Someone who gives me tasks")
    walk.button("finding_page.keep")
    walk.link("moving_on_page.finding.go")
    walk.link("finding_page.add")
    walk.page.get_by_label(said("finding_page.fields.name.label"), exact=True).fill("Ms Hill")
    walk.button("frame.save")
    walk.link("finding_page.call")
    walk.button("finding_page.called")
    walk.page.get_by_label(said("candidates.when.call")).check()
    walk.page.locator("input[name=heard][value='8']").check(force=True)
    walk.page.locator("details", has_text=said("finding_page.how_it_felt")).get_by_role("button").click()
    expect(walk.page.get_by_role("status")).to_be_visible()
    walk.page.goto(walk.page.url.rsplit("/", 2)[0] + "/88")
    expect(walk.page.get_by_role("heading", level=1)).to_have_text(said("candidates.compare.title"))


def _pdf(page: Page, key: str) -> str:
    """The text of the PDF behind a link, fetched as this browser would."""
    address = page.get_by_role("link", name=said(key), exact=True).first.evaluate("one => one.href")
    cookies = "; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies())
    with urlopen(Request(address, headers={"Cookie": cookies})) as answer:  # noqa: S310 - our own address
        return " ".join("".join(one.extract_text() for one in PdfReader(BytesIO(answer.read())).pages).split())
