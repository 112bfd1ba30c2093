"""The promise: everything one wrote can be seen, corrected, deleted, taken along, destroyed, and is lost never."""

import html
import io
import json
import re
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.vault.people import CHEAP, tampering
from tests.web.clients import desk_of, let_in, open_pages
from unstuck.diary.in_words import MODELS
from unstuck.story import FORMAT, Story, dump, read, validate
from unstuck.vault.places import BACKUPS
from unstuck.vault.problems import VaultProblem
from unstuck.vault.restoring import restore_content
from unstuck.vault.stories import records
from unstuck.vault.vault import Vault
from unstuck.web import desk as desks
from unstuck.web.face import face
from unstuck.web.notebook import Notebook

ON = date(2026, 6, 8)
SECRET = "correct horse battery"  # noqa: S105 - of nobody
HOSTILE = "<script>alert(1)</script>\"'{{ 7 }}"
STORY: dict[str, Any] = {
    "format": FORMAT,
    "about": {"country": "US"},
    "goals": [{"id": "g", "text": HOSTILE, "set_on": "2026-01-05"}],
    "therapies": [{"id": "t", "started": "2026-01-05", "schedule": {"every_days": 7, "starts_at": "10:00"}}],
    "sessions": [{"date": "2026-06-01", "therapy": "t", "before": 1.5, "alliance": {"heard": 7}}],
    "scores": [{"date": "2026-05-01", "measure": "phq9", "total": 11}],
    "goal_ratings": [{"date": "2026-05-01", "goal": "g", "rating": 3}],
    "answers": [{"date": "2026-05-01", "indicator": "do_not_know_method", "answer": "yes"}],
    "events": [{"date": "2026-05-02", "kind": "win", "text": "slept"}],
    "conversations": [{"date": "2026-05-03", "agreed": [{"text": "a plan"}], "review_on": "2026-07-01"}],
    "notes": [{"date": "2026-06-07", "text": "A long day."}],
    "wishes": [{"date": "2026-05-04", "trouble": "nights"}],
    "told": [{"date": "2026-05-05", "to": "friend", "form": "spoken", "items": ["x"]}],
}


def told(**lists: Any) -> Story:  # noqa: ANN401 - what JSON holds
    return validate({**STORY, **lists})


def begun(client: Client, **lists: Any) -> Notebook:  # noqa: ANN401 - what JSON holds
    return open_pages(client, told(**lists), ON)


@pytest.fixture
def vault(client: Client, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Vault:
    """An open vault with a story in it; passphrases cost little."""
    made, _ = Vault.create(folder, SECRET, cost=CHEAP)
    made.write_story(told())
    for name in ("change_passphrase", "renew_recovery_code", "rekey"):
        whole = getattr(Vault, name)
        monkeypatch.setattr(Vault, name, lambda *args, whole=whole, **more: whole(*args, **more | {"cost": CHEAP}))
    monkeypatch.setattr(
        "unstuck.web.views.keeping.restore_content", lambda *args, **more: restore_content(*args, **more, cost=CHEAP)
    )
    open_pages(client, made)
    return made


def main(page: str) -> str:
    return page.partition("<main")[2].partition("</main>")[0]


def one(notebook: Notebook, kind: str) -> str:
    return notebook.pages.entries(kind)[0].id


def form_of(page: str) -> dict[str, str]:
    """What a person would send who opens the page and presses its button."""
    found: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", main(page)):
        said = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if said.get("type") not in {"radio", "checkbox"} or " checked" in tag:
            found.setdefault(said.get("name", ""), said.get("value", ""))
    for name, inner in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', main(page), re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', inner)
        found[name] = chosen[1] if chosen else ""
    for name, inner in re.findall(r'<textarea name="([^"]+)"[^>]*>\n?(.*?)</textarea>', main(page), re.DOTALL):
        found[name] = html.unescape(inner)
    return {name: value for name, value in found.items() if name not in {"csrfmiddlewaretoken", "once", ""}}


