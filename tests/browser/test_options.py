"""The promise: all options can be seen beside each other or below each other, and the plan is the person's own."""

from datetime import timedelta

from playwright.sync_api import expect

from tests.browser.walking import SMALL, Walk, said, too_wide, trouble
from tests.people import PEOPLE, day_of
from unstuck.decision.options import side_by_side
from unstuck.web.serving import App

STALLED = list(PEOPLE).index("stalled_after_a_gain")
ON = day_of("stalled_after_a_gain")
MINE = "My evenings <b>& my sleep</b>"


def tops(walk: Walk) -> list[float]:
    """Where each option begins, from the top."""
    found: list[float] = walk.page.eval_on_selector_all(".side article", "all => all.map(a => a.offsetTop)")
    return found


def test_options_stand_below_each_other_on_a_phone_and_beside_each_other_on_a_wide_screen_and_on_paper(
    walk: Walk, app: App
) -> None:
    walk.demo(STALLED)
    walk.page.goto(f"{app.address}/41")
    assert len(set(tops(walk))) == len(side_by_side())
    assert not too_wide(walk.page)
    walk.page.set_viewport_size({"width": 1400, "height": 900})
    assert len(set(tops(walk))) <= 2
    assert not too_wide(walk.page)
    walk.page.emulate_media(media="print")
    assert len(set(tops(walk))) < len(side_by_side())
    expect(walk.page.get_by_role("button", name=said("options_page.plan.go"))).to_have_count(0)


def test_what_matters_is_said_on_scales_and_in_own_words_and_stands_at_each_option(walk: Walk) -> None:
    walk.demo(STALLED)
    walk.section("options")
    walk.page.locator("a[href='/42']").first.click()
    walk.page.get_by_label(said("options.values.own_words")).fill(MINE)
    scale = walk.page.get_by_role("group", name=said("options.values.no_waiting"))
    scale.get_by_label("9").check()
    walk.button("frame.save")
    expect(walk.page.locator("blockquote")).to_have_text(MINE)
    walk.link("options_page.all.go")
    expect(walk.page.get_by_text(said("options.values.no_waiting"))).to_have_count(len(side_by_side()))


def test_a_step_and_a_day_are_chosen_and_stand_on_the_first_page(walk: Walk, app: App) -> None:
    walk.demo(STALLED)
    walk.page.goto(f"{app.address}/44")
    walk.page.get_by_label(said("options.options.talk_to_therapist.name")).check()
    walk.page.get_by_label(said("options_page.fields.own.label")).fill(MINE)
    walk.page.get_by_label(said("options_page.fields.review_on.label")).fill((ON + timedelta(days=10)).isoformat())
    walk.button("frame.save")
    expect(walk.page.locator("main")).to_contain_text(MINE)
    expect(walk.page.locator("main b b")).to_have_count(0)
    expect(walk.page.locator("main")).to_contain_text(said("options_page.plan.until", date=ON + timedelta(days=10)))


def test_signs_are_ticked_a_few_at_a_time_and_what_they_point_to_is_kept(walk: Walk, app: App) -> None:
    walk.demo(STALLED)
    walk.page.goto(f"{app.address}/45")
    for box in walk.page.locator("input[name=tick]").all()[:3]:
        box.check()
    walk.button("frame.next")
    expect(walk.page.locator("blockquote")).to_be_visible()
    walk.page.locator("details summary").first.click()
    walk.page.locator("button[name=keep]").first.click()
    expect(walk.page.get_by_role("heading", level=1)).to_have_text(said("options_page.fit.heading"))
    expect(walk.page.get_by_role("status")).to_have_text(said("frame.saved"))


def test_what_the_forms_answer_can_be_read_by_everyone(walk: Walk, app: App) -> None:
    walk.demo(STALLED)
    walk.page.set_viewport_size(SMALL)
    walk.page.goto(f"{app.address}/45")
    walk.page.locator("input[name=tick]").first.check()
    walk.button("frame.next")
    assert trouble(walk.page, "light") == {}
    walk.page.goto(f"{app.address}/43")
    walk.page.get_by_label(said("options.help.medicine")).select_option("no")
    walk.button("frame.save")
    assert trouble(walk.page, "dark") == {}
    assert not too_wide(walk.page)
    walk.page.goto(f"{app.address}/47")
    walk.page.get_by_label(said("options_page.fields.kind.label")).select_option("us_lcsw")
    walk.page.get_by_label(said("remit.needs.medicine.label")).check()
    walk.button("options_page.remit.go")
    expect(walk.page.locator(".step")).to_contain_text(said("remit.page.not_a_rule"))
    assert trouble(walk.page, "light") == {}
    assert not too_wide(walk.page)
