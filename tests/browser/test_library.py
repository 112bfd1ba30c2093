"""The promise: what we know is found by its name and followed to its source, and nothing outside opens by itself."""

import pytest
from playwright.sync_api import expect

from tests.browser.walking import SMALL, Walk, said, too_wide, trouble
from unstuck.web.places import place_of
from unstuck.web.serving import App


def test_a_thing_is_found_by_name_and_its_source_is_one_step_further(walk: Walk, app: App) -> None:
    asked = set[str]()
    walk.page.on("request", lambda request: asked.add(request.url))
    walk.own()
    walk.section("library")
    walk.page.get_by_label(said("library_page.fields.words.label")).fill("eye movement")
    walk.page.keyboard.press("Enter")
    walk.page.get_by_role("link", name=said("therapies.emdr.name"), exact=True).click()
    expect(walk.page.get_by_role("heading", level=1)).to_have_text(said("therapies.emdr.name"))
    walk.page.locator(".sources a").first.click()
    outside = walk.page.locator("main a[href^='http']").first
    expect(outside).to_have_attribute("rel", "noreferrer noopener")
    assert all(url.startswith(app.address) for url in asked)
    assert walk.page.title().startswith(said("library_page.title"))


@pytest.mark.parametrize(("id_", "scheme"), [("depression", "light"), ("us_lcsw", "dark")])
def test_its_pages_can_be_read_by_everyone(walk: Walk, app: App, id_: str, scheme: str) -> None:
    walk.own()
    walk.page.set_viewport_size(SMALL)
    walk.page.goto(f"{app.address}/91/{place_of(id_)}")
    assert trouble(walk.page, scheme) == {}
    assert not too_wide(walk.page)