def test_everything_stands_there_newest_first_in_words(client: Client) -> None:
    notebook = begun(client)
    page = main(client.get("/100").text)
    places = [page.index(f"/101/{entry.id}") for entry in notebook.pages.entries() if entry.kind in MODELS]
    assert len(places) == len(list(records(told())))
    days = re.findall(r'<span class="soft">(\w+ \d+, \d{4})', page)
    assert days[0] == "June 7, 2026"
    assert days[-1] == "January 5, 2026"
    assert "A long day." in page
    assert "do_not_know_method" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_many_entries_come_in_pages_none_twice_and_none_left_out(client: Client) -> None:
    notes = [{"date": (ON - timedelta(days=n)).isoformat(), "text": f"note {n:04d}."} for n in range(130)]
    begun(client, notes=notes)
    found = [text for n in (1, 2, 3, 4) for text in re.findall(r"note \d{4}\.", main(client.get(f"/100/{n}").text))]
    assert found == [note["text"] for note in notes]
    assert client.get("/100/9").status_code == 404
    assert client.get("/100/0").status_code == 404


@pytest.mark.parametrize("kind", [kind for kind in MODELS if kind in STORY])
def test_an_entry_of_any_kind_opens_and_saved_unchanged_stays_what_it_was(client: Client, kind: str) -> None:
    notebook = begun(client)
    entry = notebook.pages.entries(kind)[0]
    page = client.get(f"/101/{entry.id}")
    assert page.status_code == 200
    sent = form_of(page.text)
    assert client.post(f"/101/{entry.id}", sent).status_code == 302
    assert notebook.pages.entry(entry.id).value == entry.value
    assert notebook.pages.entry(entry.id).version == 2


def test_an_entry_is_corrected_and_what_can_not_be_is_told_at_its_place(client: Client) -> None:
    notebook = begun(client)
    address = f"/101/{one(notebook, 'sessions')}"
    sent = form_of(client.get(address).text)
    wrong = client.post(address, sent | {"before": "9", "note": "my own words"})
    assert wrong.status_code == 400
    assert "my own words" in wrong.text
    too_early = client.post(address, sent | {"date": "2025-06-01", "note": "my own words"})
    assert too_early.status_code == 400
    assert 'id="id_date_error"' in too_early.text
    assert "my own words" in too_early.text
    assert notebook.story == told()
    client.post(address, sent | {"alliance.bond": "5", "before": "", "note": "my own words"})
    (session,) = notebook.story.sessions
    assert (session.before, session.note) == (None, "my own words")
    assert session.alliance is not None
    assert (session.alliance.bond, session.alliance.heard) == (5, 7)


def test_a_therapy_is_not_changed_so_that_its_sessions_lie_outside(client: Client) -> None:
    notebook = begun(client)
    address = f"/101/{one(notebook, 'therapies')}"
    sent = form_of(client.get(address).text)
    for change in ({"started": "2026-06-02"}, {"ended": "2026-05-01"}):
        page = client.post(address, sent | change)
        assert page.status_code == 400
        assert "One session" in page.text
    assert client.post(address, sent | {"ended": "2026-06-02", "ended_by": "me"}).status_code == 302
    assert notebook.pages.unfit() == ()


def test_two_tabs_never_overwrite_each_other_unseen(client: Client) -> None:
    notebook = begun(client)
    entry = one(notebook, "notes")
    sent = form_of(client.get(f"/101/{entry}").text)
    client.post(f"/101/{entry}", sent | {"text": "from the first tab"})
    page = client.post(f"/101/{entry}", sent | {"text": "from the second tab"})
    assert page.status_code == 409
    assert "from the first tab" in page.text
    assert "from the second tab" in page.text
    assert notebook.story.notes[0].text == "from the first tab"
    client.post(f"/101/{entry}", form_of(page.text))
    assert notebook.story.notes[0].text == "from the second tab"


