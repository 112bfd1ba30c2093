"""The promise: only what is ticked can be shared, what it will be is seen first, and every practice ends well."""

from datetime import timedelta
from io import BytesIO

import pytest
from playwright.sync_api import BrowserContext, expect
from pypdf import PdfReader

from tests.browser.walking import SMALL, Walk, said, too_wide, trouble
from tests.people import PEOPLE
from unstuck.story import FORMAT, validate
from unstuck.web.notebook import Loose, Notebook
from unstuck.web.serving import App

NAMES = list(PEOPLE)
BRUSHED_OFF, CROSSED = NAMES.index("stalled_after_a_gain"), NAMES.index("a_line_crossed")
MINE = "It goes round & round <b>in circles</b>."


def test_a_page_is_prepared_seen_and_handed_over(walk: Walk) -> None:
    walk.demo(BRUSHED_OFF)
    walk.section("talk")
    walk.link("talk_page.prepare.go")
    assert walk.page.locator("input[type=checkbox]:checked").count() == 0
    walk.page.get_by_label(said("talk_page.own.facts")).fill(MINE)
    walk.page.locator("input[type=checkbox][value^='ask:']").first.check()
    walk.button("talk_page.choose.go")
    sheet = walk.page.locator(".sheet")
    expect(sheet).to_contain_text(MINE)
    expect(sheet.locator("b")).to_have_count(0)
    with walk.page.expect_download() as loading:
        walk.link("talk_page.preview.pdf")
    assert loading.value.suggested_filename == "for-the-next-session.pdf"
    assert "round & round" in PdfReader(BytesIO(loading.value.path().read_bytes())).pages[0].extract_text()
    walk.button("talk_page.preview.handed")
    expect(walk.page.get_by_role("status")).to_have_text(said("talk_page.handed_over"))


def test_a_suggestion_is_ticked_only_when_it_is_asked_for_and_keeps_what_was_written(walk: Walk) -> None:
    walk.demo(BRUSHED_OFF)
    walk.page.goto(walk.page.url + "51")
    walk.page.get_by_label(said("talk_page.own.ask")).fill(MINE)
    walk.button("talk_page.choose.suggest")
    assert walk.page.locator("input[type=checkbox]:checked").count() > 0
    expect(walk.page.get_by_label(said("talk_page.own.ask"))).to_have_value(MINE)


def test_two_requests_are_one_too_many_and_nothing_typed_is_lost(walk: Walk) -> None:
    walk.demo(BRUSHED_OFF)
    walk.page.goto(walk.page.url + "51")
    walk.page.locator("input[type=checkbox][value^='ask:']").nth(0).check()
    walk.page.locator("input[type=checkbox][value^='ask:']").nth(1).check()
    walk.page.get_by_label(said("talk_page.own.where")).fill(MINE)
    walk.button("talk_page.choose.go")
    expect(walk.page.get_by_role("alert")).to_have_text(said("talk_page.one.ask"))
    expect(walk.page.get_by_label(said("talk_page.own.where"))).to_have_value(MINE)


def test_older_notes_are_shown_on_request_and_what_was_ticked_and_typed_stays(walk: Walk, app: App) -> None:
    days = [(walk.today - timedelta(days=number)).isoformat() for number in range(1, 40)]
    notes = [{"date": day, "text": f"The day {day} was long."} for day in days]
    therapies = [{"id": "t", "started": days[-1]}]
    walk.own(Notebook(Loose(validate({"format": FORMAT, "therapies": therapies, "notes": notes}))))
    walk.page.goto(f"{app.address}/51")
    walk.page.locator(f"input[value='example:{days[0]}']").check()
    walk.page.get_by_label(said("talk_page.own.where")).fill(MINE)
    assert walk.page.locator(f"input[value='helped:{days[20]}']").count() == 0
    walk.button("talk_page.choose.older")
    expect(walk.page.locator(f"input[value='helped:{days[20]}']")).to_be_visible()
    expect(walk.page.locator(f"input[value='example:{days[0]}']")).to_be_checked()
    expect(walk.page.get_by_label(said("talk_page.own.where"))).to_have_value(MINE)


def test_after_a_crossed_line_there_is_no_talk_and_no_practice(walk: Walk) -> None:
    walk.demo(CROSSED)
    walk.section("talk")
    for way in ("talk_page.prepare.go", "talk_page.practise.go"):
        expect(walk.page.get_by_role("link", name=said(way))).to_have_count(0)
    walk.page.goto(walk.page.url.replace("/50", "/55"))
    assert walk.page.url.endswith("/50")


def test_the_practice_goes_on_to_a_kind_end_by_keyboard_alone(walk: Walk) -> None:
    walk.demo(BRUSHED_OFF)
    walk.page.goto(walk.page.url + "56/0")
    for _ in range(12):
        reply = walk.page.locator("button[name=reply]").first
        if reply.count() == 0:
            break
        reply.focus()
        with walk.page.expect_navigation():
            walk.page.keyboard.press("Enter")
    expect(walk.page.get_by_role("link", name=said("talk_page.practise.again"))).to_be_visible()


def test_words_of_danger_in_the_practice_bring_help_at_once(walk: Walk) -> None:
    walk.demo(BRUSHED_OFF)
    walk.page.goto(walk.page.url + "56/0")
    walk.page.get_by_label(said("talk_page.practise.own")).fill("I am going to kill myself tonight.")
    walk.button("talk_page.practise.say_it")
    expect(walk.page.locator(".urgent")).to_contain_text(said("rehearsal.danger"))
    assert walk.page.locator(".urgent a[href^='tel:']").count() > 0


def test_a_talk_is_noted_and_its_promise_asked_about_on_its_day(walk: Walk, window: BrowserContext) -> None:
    walk.own()
    walk.page.goto(walk.page.url + "57")
    past = walk.today - timedelta(days=1)
    walk.page.get_by_label(said("talk_page.fields.asked_for.label")).fill("Less homework, please")
    walk.page.get_by_label(said("ledger.saw.was_curious")).check()
    walk.page.get_by_label(said("talk_page.fields.agreed_1.label")).fill("One task a week")
    walk.page.get_by_label(said("talk_page.fields.review_on.label")).fill(past.isoformat())
    walk.button("frame.save")
    expect(walk.page.locator(".errors")).to_contain_text(said("talk_page.not_ahead"))
    walk.page.get_by_label(said("talk_page.fields.review_on.label")).fill((walk.today + timedelta(9)).isoformat())
    walk.button("frame.save")
    expect(walk.page.locator("main")).to_contain_text("One task a week")
    assert window.pages == [walk.page]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_the_talk_are_accessible_and_fit_a_small_screen(walk: Walk, app: App, scheme: str) -> None:
    walk.demo(BRUSHED_OFF)
    walk.page.set_viewport_size(SMALL)
    for address in ("50", "51", "55", "56/1", "57", "58"):
        walk.page.goto(f"{app.address}/{address}")
        assert trouble(walk.page, scheme) == {}, address
        assert not too_wide(walk.page), address
