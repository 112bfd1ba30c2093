"""The promise: only confirmed places, independent advice first, and never a name asked for unawares."""

from __future__ import annotations

import json

import pytest

from tests.shared import SHARED, needs_shared
from unstuck.knowledge import words
from unstuck.safety.reporting import ORDER, named, places

COUNTRIES = {"US": "US", "GB": "UK", "CA": "CA", "AU": "AU", "DE": "DE", "IE": "IE", "NZ": "NZ"}


def test_independent_advice_comes_first_and_police_last() -> None:
    assert [place.kind for place in places("US")] == ["independent_advice", "independent_advice", "regulator", "police"]


@pytest.mark.parametrize("country", [None, "", "FR", "ZZ", "../us", "usa"])
def test_where_we_know_of_none_there_are_none(country: str | None) -> None:
    assert places(country) == ()


@pytest.mark.parametrize("country", sorted(COUNTRIES))
def test_each_place_has_a_name_says_what_it_can_do_and_whether_it_needs_yours(country: str) -> None:
    said = words("en", "reporting")
    for place in places(country.lower()):
        assert place.kind in ORDER
        assert named(place, said)
        assert said.say(f"{place.id}.can_do")
        assert said.say(f"{place.id}.name_needed")


@needs_shared
@pytest.mark.parametrize("country", sorted(COUNTRIES))
def test_the_places_are_the_confirmed_ones_of_the_source_list(country: str) -> None:
    detail = json.loads((SHARED / "evidence" / "providers.json").read_text())["reporting_detail"]
    theirs = [x for x in detail[COUNTRIES[country]] if x["confirmation"] == "confirmed"]
    assert sorted((place.kind, place.url or "", place.source) for place in places(country)) == sorted(
        (x["kind"], x["url"] or "", x["source_url"]) for x in theirs
    )
