"""The promise: what is said of options stays the person's own, nothing is decided for them, and none is left alone."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.people import PEOPLE, day_of, story_of
from tests.web.clients import open_pages
from unstuck.aid import name
from unstuck.decision.options import side_by_side
from unstuck.decision.remit import NEEDS
from unstuck.knowledge import facts, words
from unstuck.reasons.approach import signs_of
from unstuck.story import FORMAT, Story, validate
from unstuck.vault.vault import Vault
from unstuck.web.plan import plan_of
from unstuck.web.views.options import Help, Matters

ON = date(2026, 5, 4)
SAID, PAGE = words("en", "options"), words("en", "options_page")
THERAPY = {"id": "t", "started": "2026-01-05", "therapist": {"name": "Ms K"}}
NEXT = ON + timedelta(days=14)


def story(*answers: str, **about: Any) -> Story:  # noqa: ANN401 - JSON
    given = [{"date": ON.isoformat(), "indicator": one, "answer": "yes"} for one in answers]
    return validate({"format": FORMAT, "about": about, "therapies": [THERAPY], "answers": given})


def test_every_thing_that_may_matter_and_every_kind_of_help_can_be_said() -> None:
    assert list(Matters.base_fields) == ["own", *facts("options")["values"]]
    assert list(Help.base_fields) == list(facts("options")["help"])


def test_what_matters_is_kept_as_said_corrected_on_its_day_and_held_against_each_option(client: Client) -> None:
    notebook = open_pages(client, story(), ON)
    client.post("/42", {"own": "My evenings.", "better_soon": "9", "spend_little": "0"})
    client.post("/42", {"own": "My evenings & nights.", "better_soon": "8", "no_waiting": "2"})
    (held,) = notebook.story.values
    assert (held.text, held.sliders) == ("My evenings & nights.", {"better_soon": 8, "no_waiting": 2})
    page = client.get("/42").text
    assert "My evenings &amp; nights." in page
    assert page.count(PAGE.say("matters.weight", n=8)) == 1
    assert client.get("/41").text.count(SAID.say("values.better_soon")) == len(side_by_side())


def test_a_weight_outside_the_scale_is_told_and_nothing_typed_is_lost(client: Client) -> None:
    notebook = open_pages(client, story(), ON)
    answer = client.post("/42", {"own": "My evenings.", "better_soon": "11"})
    assert answer.status_code == 400
    assert "My evenings." in answer.text
    assert notebook.story.values == ()


def test_the_two_columns_show_what_is_needed_and_comes_and_what_may_fill_a_gap(client: Client) -> None:
    notebook = open_pages(client, story(), ON)
    client.post("/43", {"listened": "yes", "medicine": "no"})
    assert notebook.settings["help"] == {"listened": "yes", "medicine": "no"}
    page = client.get("/43").text
    table = page[page.index("<tbody>") : page.index("</tbody>")]
    assert table.count("<tr>") == 2
    assert SAID.say("help.gap") in page
    assert name("add_or_refer_specialist").replace("'", "&#x27;") in page


def test_a_plan_is_kept_with_its_day_shown_on_the_first_page_and_can_be_let_go(client: Client) -> None:
    notebook = open_pages(client, story(), ON)
    client.post("/44", {"option": "talk_to_therapist", "own": "On Tuesday", "review_on": NEXT.isoformat()})
    plan = plan_of(notebook)
    assert plan is not None
    assert (plan.option, plan.review_on, plan.chosen_on, plan.own) == ("talk_to_therapist", NEXT, ON, "On Tuesday")
    first = client.get("/").text
    assert "On Tuesday" in first
    assert PAGE.say("plan.until", date=NEXT) in first
    client.post("/44", {"drop": "1"})
    assert plan_of(notebook) is None
    assert "On Tuesday" not in client.get("/").text


def test_on_its_day_the_plan_asks_to_be_looked_at(client: Client) -> None:
    notebook = open_pages(client, story(), ON)
    client.post("/44", {"option": "keep_going", "review_on": NEXT.isoformat()})
    notebook.day = NEXT
    assert PAGE.say("plan.due", date=NEXT) in client.get("/").text


@pytest.mark.parametrize("day", [ON, ON - timedelta(days=1)])
def test_a_day_that_lies_behind_is_no_day_to_look_again(client: Client, day: date) -> None:
    notebook = open_pages(client, story(), ON)
    answer = client.post("/44", {"option": "keep_going", "own": "Wait", "review_on": day.isoformat()})
    assert answer.status_code == 400
    assert PAGE.say("plan.not_ahead") in answer.text
    assert "Wait" in answer.text
    assert plan_of(notebook) is None


def test_without_a_day_the_plan_gets_one(client: Client) -> None:
    notebook = open_pages(client, story(), ON)
    client.post("/44", {"option": "keep_going"})
    plan = plan_of(notebook)
    assert plan is not None
    assert plan.review_on > ON


def test_in_danger_no_break_is_planned_without_someone_else_in_place(client: Client) -> None:
    notebook = open_pages(client, story("suicidal_thoughts"), ON)
    answer = client.post("/44", {"option": "planned_break"})
    assert answer.status_code == 400
    assert words("en", "steps").say("why.contact_first") in answer.text
    assert client.post("/44", {"option": "planned_break", "contact": "on"}).status_code == 302
    assert plan_of(notebook) is not None


def test_with_a_red_flag_no_talk_can_be_planned_and_none_is_led_to(client: Client) -> None:
    open_pages(client, story("sexual_or_romantic"), ON)
    assert client.post("/44", {"option": "talk_to_therapist"}).status_code == 400
    for address in ("/40", "/41", "/44", "/45", "/46", "/47"):
        main = client.get(address).text.partition("<main")[2]
        assert 'href="/50"' not in main, address
        assert name("talk_to_therapist") not in main, address
    guess = client.post("/45", {"tick": signs_of("erp"), "shown": signs_of("erp")}).text
    assert words("en", "approach").say("ask.then").replace("'", "&#x27;") not in guess


def test_signs_that_are_ticked_point_to_an_approach_and_it_can_be_kept(client: Client) -> None:
    notebook = open_pages(client, story(), ON)
    ticked = list(signs_of("erp"))
    page = client.post("/45", {"tick": ticked, "shown": ticked}).text
    assert words("en", "approach").say("page.mixed") in page
    assert "<blockquote>" in page
    client.post("/45", {"keep": "erp"})
    therapy = notebook.story.therapies[0]
    assert therapy.approach == "erp"
    assert therapy.therapist is not None
    assert therapy.therapist.name == "Ms K"


def test_further_signs_are_never_the_same_again_and_what_was_ticked_travels_along(client: Client) -> None:
    open_pages(client, story(), ON)
    first = client.get("/45").text
    shown = _values(first, "shown")
    second = client.post("/45", {"shown": shown, "tick": shown[:2]}).text
    new = [one for one in _values(second, "shown") if one not in shown]
    assert new
    assert set(shown) <= set(_values(second, "shown"))
    assert all(f'type="hidden" name="tick" value="{one}"' in second for one in shown[:2])


def test_nothing_ticked_is_no_fault_and_asks_for_the_name(client: Client) -> None:
    open_pages(client, story(), ON)
    shown = _values(client.get("/45").text, "shown")
    assert words("en", "approach").say("page.nothing") in client.post("/45", {"shown": shown}).text


def test_concerns_and_approach_are_kept_and_the_fit_is_told_with_its_sources_and_as_no_forecast(client: Client) -> None:
    notebook = open_pages(client, story(), ON)
    client.post("/46", {"concerns": ["ocd"], "approach": "supportive"})
    assert notebook.story.about.concerns == ("ocd",)
    assert notebook.story.therapies[0].approach == "supportive"
    page = client.get("/46").text
    assert words("en", "conditions").say("fit.not_a_forecast") in page
    assert 'class="source"' in page
    client.post("/46", {})
    assert not notebook.story.about.concerns


@pytest.mark.parametrize("kind", facts("catalogue")["providers"])
def test_each_kind_of_professional_is_held_against_every_need(client: Client, kind: str) -> None:
    open_pages(client, story(), ON)
    page = client.post("/47", {"kind": kind, "needs": list(NEEDS)}).text
    for need in NEEDS:
        assert words("en", "remit").say(f"needs.{need}.label") in page
    assert words("en", "remit").say("page.not_a_rule") in page


def test_a_country_we_do_not_know_is_told_so(client: Client) -> None:
    open_pages(client, story(country="FR"), ON)
    assert words("en", "remit").say("page.not_covered") in client.get("/47").text
    open_pages(client, story(country="US"), ON)
    assert words("en", "remit").say("page.not_covered") not in client.get("/47").text


def test_the_kind_can_be_kept_with_the_therapy(client: Client) -> None:
    notebook = open_pages(client, story(), ON)
    client.post("/47", {"kind": "us_lcsw", "needs": [], "keep": "1"})
    therapist = notebook.story.therapies[0].therapist
    assert therapist is not None
    assert (therapist.name, therapist.provider_type) == ("Ms K", "us_lcsw")


@pytest.mark.parametrize("person", [*sorted(PEOPLE), ""])
def test_every_page_of_the_room_opens_for_everyone_and_stays_small(client: Client, person: str) -> None:
    if person:
        open_pages(client, story_of(person), day_of(person), demo=person)
    else:
        open_pages(client)
    for number in range(40, 48):
        answer = client.get(f"/{number}")
        assert answer.status_code == 200
        assert len(answer.content) < 100_000


def test_in_a_vault_all_of_it_is_kept_once_and_is_there_when_it_is_opened_again(client: Client, folder: Path) -> None:
    vault, _ = Vault.create(folder, "a long passphrase")
    vault.write_story(story())
    open_pages(client, vault, ON)
    for weight in ("4", "5"):
        client.post("/42", {"better_soon": weight})
    client.post("/44", {"option": "keep_going", "own": "On Tuesday"})
    client.post("/46", {"concerns": ["ocd"], "approach": "cbt"})
    vault.lock()
    notebook = open_pages(client, Vault.open_with_passphrase(folder, "a long passphrase"), ON)
    assert [one.sliders for one in notebook.story.values] == [{"better_soon": 5}]
    assert (notebook.story.about.concerns, notebook.story.therapies[0].approach) == (("ocd",), "cbt")
    assert "On Tuesday" in client.get("/").text


def test_the_pages_say_when_they_were_made_and_who_paid(client: Client) -> None:
    open_pages(client)
    page = client.get("/40").text
    assert SAID.say("page.paid_by") in page
    assert facts("version")["knowledge"] in page


def _values(page: str, field: str) -> list[str]:
    marker = f'name="{field}" value="'
    return [part.partition('"')[0] for part in page.split(marker)[1:]]
