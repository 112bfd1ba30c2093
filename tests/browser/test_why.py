"""The promise: one question a page, a way back and out on each, and help before anything else for who needs it."""

from datetime import date

from playwright.sync_api import Browser, expect

from tests.browser.walking import SMALL, Walk, said, too_wide, trouble
from tests.people import PEOPLE
from unstuck.story import FORMAT, validate
from unstuck.web.notebook import Loose, Notebook
from unstuck.web.serving import App

EARLY = list(PEOPLE).index("still_early")


def test_the_questions_are_answered_by_keyboard_alone_up_to_the_answer(walk: Walk) -> None:
    walk.demo(EARLY)
    walk.section("why")
    walk.page.get_by_role("button", name=said("why_page.begin.go")).press("Enter")
    walk.page.get_by_role("button", name=said("why_page.ticks.go")).press("Enter")
    for number in range(1, 8):
        expect(walk.page.locator("main")).to_contain_text(said("why_page.number", number=number, most=7))
        walk.page.get_by_role("button", name=said("why_page.answer.unsure")).press("Enter")
        walk.page.wait_for_load_state()
        if walk.page.url.endswith("/35"):
            break
    expect(walk.page.get_by_role("heading", level=1)).to_have_text(said("why_page.so.heading"))
    expect(walk.page.get_by_role("link", name=said("why_page.so.options"))).to_be_visible()


def test_an_answer_can_be_mended_by_going_back_and_the_why_is_shown_when_asked_for(walk: Walk) -> None:
    notebook = walk.own(Notebook(Loose(validate({"format": FORMAT})), day=date(2026, 5, 4)))
    walk.section("why")
    walk.button("why_page.begin.go")
    walk.button("why_page.ticks.later")
    question = walk.page.get_by_role("heading", level=1).inner_text()
    why = walk.page.locator("details p")
    expect(why).to_be_hidden()
    walk.page.get_by_text(said("why_page.why")).click()
    expect(why).to_be_visible()
    walk.button("why_page.answer.yes")
    walk.link("frame.back")
    expect(walk.page.get_by_role("heading", level=1)).to_have_text(question)
    expect(walk.page.locator(".note").last).to_contain_text(said("why_page.answer.yes"))
    walk.button("why_page.answer.no")
    assert [one.answer for one in notebook.story.answers] == ["no"]


def test_a_tick_leads_to_what_one_can_do_and_to_no_talk_and_works_without_scripts(
    chromium: Browser, app: App, walk: Walk
) -> None:
    bare = chromium.new_context(java_script_enabled=False, viewport=SMALL)
    page = bare.new_page()
    page.goto(app.link())
    Walk(page, walk.today).demo(EARLY)
    page.goto(f"{app.address}/31")
    page.get_by_label(said("indicators.pushed_after_saying_no.ask")).check()
    page.get_by_role("button", name=said("why_page.ticks.go")).click()
    expect(page.get_by_role("heading", level=2)).to_have_text(said("steps.leave_now_and_report.name"))
    expect(page.locator("main a[href='/50']")).to_have_count(0)
    bare.close()


def test_what_follows_a_tick_and_a_question_can_be_read_by_everyone(walk: Walk, app: App) -> None:
    walk.demo(EARLY)
    walk.page.set_viewport_size(SMALL)
    walk.page.goto(f"{app.address}/31")
    walk.page.get_by_label(said("safety.questions.afraid_at_home.text")).check()
    walk.page.get_by_label(said("indicators.conversion_practice.ask")).check()
    walk.button("why_page.ticks.go")
    for address, scheme in (("34", "light"), ("32", "dark")):
        walk.page.goto(f"{app.address}/{address}")
        assert trouble(walk.page, scheme) == {}, address
        assert not too_wide(walk.page), address
