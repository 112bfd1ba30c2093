"""The promise: the emergency number first, confirmed numbers only, and nobody without an address to turn to."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shared import SHARED, needs_shared
from unstuck.knowledge import facts, words
from unstuck.safety.help_lines import HelpLine, all_lines, help_lines, read_out

DAY = date(2026, 12, 1)
EXPIRED = date(2027, 11, 23)
COUNTRIES = facts("vocabulary")["countries"].split()
countries = st.one_of(st.none(), st.sampled_from(COUNTRIES), st.text(max_size=4))
ANY_DAY = st.dates(date(2026, 1, 1), date(2030, 1, 1))


def phones(country: str | None, *, minor: bool = False, needs: frozenset[str] = frozenset()) -> list[str | None]:
    return [line.phone for line in help_lines(country, DAY, minor=minor, needs=needs)]


def names(country: str | None, *, minor: bool = False, needs: frozenset[str] = frozenset()) -> list[str | None]:
    return [line.name for line in help_lines(country, DAY, minor=minor, needs=needs)]


def test_the_emergency_number_stands_first_and_two_sites_last() -> None:
    assert phones("US")[:2] == ["911", "988"]
    assert [line.url for line in help_lines("US", DAY)][-2:] == [
        "https://findahelpline.com",
        "https://www.befrienders.org",
    ]


def test_an_unknown_country_gets_the_two_international_sites() -> None:
    for country in (None, "ZZ", "", "../us", "U", "usa"):
        assert names(country) == ["Find A Helpline", "Befrienders Worldwide"]


def test_a_country_without_a_confirmed_line_gets_its_confirmed_emergency_number() -> None:
    assert phones("DK")[0] == "112"
    assert names("DK")[1:] == ["Find A Helpline", "Befrienders Worldwide"]


def test_an_unconfirmed_emergency_number_is_left_out() -> None:
    assert phones("PH")[0] == "1553 or 0919-057-1553 or 0917-899-8727"


def test_in_the_european_union_112_is_always_shown() -> None:
    for country in facts("help_lines/european_union")["members"].split():
        assert "112" in (help_lines(country, DAY)[0].phone or ""), country


def test_where_there_is_no_single_number_the_ambulance_comes_before_the_police() -> None:
    assert [(line.kind, line.phone) for line in help_lines("BR", DAY)[:2]] == [
        ("emergency.ambulance", "192"),
        ("emergency.police", "190"),
    ]


def test_a_minor_gets_child_lines_first_and_no_lines_for_adults() -> None:
    assert phones("GB", minor=True)[:2] == ["999 or 112", "0800 1111"]
    assert "0800 1111" not in phones("GB")
    assert phones("PL", minor=True)[:2] == ["112", "116 111"]
    assert "116 123" in phones("PL")
    assert "116 123" not in phones("PL", minor=True)


def test_who_is_afraid_at_home_gets_a_line_for_that_where_one_is_confirmed() -> None:
    afraid = frozenset({"afraid_at_home"})
    assert names("AU", needs=afraid)[1] == "1800RESPECT"
    assert "1800RESPECT" not in names("AU")
    assert names("FR", needs=afraid) == names("FR")


def test_lines_for_some_people_come_after_lines_for_everyone_and_say_so() -> None:
    said = words("en", "safety")
    shown = [read_out(line, said)["name"] for line in help_lines("AU", DAY)]
    assert shown[1:4] == ["Lifeline", "Beyond Blue", "13YARN (for Aboriginal and Torres Strait Islander people)"]


def test_an_expired_line_is_shown_with_please_check() -> None:
    said = words("en", "safety")
    line = help_lines("NZ", EXPIRED)[1]
    assert line.expired
    assert read_out(line, said) == {
        "name": "Need to talk? 1737 (please check: last checked on November 22, 2026)",
        "phone": "1737",
        "text": "1737",
        "url": "https://1737.org.nz",
        "hours": "24/7",
    }
    assert not help_lines("NZ", EXPIRED - timedelta(days=1))[1].expired


def test_the_emergency_number_is_named_in_the_language_of_the_reader() -> None:
    assert read_out(help_lines("AU", DAY)[0], words("en", "safety"))["name"] == "Emergency number"


@given(countries, ANY_DAY, st.booleans(), st.frozensets(st.sampled_from(["afraid_at_home", "other"])))
def test_find_a_helpline_is_always_there_and_an_emergency_number_is_always_first(
    country: str | None, on: date, minor: bool, needs: frozenset[str]
) -> None:
    lines = help_lines(country, on, minor=minor, needs=needs)
    emergency = [line.kind.startswith("emergency") for line in lines]
    assert "https://findahelpline.com" in {line.url for line in lines}
    assert emergency == sorted(emergency, reverse=True)


def test_every_line_can_be_reached_read_out_and_dated() -> None:
    said = words("en", "safety")
    for file, line in all_lines(DAY):
        assert line.phone or line.text or line.url, (file, line)
        assert line.checked_on < line.expires_on
        assert read_out(line, said)["name"]


def test_every_file_is_a_country_of_the_vocabulary() -> None:
    files = {file for file, _ in all_lines(DAY)} - {"international", "european_union"}
    assert {file.upper() for file in files} <= {*COUNTRIES}


def _source() -> dict[str, dict[str, Any]]:
    found = json.loads((SHARED / "evidence" / "crisis_lines.json").read_text())
    return {country["country_code"]: country for country in found["countries"]}


@needs_shared
@pytest.mark.parametrize("country", sorted(_source()) if SHARED.is_dir() else [])
def test_the_numbers_are_the_confirmed_ones_of_the_source_list_and_no_others(country: str) -> None:
    source = _source()[country]
    confirmed = {line["name"]: line for line in source["lines"] if line["confirmation"] == "confirmed"}
    shown = help_lines(country, DAY) + help_lines(country, DAY, minor=True)
    ours: dict[str, HelpLine] = {line.name: line for line in shown if line.kind == "line" and line.name}
    assert set(ours) == set(confirmed)
    for name, line in ours.items():
        theirs = confirmed[name]
        text = None if theirs.get("text_confirmation", "").startswith("unconfirmed") else theirs["text"]
        assert (line.phone, line.text, line.url, line.hours) == (theirs["phone"], text, theirs["url"], theirs["hours"])
        assert str(line.expires_on) == theirs["expires_on"]
    emergency = [line.phone for line in help_lines(country, DAY) if line.kind.startswith("emergency")]
    assert bool(emergency) == (source["emergency_confirmation"] == "confirmed")
    assert {*emergency} <= {*source.get("emergency_numbers", {"all": source["emergency"]}).values()}
