"""The promise: one look at the first page says where things stand, in any light, on any window, on paper."""

import pytest
from playwright.sync_api import expect

from tests.browser.walking import SMALL, Walk, said, too_wide, trouble
from tests.people import PEOPLE
from unstuck.web.serving import App

NAMES = list(PEOPLE)


def stand(walk: Walk, name: str) -> None:
    walk.demo(NAMES.index(name))


@pytest.mark.parametrize(
    ("name", "addresses"),
    [("stalled_after_a_gain", "/ /9 /9/0 /9/1"), ("a_line_crossed", "/"), ("in_danger", "/"), ("the_one_before", "/")],
)
def test_it_is_accessible_in_any_light_and_fits_a_small_window(walk: Walk, app: App, name: str, addresses: str) -> None:
    stand(walk, name)
    walk.page.set_viewport_size(SMALL)
    for address in addresses.split():
        walk.page.goto(app.address + address)
        walk.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert not too_wide(walk.page)
        for scheme in ("light", "dark"):
            assert trouble(walk.page, scheme) == {}


def test_a_number_is_opened_to_where_it_comes_from_and_a_guess_only_when_asked_for(walk: Walk) -> None:
    stand(walk, "still_early")
    expect(walk.page.get_by_role("heading", level=1)).to_have_text(said("glance.headline.too_early"))
    expect(walk.page.get_by_text(said("charts.scores.forecast"))).to_have_count(0)
    walk.link("now.worked_out")
    walk.page.get_by_role("link", name="Generalised Anxiety").first.click()
    expect(walk.page.get_by_role("heading", name=said("workings.headings.threshold"))).to_be_visible()
    walk.link("frame.back_to_now")
    walk.link("now.see_forecast")
    expect(walk.page.locator("svg").get_by_text(said("charts.scores.forecast"))).to_be_visible()


def test_the_next_step_leads_to_where_it_is_prepared(walk: Walk) -> None:
    stand(walk, "stalled_after_a_gain")
    walk.link("now.go.talk_to_therapist")
    walk.page.wait_for_url("**/50")


def test_the_chart_can_be_read_as_a_table_and_by_a_screen_reader(walk: Walk) -> None:
    stand(walk, "stalled_after_a_gain")
    drawing = walk.page.locator("figure svg")
    expect(drawing).to_have_attribute("role", "img")
    walk.page.get_by_text(said("frame.as_table")).click()
    expect(walk.page.get_by_role("table")).to_contain_text("21")
    main = walk.page.get_by_role("main")
    assert main.aria_snapshot().index("heading") < main.aria_snapshot().index("img")


def test_on_paper_stands_the_answer_without_the_way_around(walk: Walk) -> None:
    stand(walk, "stalled_after_a_gain")
    walk.page.emulate_media(media="print")
    expect(walk.page.get_by_role("heading", level=1)).to_be_visible()
    expect(walk.page.locator("figure svg")).to_be_visible()
    for gone in ("nav", "header", "main a.button"):
        expect(walk.page.locator(gone).first).to_be_hidden()
