"""The promise: what one wrote is corrected in two windows without loss, deleted with a way back, and taken along."""

import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest
from playwright.sync_api import Page, expect

from tests.browser.walking import Walk, said
from tests.vault.people import CHEAP
from unstuck.story import read, validate
from unstuck.vault.vault import Vault
from unstuck.web.notebook import Loose, Notebook
from unstuck.web.serving import App

STORY = {
    "format": "unstuck-story/1",
    "therapies": [{"id": "t", "started": "2026-01-05"}],
    "notes": [{"date": "2026-06-07", "text": "A long day."}, {"date": "2026-06-01", "text": "A short one."}],
}


def begun(walk: Walk) -> Notebook:
    notebook = walk.own(Notebook(Loose(validate(STORY))))
    walk.section("own")
    return notebook


def texts(notebook: Notebook) -> list[str]:
    return [note.text for note in notebook.story.notes]


def own_words(page: Page) -> str:
    return page.get_by_label(said("diary.field.text")).input_value()


class Weather(BaseHTTPRequestHandler):
    """A page elsewhere, on this machine; `told` is what it was told of whoever came."""

    told: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        if self.path == "/weather":  # what its own page asks for names that page, as everywhere
            self.told.extend({"Referer", "Cookie", "Origin"} & set(self.headers))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<title>Sunny</title>")

    def log_message(self, *arguments: object) -> None: ...


@pytest.fixture
def outside() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Weather)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}/weather"
    server.shutdown()
    server.server_close()


def test_two_windows_show_each_other_what_would_be_overwritten(walk: Walk) -> None:
    notebook, first = begun(walk), walk.page
    first.get_by_role("link", name="June 7").click()
    second = first.context.new_page()
    second.goto(first.url)
    for window, words in ((first, "from the first"), (second, "from the second")):
        window.get_by_label(said("diary.field.text")).fill(words)
        window.get_by_role("button", name=said("own_page.entry.save"), exact=True).click()
    expect(second.get_by_role("alert")).to_contain_text("from the first")
    assert own_words(second) == "from the second"
    assert texts(notebook) == ["from the first", "A short one."]
    second.get_by_role("button", name=said("own_page.entry.instead")).click()
    second.wait_for_url("**/100")
    assert texts(notebook) == ["from the second", "A short one."]


def test_what_is_deleted_comes_back_until_the_page_is_left(walk: Walk) -> None:
    notebook = begun(walk)
    walk.page.get_by_role("link", name="June 7").click()
    walk.button("own_page.entry.delete")
    assert texts(notebook) == ["A short one."]
    walk.button("own_page.deleted_undo")
    assert texts(notebook) == ["A long day.", "A short one."]
    walk.page.get_by_role("link", name="June 1").click()
    walk.button("own_page.entry.delete")
    walk.section("check_in")
    walk.section("own")
    expect(walk.page.get_by_role("button", name=said("own_page.deleted_undo"))).to_have_count(0)
    assert texts(notebook) == ["A long day."]


def test_everything_is_taken_along_as_one_file_and_brought_in_again(walk: Walk, tmp_path: Path) -> None:
    notebook = begun(walk)
    walk.link("own_page.keeping_link")
    walk.link("own_page.keeping.export")
    with walk.page.expect_download() as downloading:
        walk.button("own_page.export.make")
    file = tmp_path / "taken.zip"
    downloading.value.save_as(file)
    with zipfile.ZipFile(file) as opened:
        (tmp_path / "story.json").write_bytes(opened.read("story.json"))
    assert read((tmp_path / "story.json").read_bytes()) == notebook.story
    empty = walk.own()
    walk.section("own")
    walk.link("own_page.keeping_link")
    walk.link("own_page.keeping.import")
    walk.page.get_by_label(said("own_page.fields.upload.label")).set_input_files(tmp_path / "story.json")
    walk.button("own_page.import.make")
    expect(walk.page.get_by_role("status").first).to_contain_text(said("own_page.brought_in"))
    assert texts(empty) == ["A long day.", "A short one."]


def test_quick_exit_leads_where_the_person_chose_and_tells_nothing_there(walk: Walk, app: App, outside: str) -> None:
    notebook = begun(walk)
    walk.link("own_page.settings_link")
    walk.page.get_by_label(said("own_page.fields.exit.label")).fill(outside)
    walk.button("own_page.settings.save")
    walk.button("frame.leave")
    walk.page.wait_for_url(outside)
    assert walk.page.title() == "Sunny"
    assert Weather.told == []
    assert notebook.locked
    answer = walk.page.goto(app.address)
    assert answer is not None
    assert answer.status == 403


def test_a_name_of_ones_own_and_a_dark_page_are_there_at_once(walk: Walk) -> None:
    begun(walk)
    walk.link("own_page.settings_link")
    walk.page.get_by_label(said("own_page.fields.name.label")).fill("Recipes")
    walk.page.get_by_role("radio", name=said("own_page.fields.theme.choices.dark")).check()
    walk.button("own_page.settings.save")
    expect(walk.page).to_have_title(f"{said('own_page.title')} · Recipes")
    assert walk.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(23, 29, 33)"


def test_what_is_sent_after_it_locked_is_taken_once_it_is_open_again(walk: Walk, app: App, folder: Path) -> None:
    vault, _ = Vault.create(folder, "correct horse", cost=CHEAP)
    notebook, page = walk.own(Notebook(vault, kept=True)), walk.page
    page.goto(f"{app.address}/26")
    page.get_by_label(said("check_in_page.fields.text.label")).fill("written while it locked")
    notebook.lock()
    page.get_by_role("button", name=said("check_in_page.save"), exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(said("door.heading"))
    expect(page.get_by_text("written while it locked")).to_have_count(0)
    page.get_by_label(said("door.fields.passphrase.label")).fill("correct horse")
    walk.button("door.open")
    page.wait_for_url("**/20")
    walk.section("own")
    expect(page.get_by_text("written while it locked")).to_have_count(1)
