"""The promise: nothing one began with is ever lost: not by another door, an invented person, a full disk or a slip."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.people import day_of, story_of
from tests.web.clients import desk_of, open_pages
from unstuck.demo import people
from unstuck.knowledge import words
from unstuck.vault.vault import Vault
from unstuck.web.notebook import Loose, Notebook

PASSPHRASE = "four plain words here"  # noqa: S105 - of nobody
TWICE = {"passphrase": PASSPHRASE, "again": PASSPHRASE}
NOTE = {"date": "2026-02-03", "text": "Slept <b>five</b> nights."}


def said(key: str, **blanks: str) -> str:
    file, _, rest = key.partition(".")
    return words("en", file).say(rest, **blanks)


def mine(client: Client) -> Notebook:
    notebook = desk_of(client).notebook
    assert notebook is not None
    return notebook


def begun(client: Client) -> Notebook:
    """Someone who took a door, wrote a note and half of another, and answered what is asked before keeping it."""
    client.post("/10", {"door": "not_sure"})
    notebook = mine(client)
    notebook.pages.append("notes", NOTE)
    notebook.pages.keep_draft("20", '{"note": ["half a sen"]}')
    client.post("/13", {"country": "GB", "age_band": "26-64"})
    return notebook


@pytest.mark.parametrize("door", ["felt_wrong", "not_helping", "not_sure", "want_to_stop", "no such door", ""])
def test_every_door_leads_on_without_a_score(client: Client, door: str) -> None:
    answer = client.post("/10", {"door": door})
    assert answer.headers["location"] == ("/31" if door == "felt_wrong" else "/11")
    assert client.get("/31").status_code == 200


def test_another_door_loses_nothing(client: Client) -> None:
    notebook = begun(client)
    client.post("/10", {"door": "felt_wrong"})
    assert mine(client) is notebook
    assert notebook.pages.entries("notes")[0].value == NOTE


def test_a_therapy_is_remembered_roughly_and_can_be_skipped(client: Client) -> None:
    client.post("/10", {"door": "not_helping"})
    assert client.post("/11", {}).headers["location"] == "/31"
    assert mine(client).story.therapies == ()
    client.post("/11", {"age": "five_months", "sessions": "8", "pace": "weekly", "kind": "uk_cbt"})
    assert len(mine(client).story.sessions) == 8
    assert said("glance.time.ran", sessions="8 sessions") in client.get("/31").text
    client.post("/11", {"age": "longer"})  # an older window
    assert len(mine(client).story.therapies) == 1


def test_what_can_not_be_read_is_said_and_stays_in_the_form(client: Client) -> None:
    client.post("/10", {"door": "not_helping"})
    answer = client.post("/11", {"age": "five_months", "sessions": "many"})
    assert answer.status_code == 400
    assert 'value="many"' in answer.text
    assert re.search(r'value="five_months"\s+selected', answer.text)


def test_all_of_it_is_in_the_vault_the_drafts_and_settings_too(client: Client, folder: Path) -> None:
    notebook = begun(client)
    before = notebook.pages.entries()
    assert not folder.exists()
    assert client.post("/15", TWICE).headers["location"] == "/19"
    client.get("/5")  # locked
    vault = Vault.open_with_passphrase(folder, PASSPHRASE)
    assert vault.entries() == before
    assert vault.draft("20") == '{"note": ["half a sen"]}'
    assert vault.story().about.country == "GB"
    assert Notebook(vault).settings["door"] == "not_sure"
    vault.lock()


def test_the_code_opens_it_and_is_shown_until_it_is_written_down_and_never_again(client: Client, folder: Path) -> None:
    begun(client)
    client.post("/15", TWICE)
    code = re.search(r"<code>([\w-]+)</code>", client.get("/19").text)
    assert code is not None
    assert code[1] in client.get("/19").text
    assert said("now.see_code") in client.get("/").text
    client.post("/19")
    assert client.get("/19").headers["location"] == "/"
    client.get("/5")
    Vault.open_with_recovery_code(folder, code[1]).lock()


def test_without_a_passphrase_it_opens_by_itself_and_that_is_said(client: Client, folder: Path) -> None:
    begun(client)
    assert said("first_run.keep.without_means") in client.get("/15").text
    client.post("/15", {"without": "1", "passphrase": "half typ"})
    assert mine(client).kept
    client.get("/5")
    assert Vault.ways(folder) == {"device", "recovery_code"}
    assert client.get("/4").headers["location"] == "/"
    assert mine(client).pages.entries("notes")[0].value == NOTE


@pytest.mark.parametrize("typed", [{"passphrase": PASSPHRASE, "again": "other"}, {"passphrase": " ", "again": " "}, {}])
def test_a_slip_makes_no_vault_and_nothing_has_to_be_typed_again(
    client: Client, folder: Path, typed: dict[str, str]
) -> None:
    begun(client)
    answer = client.post("/15", typed)
    assert answer.status_code == 400
    assert all(f'value="{one}"' in answer.text for one in typed.values())
    assert not folder.exists()


def test_what_was_typed_can_be_looked_at_before_it_counts(client: Client, folder: Path) -> None:
    begun(client)
    answer = client.post("/15", {"passphrase": PASSPHRASE, "show": "1"})
    assert answer.status_code == 200
    assert re.search(rf'<input type="text"[^>]*value="{PASSPHRASE}"', answer.text)
    assert "errors" not in answer.text
    assert not folder.exists()


def test_where_the_machine_says_no_everything_is_still_there_and_can_be_tried_again(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_the_way = tmp_path / "in_the_way"
    in_the_way.write_text("a file where a folder should be")
    monkeypatch.setattr(settings, "UNSTUCK_FOLDER", in_the_way / "data")
    notebook = begun(client)
    answer = client.post("/15", TWICE)
    assert answer.status_code in {409, 503}
    assert said("first_run.keep.still_here") in answer.text
    assert mine(client) is notebook
    assert notebook.pages.entries("notes")[0].value == NOTE
    in_the_way.unlink()
    assert client.post("/15", TWICE).headers["location"] == "/19"
    assert mine(client).kept


def test_where_half_a_sentence_can_not_be_kept_there_is_no_half_a_vault(client: Client, folder: Path) -> None:
    notebook = begun(client)
    folder.mkdir(parents=True)
    blocked = folder / "draft.part"
    blocked.mkdir()  # where what is half written would be put together
    assert client.post("/15", TWICE).status_code in {409, 503}
    assert mine(client) is notebook
    assert not notebook.locked
    blocked.rmdir()
    assert client.post("/15", TWICE).headers["location"] == "/19"
    assert mine(client).pages.draft("20") == '{"note": ["half a sen"]}'


def test_a_form_sent_twice_makes_one_vault_and_the_code_is_still_seen(client: Client) -> None:
    begun(client)
    for _ in range(2):
        assert client.post("/15", {**TWICE, "once": "1"}).headers["location"] == "/19"
    assert client.post("/15", TWICE).headers["location"] == "/19"
    assert client.get("/19").status_code == 200


def test_an_invented_person_is_marked_and_ones_own_pages_lie_untouched_under_them(client: Client) -> None:
    notebook = begun(client)
    before = notebook.pages.entries()
    client.post("/16/3")
    client.post("/16/5")
    assert said("frame.demo") in client.get("/").text
    assert mine(client).demo == list(people())[5]
    client.post("/17")
    assert mine(client).pages.entries() == before
    assert not mine(client).demo


def test_a_kept_persons_vault_is_open_again_after_an_invented_person_and_locked_with_them(client: Client) -> None:
    begun(client)
    client.post("/15", TWICE)
    client.post("/19")
    client.post("/16/0")
    assert client.get("/15").headers["location"] == "/"  # an invented person is never kept
    client.post("/17")
    notebook = mine(client)
    assert notebook.kept
    assert notebook.pages.entries("notes")[0].value == NOTE
    client.post("/16/0")
    under = mine(client).under
    client.get("/5")
    assert under is not None
    assert under.locked


def test_an_invented_person_can_be_looked_at_before_anything_else_and_left_again(client: Client, folder: Path) -> None:
    listed = client.get("/18").text
    assert sum(person["title"] in listed for person in people().values()) > 4
    client.post("/16/0")
    client.post("/17")
    assert client.get("/").headers["location"] == "/10"
    assert client.get("/16/999").status_code == 404
    assert not folder.exists()


def test_who_has_a_vault_is_never_led_past_it(client: Client, folder: Path) -> None:
    Vault.create(folder, PASSPHRASE)[0].lock()
    for answer in (client.get("/10"), client.post("/10", {"door": "not_sure"})):
        assert answer.headers["location"] == "/"
    assert client.get("/").headers["location"] == "/4"


def test_help_lines_are_those_of_the_country_as_soon_as_it_is_known(client: Client) -> None:
    name = "in_danger"
    open_pages(client, Loose(story_of(name)), day_of(name))
    mine(client).set_about(country=None)
    assert said("now.help.country") in client.get("/").text
    assert client.post("/13", {"country": "GB", "age_band": ""}).headers["location"] == "/"
    assert "Samaritans" in client.get("/").text
