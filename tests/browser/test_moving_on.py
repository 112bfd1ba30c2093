"""The promise: one change can be tried honestly, an ending fits, and someone new can be found, step by step."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.walking import SMALL, Walk, said, too_wide, trouble
from tests.moving_on.people import NOOR, ON
from tests.people import PEOPLE
from unstuck.story import validate
from unstuck.web.notebook import Loose, Notebook
from unstuck.web.serving import App

NAMES = list(PEOPLE)
RUSHING, CROSSED = NAMES.index("always_rushing"), NAMES.index("a_line_crossed")
HOSTILE = "<img src=x onerror=alert(1)> & 'quoted'"


@pytest.fixture
def noor(walk: Walk) -> Walk:
    """Someone whose therapy has ended and who compares five candidates."""
    walk.own(Notebook(Loose(validate(NOOR)), day=ON))
    return walk


def test_a_trial_is_planned_with_its_power_before_it_starts_and_says_nothing_while_it_runs(walk: Walk) -> None:
    walk.demo(RUSHING)
    walk.section("changing")
    walk.link("moving_on_page.one_change.go")
    walk.link("trial_page.plan")
    walk.page.get_by_label(said("trial.changes.time")).check()
    walk.page.get_by_label(said("trial_page.fields.text.label")).fill(HOSTILE)
    walk.page.get_by_label("(", exact=False).first.check()
    walk.button("trial_page.show")
    expect(walk.page.locator("main")).to_contain_text(said("trial.headings.power"))
    expect(walk.page.locator("main")).to_contain_text(HOSTILE)
    expect(walk.page.locator("main")).to_contain_text(said("trial.power.false"))
    walk.button("trial_page.keep")
    expect(walk.page.get_by_role("status")).to_have_text(said("trial_page.kept"))
    walk.button("trial_page.start")
    expect(walk.page.locator("main")).not_to_contain_text(said("trial_page.start"))


def test_after_a_crossed_line_no_trial_is_offered_and_the_way_out_needs_no_talk(walk: Walk) -> None:
    walk.demo(CROSSED)
    walk.section("changing")
    expect(walk.page.get_by_role("link", name=said("moving_on_page.one_change.go"))).to_have_count(0)
    walk.page.goto(walk.page.url.replace("/70", "/71"))
    expect(walk.page.get_by_role("heading", level=1)).to_have_text(said("ending.paths.safety.name"))
    expect(walk.page.get_by_role("link", name=said("moving_on_page.say_it"))).to_have_count(0)


def test_a_handover_holds_what_was_ticked_and_nothing_else(noor: Walk, app: App) -> None:
    noor.page.goto(f"{app.address}/74")
    noor.page.get_by_label(said("handover.items.problem.label")).fill(HOSTILE)
    noor.page.get_by_label(said("handover.items.medicine.label")).fill("a secret medicine")
    noor.button("frame.next")
    assert noor.page.locator("input[type=checkbox]:checked").count() == 0
    noor.page.locator("input[value=problem]").check()
    noor.button("moving_on_page.tick.go")
    expect(noor.page.locator(".sheet")).to_contain_text(HOSTILE)
    expect(noor.page.locator(".sheet")).not_to_contain_text("secret")
    with noor.page.expect_download() as loading:
        noor.link("talk_page.preview.pdf")
    read = PdfReader(BytesIO(loading.value.path().read_bytes()))
    assert "secret" not in "".join(page.extract_text() for page in read.pages) + str(read.metadata)
    noor.page.get_by_label(said("moving_on_page.fields.to.choices.doctor")).check()
    noor.button("moving_on_page.preview.handed")
    expect(noor.page.get_by_role("status")).to_have_text(said("moving_on_page.handed_over"))


def test_from_a_wish_to_a_name_a_call_and_how_it_felt(walk: Walk, app: App) -> None:
    walk.own()
    walk.page.goto(f"{app.address}/81")
    walk.page.get_by_label(said("wishes.ask.trouble")).fill("I check the door for an hour")
    walk.page.get_by_label(said("finding_page.own")).first.fill("Evenings")
    walk.page.get_by_label(said("wishes.criteria.cost"), exact=True).select_option("must")
    walk.button("finding_page.keep")
    expect(walk.page.locator("main")).to_contain_text("I check the door for an hour")
    walk.link("moving_on_page.finding.go")
    walk.link("finding_page.add")
    walk.page.get_by_label(said("finding_page.fields.name.label"), exact=True).fill(HOSTILE)
    walk.button("frame.save")
    walk.link("finding_page.call")
    walk.page.get_by_label(said("candidates.sounded.good")).first.check()
    walk.page.get_by_label(said("finding_page.said")).first.fill("She named her register at once")
    walk.button("finding_page.called")
    expect(walk.page.get_by_role("heading", level=1)).to_have_text(HOSTILE)
    walk.page.get_by_label(said("candidates.when.call")).check()
    for field in ("heard", "at_ease", "trust", "hope"):
        walk.page.locator(f"input[name={field}][value='7']").check(force=True)
    walk.button("frame.save")
    walk.page.locator("details", has_text=said("finding_page.how_it_felt")).get_by_role("button").click()
    expect(walk.page.locator("main")).to_contain_text("7 of 10")


def test_names_come_from_a_table_all_or_none(walk: Walk, app: App, tmp_path: Path) -> None:
    walk.own()
    walk.page.goto(f"{app.address}/84")
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text("name,contact\nMs Hill,0123\nMr Dale,0456\n")
    bad.write_text("name,colour\nMs Hill,blue\n")
    walk.page.get_by_label(said("finding_page.file")).set_input_files(bad)
    walk.button("finding_page.read")
    expect(walk.page.get_by_role("alert")).to_contain_text("colour")
    walk.page.get_by_label(said("finding_page.file")).set_input_files(good)
    walk.button("finding_page.read")
    expect(walk.page.locator(".entries > li")).to_have_count(2)


def test_those_one_talked_to_stand_side_by_side_with_how_it_felt_apart(noor: Walk, app: App) -> None:
    noor.page.goto(f"{app.address}/88")
    expect(noor.page.get_by_role("columnheader", name=said("candidates.compare.head_call"))).to_be_visible()
    assert noor.page.locator("tbody tr").count() >= 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_changing_are_accessible_and_fit_a_small_screen(noor: Walk, app: App, scheme: str) -> None:
    noor.page.set_viewport_size(SMALL)
    for address in (60, 61, 70, 71, 73, 74, 75, 76, 80, 81, 82, 83, 84, "85/0", "86/0", 86, 88):
        noor.page.goto(f"{app.address}/{address}")
        assert trouble(noor.page, scheme) == {}, address
        assert not too_wide(noor.page), address


def test_a_plan_of_last_year_is_not_started_before_it_was_made(walk: Walk, app: App) -> None:
    walk.demo(RUSHING)
    walk.page.goto(f"{app.address}/61")
    walk.page.get_by_label(said("trial.changes.weekday")).check()
    walk.page.get_by_label("(", exact=False).first.check()
    walk.button("trial_page.show")
    walk.button("trial_page.keep")
    walk.page.get_by_label(said("trial_page.fields.on.label")).fill((walk.today - timedelta(days=900)).isoformat())
    walk.button("trial_page.start")
    expect(walk.page.get_by_role("button", name=said("trial_page.start"))).to_be_visible()
