"""The promise: no figure of a scale is ours alone, or wrong, or more certain than its source."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.measures.figures import Row, every_figure
from tests.shared import SHARED, needs_shared
from unstuck.knowledge import facts, words
from unstuck.measures import goal, ids, measure, source

if TYPE_CHECKING:
    from collections.abc import Iterator

LIST = list(csv.DictReader((Path(__file__).parent / "figures.csv").read_text(encoding="utf-8").splitlines()))


def entry(row: dict[str, str]) -> Row:
    return Row(*(row[field] for field in Row._fields))


def test_every_figure_is_on_the_list_with_its_source_and_its_confirmation() -> None:
    assert sorted(every_figure()) == sorted(entry(row) for row in LIST)


def test_all_measures_of_the_contract_are_there() -> None:
    assert ids() == (
        *("phq9", "gad7", "phq4", "who5", "core10", "core_om", "k6", "k10"),
        *("dass21_depression", "dass21_anxiety", "dass21_stress", "pcl5", "wsas"),
        *("bdi", "bdi2", "hamd17", "oq45", "ors", "srs", "checkin"),
    )


@needs_shared
@pytest.mark.parametrize("row", LIST, ids=lambda row: f"{row['measure']} {row['field']} {row['value']}")
def test_the_list_says_what_the_evidence_says(row: dict[str, str]) -> None:
    id_, column = row["measure"].split(".")[0], row["column"]
    if column.startswith("instruments."):
        _, instrument, key = column.split(".")
        assert row["quote"] in instruments()[instrument][key]
        assert row["status"] == instruments()[instrument]["status"]
        return
    evidence = measures()[id_]
    assert row["quote"] in evidence[column]
    if column == "other_values_and_warnings" or "." in row["measure"]:  # one cell holds many, each with its own page
        assert f"{row['status']}: {row['address']})" in evidence["other_values_and_warnings"]
        return
    group = column.removesuffix("_citation") if f"{column}_status" not in evidence else column
    group = "range" if group in ("min", "max", "full_name") else group
    group = "cutoff" if row["field"] == "band.talk_about_it" else group  # read on the page of the cut-off
    assert row["address"] == evidence[f"{group}_address"]
    more_careful = "unconfirmed" in row["quote"]
    assert row["status"] == ("unconfirmed" if more_careful else evidence[f"{group}_status"])


@pytest.mark.parametrize("row", LIST, ids=lambda row: f"{row['measure']} {row['field']} {row['value']}")
def test_a_number_on_the_list_stands_in_its_quote(row: dict[str, str]) -> None:
    if row["field"] in ("lowest", "highest", "items", "licence", "clinical.mean", "population.mean"):
        return  # laid beside the evidence above; written there in other words or with a zero more
    for number in row["value"].replace(">= ", "").replace("<= ", "").split("-" if "loinc" not in row["field"] else " "):
        assert number.removeprefix("0") in row["quote"] or number in row["quote"]


@needs_shared
def test_the_direction_of_every_scale_is_the_evidences() -> None:
    for id_, evidence in measures().items():
        assert measure(id_).better == evidence["better"]


@needs_shared
def test_nothing_the_evidence_knows_of_one_persons_change_is_left_out() -> None:
    for id_, evidence in measures().items():
        known = measure(id_)
        assert bool(known.published_change) == evidence["reliable_change"][:1].isdigit()
        assert (known.important_difference is not None) == (evidence["minimal_important_difference"] != "")


def test_every_source_is_named_by_a_figure_and_the_other_way_round() -> None:
    assert set(sources_named(facts("measures"))) == set(facts("sources_measures"))


def sources_named(part: Any) -> Iterator[str]:  # noqa: ANN401 - what TOML holds
    if isinstance(part, list):
        for entry in part:
            yield from sources_named(entry)
    if isinstance(part, dict):
        yield from ([part["source"]] if "source" in part else [])
        for entry in part.values():
            yield from sources_named(entry)


def test_a_figure_nobody_read_never_has_the_look_of_one_that_was() -> None:
    for row in LIST:
        if row["status"] == "confirmed":
            assert row["address"] or row["field"] == "risk_item"


def test_goal_ratings_are_known_but_are_no_measure_of_a_story() -> None:
    assert (goal().lowest, goal().highest, goal().better) == (0, 10, "higher")
    assert [(change.low, change.confirmed) for change in goal().published_change] == [(2.45, False)]
    assert "goal" not in ids()


@pytest.mark.parametrize("unknown", ["goal", "phq8", ""])
def test_a_measure_nobody_knows_is_a_key_error(unknown: str) -> None:
    with pytest.raises(KeyError):
        measure(unknown)


def test_every_measure_band_and_licence_has_its_words() -> None:
    said = words("en", "measures")
    for known in [*(measure(id_) for id_ in ids()), goal()]:
        assert said.say(f"about.{known.id}")
        assert said.say(f"note.{known.id}")
        assert said.say(f"licence.{known.licence.value}")
        for band in known.bands:
            assert said.say(f"band.{band.id}")
        for part in known.parts:
            assert all(said.say(f"checkin.{part}.{key}") for key in ("ask", "low", "high"))


def test_a_source_says_who_tells_it() -> None:
    assert source("core10-novopsych").secondary
    assert not source("kounali-2022").secondary


@cache
def measures() -> dict[str, dict[str, str]]:
    lines = (SHARED / "evidence" / "measures.csv").read_text(encoding="utf-8").splitlines()
    return {row["id"]: row for row in csv.DictReader(lines)}


@cache
def instruments() -> dict[str, dict[str, Any]]:
    sheet = json.loads((SHARED / "evidence" / "instruments.json").read_text(encoding="utf-8"))
    return {instrument["id"]: instrument for instrument in sheet["instruments"]}
