"""The promise: a table of people goes in, and out come answers with what they rest on, or one clear report."""

import json
from dataclasses import replace
from math import inf, nan, sqrt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unstuck.change.classify import Classified, Options, classify_table
from unstuck.change.classify_report import as_json, as_text
from unstuck.change.cutoffs import border_after
from unstuck.change.methods import RULES, Method
from unstuck.change.pairs import Problem
from unstuck.change.reliable_change import Better
from unstuck.knowledge import words

# before: mean 20, SD sqrt 50; after: ana far better, ben a bit, cyd the same, dee worse, eve far worse
TABLE = b"id,pre,post\nana,30,5\nben,25,22\ncyd,20,20\ndee,15,18\neve,10,26\n"
OPTIONS = Options(reliability=0.8)


def classified(raw: bytes = TABLE, options: Options = OPTIONS) -> Classified:
    found = classify_table(raw, options)
    assert isinstance(found, Classified), found
    return found


def problems(raw: bytes = TABLE, options: Options = OPTIONS) -> list[str]:
    found = classify_table(raw, options)
    assert not isinstance(found, Classified)
    assert all(problem.text() for problem in found)
    return [problem.id for problem in found]


def answer(found: Classified) -> dict[str, Any]:
    read: dict[str, Any] = json.loads("".join(as_json(found)))
    return read


def test_a_table_by_hand() -> None:
    people = answer(classified())["people"]
    error = sqrt(62.5) * sqrt(0.4)  # SD before: sqrt(250 / 4)
    assert people[0] == {"id": "ana", "pre": 30, "post": 5, "rci": pytest.approx(-25 / error), "category": "improved"}
    assert [person["category"] for person in people] == [
        "improved",
        "unchanged",
        "unchanged",
        "unchanged",
        "deteriorated",
    ]


def test_with_figures_of_people_who_are_well_there_are_all_five_categories() -> None:
    found = answer(classified(options=replace(OPTIONS, functional=(8, 5))))
    categories = {person["id"]: person["category"] for person in found["people"]}
    assert categories == {
        "ana": "recovered",
        "ben": "unchanged",
        "cyd": "unchanged",
        "dee": "unchanged",
        "eve": "harmed",
    }
    assert found["cutoffs"]["used"] == "c"
    assert found["cutoffs"]["b"] == 18
    assert found["cutoffs"]["c"] == pytest.approx((sqrt(62.5) * 8 + 5 * 20) / (sqrt(62.5) + 5))


def test_the_answer_names_its_reliability_its_sd_and_where_they_come_from() -> None:
    found = answer(classified())
    assert found["format"] == "unstuck-classify/1"
    assert (found["method"], found["reliability"], found["sd"]) == ("jt", 0.8, pytest.approx(sqrt(62.5)))
    assert found["source"] == {"reliability": "given", "sd": "table"}
    assert found["errors_per_100"]["false_alarms"] == pytest.approx(5)


def test_numbers_in_the_answer_are_those_of_the_engine_to_the_last_digit() -> None:
    found = classified(options=replace(OPTIONS, method="gln", reliability=0.87))
    assert [person["rci"] for person in answer(found)["people"]] == found.judged.index.tolist()


def test_where_more_is_better_the_same_table_reads_the_other_way_round() -> None:
    categories = {
        person["id"]: person["category"]
        for person in answer(classified(options=replace(OPTIONS, better="higher")))["people"]
    }
    assert (categories["ana"], categories["eve"]) == ("deteriorated", "improved")


def test_who_has_a_score_missing_is_left_out_by_name_and_everybody_is_accounted_for() -> None:
    found = answer(classified(TABLE + b"fay,12,\ngus,NA,3\n"))
    assert found["left_out"] == [
        {"id": "fay", "line": 7, "why": "missing_post"},
        {"id": "gus", "line": 8, "why": "missing_pre"},
    ]
    assert found["n"] == len(found["people"]) == sum(row["n"] for row in found["summary"].values()) == 5


@pytest.mark.parametrize("method", RULES)
def test_every_method_is_at_hand_and_says_its_critical_value(method: Method) -> None:
    found = answer(classified(options=replace(OPTIONS, method=method, functional=(8, 7), reliability=0.9)))
    assert found["critical"] == pytest.approx(1.645 if method == "ha" else 1.96, abs=1e-3)
    assert len(found["people"]) == 5


def test_hsu_linn_lord_comes_with_its_warning() -> None:
    assert [note["id"] for note in answer(classified(options=replace(OPTIONS, method="hll")))["notes"]] == [
        "hll_calls_many_worse"
    ]


@pytest.mark.parametrize(("functional", "better"), [((25, 5), "lower"), ((8, 5), "higher")])
def test_people_who_are_well_but_score_worse_than_the_patients_are_pointed_out(
    functional: tuple[float, float], better: Better
) -> None:
    assert classified(options=replace(OPTIONS, functional=functional, better=better)).notes == (
        "began_as_well_as_the_well",
    )


@pytest.mark.parametrize("reliability", [0, 1, 1.2, -0.3, inf, nan])
def test_a_reliability_that_is_none_is_refused(reliability: float) -> None:
    assert problems(options=replace(OPTIONS, reliability=reliability)) == ["reliability"]


