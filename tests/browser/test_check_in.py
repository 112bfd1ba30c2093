"""The promise: under a minute after a session, with the keyboard alone, without scripts, and nothing is lost."""

import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.browser.walking import Walk, said
from unstuck.story import validate
from unstuck.web.notebook import Loose, Notebook
from unstuck.web.serving import App

THERAPY = {"id": "t", "started": "2026-01-05"}


def begun(walk: Walk) -> Notebook:
    story = validate(
        {"format": "unstuck-story/1", "therapies": [{**THERAPY, "started": f"{walk.today.year - 1}-01-05"}]}
    )
    return walk.own(Notebook(Loose(story)))


def tab_to(page: Page, name: str) -> None:
    """Press Tab until something of that name has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == name:
            return
    raise AssertionError(name)


def test_before_is_one_tap_and_after_goes_into_the_same_session(walk: Walk) -> None:
    notebook, page = begun(walk), walk.page
    walk.section("check_in")
    page.get_by_role("button", name="-2", exact=True).click()
    expect(page.get_by_role("status").first).to_have_text(said("check_in_page.saved_before"))
    expect(page.get_by_role("button", name="-2", exact=True)).to_have_attribute("aria-pressed", "true")
    walk.link("check_in_page.after_button")
    for name, number in (("after", "3"), ("heard", "8")):
        question = page.get_by_role("group", name=said(f"check_in_page.fields.{name}.label"))
        question.get_by_role("radio", name=number, exact=True).check()
    page.get_by_label(said("check_in_page.fields.note.label")).fill("We made a plan.")
    walk.button("check_in_page.save")
    page.wait_for_url("**/20")
    (session,) = notebook.story.sessions
    assert (session.before, session.after, session.note) == (-2, 3, "We made a plan.")
    assert session.alliance is not None
    assert session.alliance.heard == 8


def test_the_keyboard_alone_is_enough(walk: Walk) -> None:
    notebook, page = begun(walk), walk.page
    page.goto(page.url + "22")
    tab_to(page, "after")
    page.keyboard.press("Space")
    for _ in range(7):
        page.keyboard.press("ArrowRight")
    tab_to(page, "bond")
    page.keyboard.press("ArrowRight")
    tab_to(page, "win")
    page.keyboard.type("slept well")
    page.keyboard.press("Enter")
    page.wait_for_url("**/20")
    (session,) = notebook.story.sessions
    assert session.after == 2
    assert session.alliance is not None
    assert session.alliance.bond == 1
    assert [event.text for event in notebook.story.events] == ["slept well"]


def test_a_window_closed_half_way_loses_nothing(walk: Walk, app: App) -> None:
    notebook, page = begun(walk), walk.page
    page.goto(f"{app.address}/26")
    own = page.get_by_label(said("check_in_page.fields.text.label"))
    own.fill("I was just about to")
    again = page.context.new_page()
    page.close()
    until(lambda: "just about" in notebook.pages.draft("26"))
    again.goto(f"{app.address}/26")
    own = again.get_by_label(said("check_in_page.fields.text.label"))
    expect(own).to_have_value("I was just about to")
    long = "a long page " * 10_000
    own.fill(long)
    until(lambda: long.strip() in notebook.pages.draft("26"))
    again.get_by_role("button", name=said("check_in_page.afresh")).click()
    expect(again.get_by_label(said("check_in_page.fields.text.label"))).to_have_value("")
    assert not notebook.story.notes


def test_going_back_and_sending_again_counts_once(walk: Walk, app: App) -> None:
    notebook, page = begun(walk), walk.page
    page.goto(f"{app.address}/26")
    page.get_by_label(said("check_in_page.fields.text.label")).fill("only once")
    page.get_by_role("button", name=said("check_in_page.save"), exact=True).dblclick()
    page.wait_for_url("**/20")
    page.go_back()
    page.wait_for_url("**/26")
    field = page.get_by_label(said("check_in_page.fields.text.label"))
    if field.input_value() == "only once":  # a browser that kept the page sends the same form once more
        page.get_by_role("button", name=said("check_in_page.save"), exact=True).click()
        page.wait_for_url("**/20")
    assert [note.text for note in notebook.story.notes] == ["only once"]


def test_all_of_it_works_without_scripts(chromium: Browser, app: App, folder: Path) -> None:  # noqa: ARG001
    window = chromium.new_context(java_script_enabled=False)
    page = window.new_page()
    page.goto(app.link())
    walk = Walk(page, date.today())  # noqa: DTZ011 - a person's own day
    notebook = begun(walk)
    walk.section("check_in")
    page.get_by_role("button", name="4", exact=True).click()
    walk.link("check_in_page.past")
    page.get_by_label(said("check_in_page.fields.day.label")).fill((walk.today - timedelta(days=7)).isoformat())
    page.get_by_label(said("check_in_page.fields.note.label")).fill("<b>bold</b> words")
    walk.button("check_in_page.another")
    expect(page.get_by_role("heading", level=1)).to_have_text(said("check_in_page.past_page.heading"))
    assert [(x.before, x.note) for x in notebook.story.sessions] == [(4, None), (None, "<b>bold</b> words")]
    walk.section("own")
    expect(page.get_by_text("<b>bold</b> words")).to_be_visible()
    page.get_by_role("link", name="Session").last.click()
    walk.button("own_page.entry.delete")
    assert [x.before for x in notebook.story.sessions] == [4]
    walk.button("own_page.deleted_undo")
    assert [x.before for x in notebook.story.sessions] == [4, None]
    window.close()


def test_the_sheet_prints_without_the_way_around(walk: Walk, app: App) -> None:
    begun(walk)
    walk.page.goto(f"{app.address}/27")
    walk.page.emulate_media(media="print")
    expect(walk.page.get_by_role("navigation").first).to_be_hidden()
    expect(walk.page.get_by_role("button").first).to_be_hidden()
    expect(walk.page.get_by_role("table")).to_be_visible()


def until(so: Callable[[], bool]) -> None:
    """Wait for something that a window does by itself."""
    for _ in range(100):
        if so():
            return
        time.sleep(0.1)
    raise AssertionError("it never happened")
