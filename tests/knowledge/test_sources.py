"""The promise: whatever states a fact says where it was found, and no source is kept that nothing rests on."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from tests.knowledge.test_reading_grade import strings
from unstuck.explain import explain, library
from unstuck.knowledge import ROOT, exists, facts, words

SHEETS = ("sources", "sources_measures")
KNOWN = {key for sheet in SHEETS for key in facts(sheet)}
FACT_FILES = sorted(
    path.relative_to(ROOT / "facts").with_suffix("").as_posix()
    for path in (ROOT / "facts").rglob("*.toml")
    if "help_lines" not in path.parts and path.stem not in SHEETS
)
WORD_FILES = sorted(path.stem for path in (ROOT / "en").glob("*.toml"))
SOURCE_KEYS = re.compile(r"^(\w+_)?sources?$")
NO_FACT = {
    ("reason", "what"): "names what may be behind it",
    ("reason", "ask"): "questions",
    ("option", "what"): "says what the option is",
    ("indicator", "what"): "says how it is answered",
    ("professional", "register"): "addresses, each its own source",
}
"""Parts of the library that state no fact, and what they do instead."""
FRAMES = (
    words("en", "library").say("lines.also_called", names="").strip(" ."),
    words("en", "library").say("lines.part_of", name="").strip(" ."),
    *(words("en", "library").say(f"lines.{key}") for key in ("above_all", "pairs", "safety")),
    words("en", "options").say("page.no_figure"),
    words("en", "conditions").say("fit.no_diagnosis"),
)
"""How lines begin that explain a line beside them, or say that nothing is known."""
NOT_KNOWN = words("en", "conditions").say("fit.matters.unclear", concern="").partition("  ")[2]
"""How the line ends that says that nobody knows."""
OWN_SOURCES = (
    "evidence.",  # each claim has its own in facts/evidence.toml
    "conditions.",  # each note belongs to a guideline that has one
    "therapies.",
    "providers.",
    "measures.",
    "options.figures.",
    "options.options.",
    "workings.",  # line by line
    "charts.",  # labels of curves, which name their own
    "forecast.",
    "glance.sure.",  # the mark of the scale, which names its source
    "ipdas.",
    "classify.",  # what a published method does
    "change_classical.",
    "options.page.",  # says what the page holds
    "library.",  # headings and frames
    "library_pages.",
    "rehearsal.says.",  # a made-up therapist's words
    "rehearsal.replies.",
)
"""Sentences whose sources stand beside them in the facts, or that tell of the page itself."""
USUALLY = re.compile(
    r"\b\d+ (?:to \d+ )?of 100\b|\babout half\b|\b(?:most|many|some|few) (?:people|therapists|clients|couples)\b"
    r"|\bstud(?:y|ies)\b|\bresearch (?:says|shows)|(?<!You )\btends? to\b|\babout six\b|\b(?:is|are) common\b",
    re.IGNORECASE,
)
"""What a sentence says that states how it usually goes."""


def cited(entry: Any) -> Iterator[str]:  # noqa: ANN401 - what TOML holds
    """Every id of a source that an entry names."""
    if isinstance(entry, dict):
        for key, one in entry.items():
            if SOURCE_KEYS.match(key) and not isinstance(one, dict):
                yield from [one] if isinstance(one, str) else one
            else:
                yield from cited(one)
    elif isinstance(entry, list):
        for one in entry:
            yield from cited(one)


def cited_in_words(entry: Any) -> Iterator[str]:  # noqa: ANN401 - what TOML holds
    """The same for sentences, which name theirs in lists."""
    if isinstance(entry, dict):
        for key, one in entry.items():
            yield from one if key == "sources" and isinstance(one, list) else cited_in_words(one)


def in_words(file: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / "en" / f"{file}.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", FACT_FILES)
def test_every_source_a_fact_names_is_in_the_list(file: str) -> None:
    ids = {key for key in cited(facts(file)) if not key.startswith("http")}  # a body's own page is its own source
    assert ids <= KNOWN


@pytest.mark.parametrize("file", WORD_FILES)
def test_every_source_a_sentence_names_is_in_the_list(file: str) -> None:
    assert set(cited_in_words(in_words(file))) <= KNOWN


def test_no_source_is_kept_that_nothing_rests_on() -> None:
    used = {key for file in FACT_FILES for key in cited(facts(file))}
    used |= {key for file in WORD_FILES for key in cited_in_words(in_words(file))}
    assert sorted(KNOWN - used) == []


@pytest.mark.parametrize("sheet", SHEETS)
def test_each_source_stands_once_and_says_who_found_it(sheet: str) -> None:
    other = {key for name in SHEETS if name != sheet for key in facts(name)}
    assert not other & set(facts(sheet))
    assert all(row["citation"].strip() for row in facts(sheet).values())


def test_an_unconfirmed_guideline_or_list_is_never_cited_as_confirmed() -> None:
    for condition in facts("catalogue")["conditions"]:
        for row in facts(f"conditions/{condition}")["guidelines"]:
            if row.get("confirmed", True):
                assert facts("sources")[row["source"]]["confirmed"], (condition, row)


@pytest.mark.parametrize("entry", [entry.id for entry in library() if entry.kind != "source"])
def test_every_line_of_the_library_that_states_a_fact_has_a_source(entry: str) -> None:
    found = explain(entry)
    bare = [
        (section.id, line.text)
        for section in found.sections
        for line in section.lines
        if not line.sources and (found.kind, section.id) not in NO_FACT
        if not line.text.startswith(FRAMES) and not line.text.endswith(NOT_KNOWN)
    ]
    assert bare == []


def test_every_sentence_outside_the_library_that_says_how_it_usually_goes_has_a_source() -> None:
    held = tuple(facts("sentences")["sentences"])
    bare = [
        place
        for file in WORD_FILES
        for part, text in strings(in_words(file))
        for place in [f"{file}.{part}"]
        if USUALLY.search(text) and not place.startswith((*held, *OWN_SOURCES))
    ]
    assert bare == []


def test_each_place_that_has_sources_is_a_place_where_something_is_said() -> None:
    for place in facts("sentences")["sentences"]:
        file, _, key = place.partition(".")
        assert any(part.startswith(key) and USUALLY.search(text) for part, text in strings(in_words(file))), place


@pytest.mark.parametrize("therapy", facts("catalogue")["therapies"])
def test_each_description_of_a_therapy_has_a_source(therapy: str) -> None:
    assert words("en", "therapies").say(f"{therapy}.what")
    assert facts("therapies")[therapy]["sources"]


def test_each_note_on_a_guideline_belongs_to_a_row_and_each_row_has_its_note() -> None:
    said = in_words("conditions")
    for condition in facts("catalogue")["conditions"]:
        used = {row["note"] for row in facts(f"conditions/{condition}")["guidelines"] if "note" in row}
        assert used == set(said[condition].get("notes", {})), condition


def test_each_claim_has_its_sentence_and_each_sentence_its_claim() -> None:
    assert set(facts("evidence")["claims"]) == set(in_words("evidence")["claims"])
    reasons = set(facts("vocabulary")["reasons"].split())
    assert all(set(row["reasons"]) <= reasons for row in facts("evidence")["claims"].values())


def test_every_reason_rests_on_something_known() -> None:
    covered = {reason for row in facts("evidence")["claims"].values() for reason in row["reasons"]}
    assert covered == set(facts("vocabulary")["reasons"].split())


def test_every_id_has_its_facts_and_its_words() -> None:
    index = facts("catalogue")
    assert all(exists(f"conditions/{condition}") for condition in index["conditions"])
    for file, ids in (
        ("therapies", index["therapies"]),
        ("conditions", index["conditions"]),
        ("providers", index["providers"]),
    ):
        assert [key for key in in_words(file) if key != "fit"] == ids
    held = [key for country in index["countries"] for key in facts(f"providers/{country.lower()}") if key != "checked"]
    assert sorted(held) == sorted(index["providers"])


def test_each_sign_has_its_sentence() -> None:
    listed = {sign for page in facts("therapies")["signs"].values() for sign in page}
    assert listed == set(in_words("approach")["signs"])
    assert set(facts("therapies")["signs"]) == set(in_words("approach")["pages"])
