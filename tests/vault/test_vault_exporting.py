"""The promise: a person can leave with everything they wrote, in files that any program and any eye can read."""

import csv
import io
import json
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.vault.people import STORY, Person, story
from unstuck.story import dump, read, validate
from unstuck.vault.exporting import export, files, page, tables, zipped
from unstuck.vault.problems import VaultProblem

HOSTILE = '<script>alert("x")</script> & <img src=x onerror=y>'


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


class Text(HTMLParser):
    """The text and the tags of a page."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.text, self.tags = "", []  # type: ignore[var-annotated]  # filled below
        self.feed(content)

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_the_story_file_is_the_story(alice: Person, tmp_path: Path) -> None:
    alice.vault.write_story(story())
    files = export(alice.vault.story(), tmp_path / "mine")
    assert {path.name for path in files} == {path.name for path in (tmp_path / "mine").iterdir()}
    assert read((tmp_path / "mine" / "story.json").read_bytes()) == story()
    assert all(path.stat().st_mode & 0o077 == 0 for path in files)


def test_what_was_exported_can_be_brought_into_another_vault(alice: Person, bob: Person, tmp_path: Path) -> None:
    alice.vault.write_story(story())
    export(alice.vault.story(), tmp_path / "mine")
    bob.vault.write_story(read((tmp_path / "mine" / "story.json").read_bytes()))
    assert dump(bob.again().story()) == dump(alice.vault.story())


def test_there_is_a_table_of_each_list_with_every_value(tmp_path: Path) -> None:
    found = tables(story())
    assert set(found) == {f"{name}.csv" for name in STORY if name != "format"}
    assert rows(found["scores.csv"]) == [{"date": "2026-01-05", "measure": "gad7", "total": "13.0"}]
    (session,) = rows(found["sessions.csv"])
    assert session["alliance.goals"] == "6.5"
    assert session["note"] == "We made a plan."
    (therapy,) = rows(found["therapies.csv"])
    assert therapy["schedule.every_days"] == "3.5"
    assert rows(found["notes.csv"])[1]["text"] == "Café, naïve, 睡眠, 🙂\n\tand a new line"
    assert rows(found["conversations.csv"])[0]["agreed.1.text"] == "Start with my list"
    assert rows(found["about.csv"])[0]["concerns"] == "gad"
    del tmp_path


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_a_note_that_begins_like_a_formula_is_no_formula_in_a_table(sign: str) -> None:
    text = f"{sign}HYPERLINK(1)"
    found = tables(validate({**STORY, "notes": [{"date": "2026-02-03", "text": text}]}))
    assert b"'" + text.encode() in found["notes.csv"]
    (session,) = rows(found["sessions.csv"])
    assert float(session["before"]) == -1


def test_the_page_can_be_read_without_knowing_any_format() -> None:
    said = Text(page(story())).text
    for text in (
        "Sessions",
        "February 3, 2026",
        "We made a plan.",
        "Sleep without checking the news",
        "life event",
        "no",
    ):
        assert text in said
    assert "2026-02-03" not in said


def test_the_page_asks_for_nothing_from_elsewhere_and_runs_nothing() -> None:
    notes = [{"date": "2026-02-03", "text": HOSTILE}]
    shown = Text(
        page(validate({**STORY, "notes": notes, "events": [{"date": "2026-02-01", "kind": "win", "text": HOSTILE}]}))
    )
    assert HOSTILE in shown.text
    for tag, attributes in shown.tags:
        assert tag not in {"script", "img", "link", "iframe", "object"}
        assert not {"src", "href", "onerror", "style"} & set(attributes)


def test_an_empty_story_makes_a_page_and_no_tables() -> None:
    empty = validate({"format": "unstuck-story/1"})
    assert not tables(empty)
    assert "<h1>" in page(empty)


def test_nothing_that_is_there_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "story.json").write_text("something else")
    with pytest.raises(VaultProblem, match="folder_not_empty"):
        export(story(), tmp_path)
    assert json.dumps((tmp_path / "story.json").read_text()) == '"something else"'
    (tmp_path / "file").touch()
    with pytest.raises(VaultProblem):
        export(story(), tmp_path / "file")


def test_one_zip_holds_the_same_files_and_is_made_the_same_each_time() -> None:
    content = zipped(story())
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        assert {name: opened.read(name) for name in opened.namelist()} == files(story())
    assert zipped(story()) == content
