"""The promise: from nothing to a first honest answer in a few minutes, whoever comes, and only then a passphrase."""

from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.walking import SMALL, Walk, said, too_wide, trouble
from unstuck.web.serving import App

CLICKS, WORDS = 12, 5 * 200
PASSPHRASE = "four plain words here"  # noqa: S105 - of nobody
READ = """() => { const copy = document.querySelector("main").cloneNode(true);
  copy.querySelectorAll("select").forEach((menu) => menu.remove());
  document.body.append(copy);
  const words = copy.innerText.split(/\\s+/).filter((word) => word).length;
  copy.remove();
  return words; }"""
"""The words of a page as it stands, without what a closed menu or a closed section holds."""


def words_shown(page: Page) -> int:
    page.wait_for_load_state()
    return int(page.evaluate(READ))


@pytest.mark.parametrize(("door", "reply"), [("not_helping", "no"), ("felt_wrong", "unsure"), ("want_to_stop", "yes")])
def test_a_first_answer_takes_at_most_twelve_clicks_and_five_minutes_of_reading(
    walk: Walk, door: str, reply: str
) -> None:
    page, clicks = walk.page, 0
    read = words_shown(page)

    def press(key: str) -> None:
        nonlocal clicks, read
        walk.button(key)
        clicks += 1
        read += words_shown(page)

    press(f"first_run.doors.{door}")
    if door != "felt_wrong":
        page.get_by_label(said("first_run.fields.sessions.label")).fill("8")
        press("frame.next")
    expect(page.get_by_role("status")).to_contain_text("Good to know")  # a useful sentence before the third question
    press("why_page.ticks.go")
    while page.url.endswith("/32"):
        press(f"why_page.answer.{reply}")
    expect(page.get_by_role("heading", level=1)).to_have_text(said("why_page.so.heading"))
    assert clicks <= CLICKS
    assert read <= WORDS


def test_something_ticked_brings_help_at_once_and_the_first_page_keeps_it_on_top(walk: Walk) -> None:
    walk.button("first_run.doors.felt_wrong")
    walk.page.locator("input[value=suicidal_thoughts]").check()
    walk.button("why_page.ticks.go")
    expect(walk.page.get_by_role("heading", name=said("now.help.heading"))).to_be_visible()
    walk.page.goto(walk.page.url.rsplit("/", 1)[0] + "/")
    walk.link("now.help.country")
    walk.page.get_by_label(said("first_run.fields.country.label")).select_option("GB")
    walk.button("frame.next")
    expect(walk.page.get_by_text("Samaritans", exact=True)).to_be_visible()


def test_what_was_written_is_kept_and_opened_again_by_keyboard_alone(walk: Walk) -> None:
    page = walk.page
    doors = page.get_by_role("button", name=said("first_run.doors.not_sure"))
    for _ in range(20):
        page.keyboard.press("Tab")
        if doors.evaluate("one => one === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.get_by_label(said("first_run.fields.sessions.label")).focus()
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_be_visible()
    page.get_by_role("link", name=said("frame.keep")).focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name=said("frame.skip_this")).focus()
    page.keyboard.press("Enter")
    first = page.get_by_label(said("first_run.fields.passphrase.label"))
    first.focus()
    page.keyboard.type(PASSPHRASE)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSPHRASE)
    page.keyboard.press("Enter")
    code = page.locator(".code code").inner_text()
    expect(page.get_by_role("button", name=said("frame.print"))).to_be_visible()
    page.get_by_role("button", name=said("first_run.kept.written")).focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name=said("frame.lock")).focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name=said("door.open")).focus()
    page.keyboard.press("Enter")
    page.get_by_text(said("door.with_code")).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(said("glance.headline.too_early"))
    expect(page.get_by_text(said("frame.not_kept"))).to_have_count(0)


@pytest.mark.usefixtures("folder")
def test_without_scripts_everything_of_it_works(chromium: Browser, app: App) -> None:
    window = chromium.new_context(java_script_enabled=False)
    page = window.new_page()
    page.goto(app.link())
    walk = Walk(page, date.today())  # noqa: DTZ011 - a person's own day
    walk.link("first_run.demo")
    page.get_by_role("button", name="Mara").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(said("glance.headline.too_early"))
    walk.button("frame.end_demo")
    walk.button("first_run.doors.want_to_stop")
    walk.link("frame.skip_this")
    walk.button("why_page.ticks.go")
    walk.link("frame.keep")
    walk.button("frame.skip_this")
    page.get_by_label(said("first_run.fields.passphrase.label")).fill(PASSPHRASE)
    walk.button("first_run.keep.show")
    expect(page.get_by_label(said("first_run.fields.passphrase.label"))).to_have_value(PASSPHRASE)
    page.get_by_label(said("first_run.fields.again.label")).fill(PASSPHRASE)
    walk.button("first_run.keep.with")
    walk.button("first_run.kept.written")
    walk.link("frame.lock")
    walk.link("door.open")
    page.get_by_label(said("door.fields.passphrase.label")).fill(PASSPHRASE)
    walk.button("door.open")
    expect(page.get_by_role("link", name=said("frame.lock"))).to_be_visible()
    window.close()


def test_its_pages_are_accessible_in_any_light_and_fit_a_small_window(walk: Walk, app: App) -> None:
    page = walk.page
    page.set_viewport_size(SMALL)
    for address in ("/10", "/18", "/11", "/", "/13", "/15"):
        page.goto(app.address + address)
        assert not too_wide(page)
        for scheme in ("light", "dark"):
            assert trouble(page, scheme) == {}
        if address == "/18":
            page.goto(app.address + "/10")
            walk.button("first_run.doors.want_to_stop")
        if address == "/13":
            walk.button("frame.skip_this")
