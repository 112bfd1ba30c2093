"""The promise: only the browser Unstuck opened gets in, everything can be left at once, and locked means locked."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.walking import Walk, said, trouble
from unstuck.web.serving import App


def test_a_link_lets_one_browser_in_and_no_second_one(chromium: Browser, app: App, folder: Path) -> None:
    link = app.link()
    first, second = chromium.new_context().new_page(), chromium.new_context().new_page()
    first.goto(link)
    expect(first.get_by_role("heading", level=1)).to_have_text(said("first_run.heading"))
    answer = second.goto(link)
    assert answer is not None
    assert answer.status == 403
    expect(second.get_by_role("heading", level=1)).to_have_text(said("door.not_let_in.heading"))
    assert not folder.exists()


def test_quick_exit_leads_to_a_page_that_says_nothing_and_locks(walk: Walk, app: App) -> None:
    walk.demo(0)
    walk.button("frame.leave")
    walk.page.wait_for_url("**/3")
    assert walk.page.title() == "-"
    answer = walk.page.goto(app.address)
    assert answer is not None
    assert answer.status == 403


def test_pressing_escape_twice_leaves(walk: Walk) -> None:
    walk.demo(0)
    walk.page.keyboard.press("Escape")
    walk.page.keyboard.press("Escape")
    walk.page.wait_for_url("**/3")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["/", "/1", "/8"])
def test_pages_for_everyone_are_accessible(page: Page, app: App, address: str, scheme: str) -> None:
    page.goto(app.address + address)
    assert trouble(page, scheme) == {}