@pytest.mark.parametrize("sd", [0, -1, inf, nan])
def test_people_who_are_well_must_differ(sd: float) -> None:
    assert problems(options=replace(OPTIONS, functional=(8, sd))) == ["functional_sd"]


def test_wrong_options_and_a_wrong_table_are_told_together() -> None:
    found = problems(b"id,pre,post\nana,x,5\n", replace(OPTIONS, reliability=2, functional=(nan, 0)))
    assert found == ["reliability", "functional_mean", "functional_sd", "not_a_number"]


@pytest.mark.parametrize(
    ("raw", "id_"),
    [
        (b"id,pre,post\n", "nobody"),
        (b"id,pre,post\nana,,3\nben,2,NA\n", "nobody"),
        (b"id,pre,post\nana,10,3\nben,2,NA\n", "one_person"),
        (b"id,pre,post\nana,10,3\nben,10,4\ncyd,10,20\n", "all_the_same"),
    ],
)
def test_too_few_people_or_no_spread_is_one_clear_message(raw: bytes, id_: str) -> None:
    assert problems(raw) == [id_]


def test_everyone_the_same_after_treatment_is_fine() -> None:
    categories = [person.category for person in classified(b"id,pre,post\nana,30,8\nben,20,8\ncyd,10,8\n").people()]
    assert categories == ["improved", "unchanged", "unchanged"]


def test_hageman_arrindell_says_when_nothing_lies_beyond_error() -> None:
    shifted = b"id,pre,post\nana,30,20\nben,20,10\ncyd,10,0\n"
    assert problems(shifted, replace(OPTIONS, method="ha")) == ["nothing_beyond_error"]
    assert problems(options=replace(OPTIONS, method="ha", functional=(8, 1))) == ["nothing_beyond_error"]


def test_a_score_on_the_cut_off_is_outside_before_and_after() -> None:
    # SD before 10, c = (10 * 10 + 10 * 30) / 20 = 20
    table = b"id,pre,post\nana,20,5\nben,40,20\ncyd,30,30\n"
    found = classified(table, replace(OPTIONS, functional=(10, 10), reliability=0.9))
    assert found.cutoffs is not None
    assert found.cutoffs.c == 20
    assert [person.category for person in found.people()] == ["recovered", "improved", "unchanged"]


def test_by_hageman_arrindell_someone_only_just_past_the_cut_off_has_not_recovered() -> None:
    table = b"id,pre,post\nana,30,16\nben,28,12\ncyd,22,20\ndee,20,24\neve,26,2\nfay,18,15\n"
    found = classified(table, replace(OPTIONS, method="ha", functional=(8, 6), reliability=0.9))
    assert found.cutoffs is not None
    border = border_after(found.cutoffs.c, found.group)
    ana, ben, eve = (person for person in found.people() if person.id in {"ana", "ben", "eve"})
    assert border.inner("lower") < ana.post < border.middle
    assert ben.post < border.inner("lower")
    assert (ana.category, ben.category, eve.category) == ("improved", "recovered", "recovered")


ids = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=',;\t\r\n"'), min_size=1, max_size=8)


@given(st.dictionaries(ids.map(str.strip).filter(bool), st.tuples(st.integers(0, 63), st.integers(0, 63)), min_size=2))
def test_any_id_comes_back_as_it_was(people: dict[str, tuple[int, int]]) -> None:
    raw = "id,pre,post\n" + "".join(f"{who},{pre},{post}\n" for who, (pre, post) in people.items())
    found = classify_table(raw.encode(), Options(0.8))
    if isinstance(found, Classified):
        assert {person["id"]: (person["pre"], person["post"]) for person in answer(found)["people"]} == people
        assert [person.id for person in found.people()] == list(people)


def test_the_report_in_sentences_counts_everyone_and_names_the_figures() -> None:
    told = list(as_text(classified(TABLE + b"fay,12,\n", replace(OPTIONS, functional=(8, 5), method="hll"))))
    assert told[0].startswith("Method: Hsu-Linn-Lord. Reliability 0.8 (as given), SD 7.91 (scores before treatment")
    assert any(sentence.startswith("Left out: 1 person") for sentence in told)
    assert "fay (line 7): no score after treatment." in told
    assert sum(sentence.startswith(("Recovered", "Improved", "Unchanged", "Det", "Harmed")) for sentence in told) == 5


def test_without_cut_offs_the_report_has_three_categories() -> None:
    told = list(as_text(classified()))
    assert [sentence.partition(":")[0] for sentence in told[1:4]] == ["Improved", "Unchanged", "Deteriorated"]


def test_every_problem_and_note_has_its_sentence() -> None:
    said = words("en", "classify")
    assert Problem("", "empty").text() == said.say("problem.empty")
    for method in RULES:
        assert f"method.{method}" in said


def test_more_people_than_are_written_at_once_are_all_there() -> None:
    rows = "".join(f"{number},{number % 28},{number % 19}\n" for number in range(120_001))
    found = answer(classified(("id,pre,post\n" + rows).encode()))
    assert [person["id"] for person in found["people"]] == [str(number) for number in range(120_001)]
