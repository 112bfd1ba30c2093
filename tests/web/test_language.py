"""The promise: every page can be had in another language. With every sentence of ours translated, none is left over.

The other language is made out of the English one, as in tests/test_languages.py: its letters are Greek. What a page
still says in Latin letters is a name, an address or the person's own words, or a sentence that stands in a template.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import Client

from tests.people import day_of, story_of
from tests.test_languages import OTHER, names, untranslated
from tests.test_languages import other_language as other_language  # noqa: PLC0414 - a fixture of every test here
from tests.web.clients import open_pages
from unstuck.demo import people
from unstuck.reasons.approach import signs_of
from unstuck.vault.entries import Entry
from unstuck.web.face import NAME, Face, put_face
from unstuck.web.notebook import Notebook
from unstuck.web.urls import urlpatterns

READ_OUT = frozenset({"aria-label", "placeholder", "alt", "title"})
UNREAD = frozenset({"script", "style", "code"})
NOT_WALKED = frozenset({"leave", "lock", "enter", "left", "draft"})
"""Pages that end the visit, are no page, or say nothing at all."""
PEOPLE = ("stalled_after_a_gain", "a_line_crossed", "in_danger", "")
SENT = (
    ("/31", {"tick": ["afraid_at_home"]}),
    ("/42", {"better_soon": "8", "no_waiting": "2"}),
    ("/42", {"better_soon": "80"}),
    ("/43", {"listened": "no", "medicine": "unsure"}),
    ("/44", {"option": "planned_break"}),
    ("/44", {"option": "keep_going", "review_on": "2020-01-01"}),
    ("/45", {"tick": signs_of("cbt"), "shown": signs_of("cbt")}),
    ("/46", {"concerns": ["ocd", "bulimia"], "approach": "cbt"}),
    ("/47", {"kind": "de_hpp", "needs": ["medicine", "trauma"]}),
    ("/47", {"needs": ["medicine"]}),
    ("/90", {"words": "1"}),
)


class Said(HTMLParser):
    """All that a page says to someone who reads or hears it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._unread = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unread += tag in UNREAD
        self.texts += [value for name, value in attrs if name in READ_OUT and value]

    def handle_endtag(self, tag: str) -> None:
        self._unread -= tag in UNREAD

    def handle_data(self, data: str) -> None:
        if not self._unread and data.strip():
            self.texts.append(data)


def addresses(notebook: Notebook) -> Iterator[str]:
    """Every page, with a few numbers where one goes in, and each kind of entry where an entry goes in."""
    by_kind: dict[str, Entry] = {entry.kind: entry for entry in notebook.pages.entries()}
    for one in urlpatterns:
        if one.name in NOT_WALKED:
            continue
        for number in range(3) if "<int:" in str(one.pattern) else (0,):
            whole = re.sub(r"<int:\w+>", str(number), f"/{one.pattern}")
            yield from {re.sub(r"<str:\w+>", entry.id, whole) for entry in by_kind.values()} or {whole}


def left_over(client: Client, notebook: Notebook) -> dict[str, list[str]]:
    """What is left in Latin letters, and the pages that say it."""
    numbers = [part for name in names() for part in name.split(" or ")]  # a language says "or" between them itself
    own = (numbers, notebook.story.model_dump(mode="json"), NAME, notebook.settings, people(), "English")
    pages = {address: client.get(address, follow=True) for address in addresses(notebook)}
    pages |= {f"{address} {sent}": client.post(address, sent, follow=True) for address, sent in SENT}
    said = {place: Said(page.text).texts for place, page in pages.items() if "html" in page.headers["content-type"]}
    assert len(said) > len(SENT)
    left = untranslated(dict.fromkeys(text for texts in said.values() for text in texts), own)
    return {word: [place for place, texts in said.items() if any(word in text for text in texts)] for word in left}


@pytest.mark.parametrize("person", PEOPLE)
def test_no_sentence_is_left_on_any_page(client: Client, folder: Path, person: str) -> None:
    put_face(folder, Face(language=OTHER))
    notebook = open_pages(client, story_of(person), day_of(person), demo=person) if person else open_pages(client)
    assert left_over(client, notebook) == {}


def test_a_sentence_in_a_template_would_be_seen() -> None:
    assert untranslated(Said('<p aria-label="Not ours">And <b>neither</b> this</p><code>x()</code>').texts) == {
        "Not", "ours", "And", "neither", "this",
    }  # fmt: skip