def test_a_correction_half_written_before_another_one_does_not_overwrite_it_unseen(client: Client) -> None:
    notebook = begun(client)
    entry = one(notebook, "notes")
    sent = form_of(client.get(f"/101/{entry}").text)
    client.post("/6", {"draft": str(int(entry, 16)), **sent, "text": "half written"})
    notebook.pages.correct(entry, {"date": "2026-06-07", "text": "meanwhile"}, seen=1)
    page = client.get(f"/101/{entry}").text
    assert "half written" in page
    assert client.post(f"/101/{entry}", form_of(page)).status_code == 409
    assert notebook.story.notes[0].text == "meanwhile"


def test_what_was_deleted_comes_back_until_the_page_is_left(client: Client) -> None:
    notebook = begun(client)
    first, second = one(notebook, "notes"), one(notebook, "events")
    client.post(f"/102/{first}")
    client.post(f"/102/{second}")
    page = main(client.get("/100").text)
    assert "2 entries are deleted" in page
    assert f"/101/{first}" not in page
    client.post("/103")
    assert notebook.story == told()
    client.post(f"/102/{first}")
    assert "One entry is deleted" in client.get("/100").text
    client.get("/20")
    assert "deleted" not in main(client.get("/100").text)
    client.post("/103")
    assert not notebook.story.notes
    with pytest.raises(VaultProblem, match="no_undo"):
        notebook.pages.undo(first)


def test_what_does_not_fit_any_more_is_told_and_kept(client: Client) -> None:
    notebook = begun(client)
    client.post(f"/102/{one(notebook, 'goals')}")
    page = main(client.get("/100").text)
    assert "no longer fits" in page
    assert "left out" in page
    client.post("/103")
    assert "left out" not in main(client.get("/100").text)
    client.post(f"/102/{one(notebook, 'goals')}")
    assert "left out" in main(client.get(f"/101/{one(notebook, 'goal_ratings')}").text)
    assert notebook.pages.unfit() == (one(notebook, "goal_ratings"),)


def test_what_can_not_be_read_is_told_and_all_the_rest_is_there(client: Client, vault: Vault) -> None:
    damaged = vault.entries("notes")[0].id
    desk_of(client).lock()
    with tampering(vault.folder) as rows:
        rows.execute("UPDATE vault_sealed SET sealed = zeroblob(557) WHERE entry = ?", (damaged,))
    open_pages(client, Vault.open_with_passphrase(vault.folder, SECRET, cost=CHEAP))
    page = main(client.get("/100").text)
    assert "One entry can&#x27;t be read" in page
    assert "slept" in page
    assert "no new automatic backup" in page


def test_pages_of_the_app_itself_are_no_entries(client: Client) -> None:
    notebook = begun(client)
    notebook.set(exit="https://example.org/")
    (mine,) = notebook.pages.entries("app.settings")
    assert mine.id not in client.get("/100").text
    for answer in (client.get(f"/101/{mine.id}"), client.post(f"/102/{mine.id}")):
        assert answer.status_code == 404
    assert client.get(f"/101/{'0' * 32}").status_code == 409
    assert client.get("/101/nothing").status_code == 409


def test_a_sign_of_danger_in_a_correction_leads_to_help(client: Client) -> None:
    notebook = begun(client)
    entry = one(notebook, "notes")
    sent = form_of(client.get(f"/101/{entry}").text) | {"text": "I want to kill myself"}
    assert client.post(f"/101/{entry}", sent).headers["location"] == "/"


def test_name_and_look_are_known_before_anything_is_opened(client: Client, folder: Path) -> None:
    begun(client)
    page = client.get("/104").text
    assert "language" not in form_of(page)  # there is one language
    client.post("/104", form_of(page) | {"name": "Notes", "theme": "dark"})
    assert "<title>Mine · Notes</title>" in client.get("/100").text
    assert 'data-theme="dark"' in client.get("/100").text
    assert (face(folder).name, face(folder).theme) == ("Notes", "dark")
    assert "Notes" in let_in().get("/1").text


