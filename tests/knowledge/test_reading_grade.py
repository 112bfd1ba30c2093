"""The promise: what people read needs about eight years of school at the median and never more than ten.

Measured as the Flesch-Kincaid grade (Kincaid, J. P., et al. (1975). Derivation of new readability formulas) by textstat
0.7.4. Names don't count: of therapies, concerns, professions, scales, bodies and places, since nobody can shorten them.
Labels of a few words without a full stop aren't sentences. What is written for clinicians and researchers (`clinician`,
the table of `unstuck classify`) isn't measured.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from statistics import median
from typing import Any

import pytest
import textstat  # type: ignore[import-untyped]  # ships no types

from unstuck.knowledge import ROOT, facts

FOR_PROFESSIONALS = ("classify.", "change_classical.group.")
FILES = sorted(path.stem for path in (ROOT / "en").glob("*.toml"))
LONGEST_LABEL = 5
MEDIAN, MOST = 8.0, 10.0
BLANK = re.compile(r"\{\w+\}")
END = re.compile(r"[.?!][\"'”’)]*$")
PROPER = re.compile(r"(?<=[a-z,;:] )(?:[A-Z][\w./-]*)(?: (?:of|and|for|the) [A-Z]\w*| [A-Z]\w*)*")
ACRONYM = re.compile(r"\b(?=\w*[A-Z]\w*[A-Z])[\w/-]+|\b[A-Z]+-\d+\b")
SOMEONE = "Ann"


def strings(entry: Any, place: str = "") -> Iterator[tuple[str, str]]:  # noqa: ANN401 - what TOML holds
    """Every text with its place, but ids of sources and what is for clinicians."""
    if isinstance(entry, str):
        yield place, entry
    elif isinstance(entry, list):
        for number, one in enumerate(entry):
            yield from strings(one, f"{place}[{number}]")
    elif isinstance(entry, dict):
        for key, one in entry.items():
            if key not in {"sources", "clinician"}:
                yield from strings(one, f"{place}.{key}".lstrip("."))


@cache
def names() -> re.Pattern[str]:
    """The names of what we write about, longest first."""
    found: set[str] = set()
    for file in ("therapies", "conditions", "providers"):
        for place, text in strings(tomllib.loads((ROOT / "en" / f"{file}.toml").read_text(encoding="utf-8"))):
            if re.search(r"\.(name|short|also\[\d+\])$", place):
                found |= {text, *re.split(r" ?[(/;,)] ?", text)}
    for scale in facts("measures")["scale"].values():
        found |= {scale["name"], scale["full_name"]}
    long = sorted((name for name in found if len(name) > 2), key=len, reverse=True)
    return re.compile("|".join(rf"\b{re.escape(name)}s?(?!\w)" for name in long), re.IGNORECASE)


def plain(text: str) -> str:
    """The text with blanks and names replaced by one short name."""
    for pattern in (BLANK, names(), PROPER, ACRONYM):
        text = pattern.sub(SOMEONE, text)
    return text


def sentences(file: str) -> Iterator[tuple[str, str]]:
    entries = tomllib.loads((ROOT / "en" / f"{file}.toml").read_text(encoding="utf-8"))
    for place, text in strings(entries):
        is_sentence = END.search(text.strip()) or len(text.split()) > LONGEST_LABEL
        if is_sentence and not f"{file}.{place}".startswith(FOR_PROFESSIONALS):
            yield place, text


def grade(text: str) -> float:
    return float(textstat.flesch_kincaid_grade(plain(text)))


@pytest.mark.parametrize("file", FILES)
def test_no_sentence_needs_more_than_ten_years_of_school(file: str) -> None:
    too_hard = {place: (grade(text), text) for place, text in sentences(file) if grade(text) > MOST}
    assert not too_hard


def test_the_median_is_at_most_eight_in_each_file_and_over_all() -> None:
    grades = {file: [grade(text) for _place, text in sentences(file)] for file in FILES}
    medians = {file: median(found) for file, found in grades.items() if found}
    assert {file: found for file, found in medians.items() if found > MEDIAN} == {}
    assert median(one for found in grades.values() for one in found) <= MEDIAN


def test_a_hard_sentence_would_be_noticed_and_a_name_would_not() -> None:
    assert grade("Psychotherapeutic interventions necessitate comprehensive multidisciplinary assessment.") > MOST
    assert grade("You could ask for Eye movement desensitisation and reprocessing.") < MEDIAN