@pytest.mark.parametrize(
    "wrong",
    ["javascript:alert(1)", "example.org", "file:///etc/passwd", "http://", "ftp://x.y", "https://[", "data:,x"],
)
def test_quick_exit_goes_nowhere_but_to_an_address_on_the_web(client: Client, wrong: str) -> None:
    notebook = begun(client)
    page = client.post("/104", {"exit": wrong})
    assert page.status_code == 400
    assert notebook.settings.get("exit") is None


def test_quick_exit_goes_where_the_person_chose_and_back_to_the_blank_page(client: Client) -> None:
    notebook = begun(client)
    client.post("/104", {"exit": "https://weather.example/today"})
    assert notebook.settings["exit"] == "https://weather.example/today"
    client.post("/104", {"exit": ""})
    assert not notebook.settings["exit"]


def test_it_locks_after_as_long_as_the_person_chose(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    notebook = begun(client)
    notebook.kept = True
    assert 'data-idle="600"' in client.get("/20").text
    client.post("/104", {"idle": "30"})
    assert 'data-idle="1800"' in client.get("/20").text
    now = desks.NOTEBOOKS._clock()
    monkeypatch.setattr(desks.NOTEBOOKS, "_clock", lambda: now + 29 * 60)
    assert desk_of(client).notebook is notebook
    monkeypatch.setattr(desks.NOTEBOOKS, "_clock", lambda: now + (29 + 31) * 60)
    assert desk_of(client).notebook is None
    assert notebook.locked


def test_the_calendar_says_one_word_and_nothing_of_the_person(client: Client) -> None:
    begun(client)
    assert "July 1, 2026" in client.get("/106").text
    answer = client.post("/106")
    assert answer.headers["content-type"].startswith("text/calendar")
    assert "calendar.ics" in answer.headers["content-disposition"]
    text = answer.content.decode()
    assert set(re.findall("SUMMARY:(.*)\r\n", text)) == {"Reminder"}
    assert "DTSTART;VALUE=DATE:20260701" in text
    assert "DTSTART:20260608T100000" not in text
    assert "DTSTART:20260615T100000" in text


def test_an_export_is_asked_first_and_holds_everything(client: Client) -> None:
    begun(client)
    assert "anyone who gets these files can read" in client.get("/105/1").text
    answer = client.post("/105/1")
    assert "attachment" in answer.headers["content-disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as opened:
        assert read(opened.read("story.json")) == told()
        assert {"story.html", "notes.csv"} <= set(opened.namelist())


def test_a_story_is_brought_in_and_takes_the_place_of_another_only_when_that_was_ticked(client: Client) -> None:
    notebook = begun(client, notes=[])
    sent = {"upload": SimpleUploadedFile("story.json", dump(told()))}
    page = client.post("/105/2", sent)
    assert page.status_code == 400
    assert not notebook.story.notes
    sent["upload"].seek(0)
    assert client.post("/105/2", {**sent, "sure": "on"}).status_code == 302
    assert notebook.story == told()


def test_every_problem_of_a_file_is_told_and_nothing_is_brought_in(client: Client) -> None:
    notebook = open_pages(client)
    wrong = {
        **STORY,
        "notes": [{"date": "soon", "text": 3}],
        "scores": [{"date": "2026-01-01", "measure": HOSTILE, "total": 1}],
    }
    page = client.post("/105/2", {"upload": SimpleUploadedFile("x", json.dumps(wrong).encode())})
    assert page.status_code == 400
    for place in ("notes[0].date", "notes[0].text", "scores[0].measure"):
        assert place in page.text
    assert "<script>alert" not in page.text
    assert client.post("/105/2", {}).status_code == 400
    assert client.post("/105/2", {"upload": SimpleUploadedFile("x", b"")}).status_code == 400
    assert not notebook.pages.entries()


def test_a_backup_is_one_sealed_file_and_becomes_the_vault_again_elsewhere(
    client: Client, vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = client.post("/105/3")
    assert b"A long day" not in answer.content
    assert not list(vault.folder.glob("restoring*"))
    another = tmp_path / "another machine"
    monkeypatch.setattr(settings, "UNSTUCK_FOLDER", another)
    elsewhere = let_in()
    assert elsewhere.get("/105/4").status_code == 200  # also where nothing was ever opened
    wrong = elsewhere.post("/105/4", {"upload": SimpleUploadedFile("b", answer.content), "passphrase": "no"})
    assert wrong.status_code == 403
    none = elsewhere.post("/105/4", {"upload": SimpleUploadedFile("b", b"a plain story"), "passphrase": SECRET})
    assert none.status_code == 403
    assert not another.exists()
    elsewhere.post("/105/4", {"upload": SimpleUploadedFile("b", answer.content), "passphrase": SECRET})
    found = desk_of(elsewhere).notebook
    assert found is not None
    assert found.kept
    assert found.story == told()


def test_a_backup_takes_the_place_of_what_is_there_only_when_that_was_ticked(client: Client, vault: Vault) -> None:
    content = client.post("/105/3").content
    client.post("/26", {"text": "after the backup"})
    sent = {"passphrase": SECRET}
    assert client.post("/105/4", sent | {"upload": SimpleUploadedFile("b", content)}).status_code == 400
    assert len(vault.story().notes) == 2
    client.post("/105/4", sent | {"upload": SimpleUploadedFile("b", content), "sure": "on"})
    found = desk_of(client).notebook
    assert found is not None
    assert [note.text for note in found.story.notes] == ["A long day."]


def test_another_passphrase_needs_the_one_until_now(client: Client, vault: Vault) -> None:
    new = {"passphrase": "a new one", "again": "a new one"}
    for wrong, status in (
        ({"current": "no"} | new, 403),
        ({"current": SECRET, "passphrase": "a new one", "again": "other"}, 400),
        ({"current": SECRET, "passphrase": "", "again": ""}, 400),
    ):
        assert client.post("/105/5", wrong).status_code == status
    assert SECRET not in client.post("/105/5", {"current": SECRET, "passphrase": "x", "again": "y"}).text
    client.post("/105/5", {"current": SECRET} | new)
    desk_of(client).lock()
    with pytest.raises(VaultProblem, match="wrong_passphrase"):
        Vault.open_with_passphrase(vault.folder, SECRET, cost=CHEAP)
    Vault.open_with_passphrase(vault.folder, "a new one", cost=CHEAP).lock()


def test_no_passphrase_says_what_that_means_and_opens_by_itself_from_then_on(client: Client, vault: Vault) -> None:
    assert "Anyone who can use your account" in client.get("/105/5").text
    client.post("/105/5", {"current": SECRET, "without": "1"})
    assert Vault.ways(vault.folder) == {"device", "recovery_code"}
    assert "opens without a passphrase" in client.get("/105/5").text
    assert "other computer" in client.get("/105/3").text or "another computer" in client.get("/105/3").text


@pytest.mark.parametrize("address", ["/105/6", "/105/7"])
def test_a_new_recovery_code_is_shown_until_it_is_written_down(client: Client, vault: Vault, address: str) -> None:
    assert client.post(address, {"current": "no"}).status_code == 403
    assert client.post(address, {"current": SECRET}).headers["location"] == "/19"
    shown = re.search("<code>(.*?)</code>", client.get("/19").text)
    assert shown is not None
    client.post("/19")
    assert shown[1] not in client.get("/19", follow=True).text
    assert vault.story() == told()
    desk_of(client).lock()
    Vault.open_with_recovery_code(vault.folder, shown[1]).lock()


def test_everything_is_destroyed_only_when_ticked_and_what_is_out_of_reach_is_said(
    client: Client, vault: Vault
) -> None:
    assert client.post("/105/8").status_code == 400
    assert vault.story() == told()
    page = client.post("/105/8", {"destroy": "on"})
    assert "Out of reach" in page.text
    assert "Backups you saved elsewhere" in page.text
    assert not vault.folder.exists()
    assert client.get("/").headers["location"] == "/10"


def test_a_backup_that_failed_is_told(client: Client, vault: Vault) -> None:
    (vault.folder / BACKUPS).mkdir(exist_ok=True)
    vault.backup_problem = VaultProblem("disk_full", place=str(vault.folder))
    for address in ("/100", "/105"):
        assert "no new automatic backup" in client.get(address).text


def test_for_an_invented_person_nothing_can_be_taken_along_or_destroyed(client: Client) -> None:
    open_pages(client, told(), ON, demo="going_well")
    assert client.get("/100").status_code == 200
    for address in ("/104", "/105", "/105/1", "/105/2", "/105/3", "/105/4", "/105/5", "/105/6", "/105/7", "/105/8"):
        assert client.get(address).status_code == 302
        answer = client.post(address)
        assert answer.status_code == 302
    assert "/105" not in main(client.get("/100").text)


def test_what_is_not_kept_yet_can_be_taken_along_and_that_is_said(client: Client) -> None:
    begun(client)
    page = main(client.get("/105").text)
    assert 'href="/15"' in page
    assert "/105/8" not in page
    for address in ("/105/3", "/105/5", "/105/6", "/105/7", "/105/8"):
        assert client.post(address).headers["location"] == "/105"


def test_a_form_that_met_a_locked_vault_is_taken_once_it_is_open_again(client: Client, vault: Vault) -> None:
    entry = vault.entries("notes")[0].id
    sent = form_of(client.get(f"/101/{entry}").text) | {"text": "typed before it locked", "once": "77"}
    desk_of(client).lock()
    assert client.post(f"/101/{entry}", sent).headers["location"] == "/4"
    assert "typed before it locked" not in client.get("/4").text
    again = client.post("/4", {"passphrase": SECRET})
    assert again.status_code == 302
    found = desk_of(client).notebook
    assert found is not None
    assert found.story.notes[0].text == "typed before it locked"
    found.lock()


def test_a_form_sent_twice_counts_once(client: Client) -> None:
    notebook = begun(client)
    once = {"once": "a number", "text": "only once"}
    first, second = client.post("/26", once), client.post("/26", once)
    assert first.headers["location"] == second.headers["location"]
    assert [note.text for note in notebook.story.notes].count("only once") == 1


def test_what_could_not_be_saved_is_all_there_to_be_copied_or_sent_once_more(client: Client) -> None:
    notebook = begun(client)
    entry = one(notebook, "notes")
    sent = form_of(client.get(f"/101/{entry}").text) | {"text": f"typed while it was deleted {HOSTILE}\nelsewhere"}
    notebook.pages.destroy(entry)
    page = client.post(f"/101/{entry}", sent)
    assert page.status_code == 409
    assert "typed while it was deleted &lt;script&gt;" in page.text
    notebook.pages.undo(entry)
    again = {name: html.unescape(value) for name, value in form_of(page.text).items()}
    assert client.post(f"/101/{entry}", again).status_code == 302
    assert notebook.story.notes[0].text == f"typed while it was deleted {HOSTILE}\nelsewhere"


def test_a_passphrase_is_never_repeated_on_a_page(client: Client, vault: Vault) -> None:
    desk_of(client).lock()
    (vault.folder / "vault.sqlite3").write_bytes(b"damaged")
    page = client.post("/4", {"passphrase": SECRET}, follow=True)
    assert page.status_code >= 400
    assert SECRET not in page.text
