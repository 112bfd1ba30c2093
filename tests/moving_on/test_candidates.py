"""The promise: the list says whom to call next, plans for many calls, and asks for each rating when it is due."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.moving_on.people import NOOR, ON, noor
from unstuck.cli import execute
from unstuck.knowledge import words
from unstuck.moving_on.call_sheet import RATINGS
from unstuck.moving_on.candidates import answered, calls, contacted, free_id, judged, rated
from unstuck.moving_on.candidates_page import (
    list_sections,
    mark_choices,
    name_of,
    rating_names,
    sounded_choices,
    state_choices,
    when_choices,
)
from unstuck.moving_on.table import COLUMNS, MORE_COLUMNS, NoTable, candidates
from unstuck.story import FORMAT, read, validate
from unstuck.story.plans import STATES, Candidate, Impression, Mark, Sounded, When


def next_of(candidate: dict[str, Any], **story: Any) -> str:  # noqa: ANN401 - JSON
    return calls(noor(candidates=[{"id": "x", **candidate}], **story), ON).entries[0].next


def test_the_list_stands_by_state_and_plans_for_a_dozen_calls() -> None:
    found = calls(noor(), ON)
    assert [entry.candidate.id for entry in found.entries] == ["e", "d", "a", "b", "c"]
    assert (found.made, found.planned, found.more_names, found.now) == (5, 12, 7, ("e",))
    plan = " ".join(line.text for line in list_sections(found)[0].lines)
    assert "Plan for about 12 calls" in plan
    assert "no answer is normal and says nothing about you" in plan


def test_a_day_in_the_past_shows_the_list_as_it_was() -> None:
    found = calls(noor(), date(2026, 9, 9))
    states = {entry.candidate.id: entry.state for entry in found.entries}
    assert states == {"a": "no_answer", "b": "called", "c": "to_call", "d": "to_call", "e": "to_call"}


@pytest.mark.parametrize(
    ("candidate", "expected"),
    [
        ({}, "call"),
        ({"contacts": [{"date": "2026-09-02", "state": "no_answer"}]}, "call_again"),
        ({"contacts": [{"date": f"2026-09-0{day}", "state": "no_answer"} for day in (2, 3)]}, "nothing"),
        ({"contacts": [{"date": "2026-09-02", "state": "waiting_list"}]}, "nothing"),
        ({"contacts": [{"date": "2026-09-02", "state": "called"}]}, "rate_call"),
        ({"contacts": [{"date": "2026-09-02", "state": "no"}]}, "nothing"),
        ({"fee": 500}, "skip"),
    ],
)
def test_what_is_next_follows_from_how_it_stands(candidate: dict[str, Any], expected: str) -> None:
    assert next_of(candidate) == expected


@pytest.mark.parametrize(
    ("sessions", "rated", "expected"),
    [
        (1, ["call"], "rate_first_session"),
        (2, ["call", "first_session"], "nothing"),
        (3, ["call", "first_session"], "rate_third_session"),
        (4, ["call", "first_session", "third_session"], "nothing"),
    ],
)
def test_the_first_and_the_third_session_are_rated_when_they_have_been(
    sessions: int, rated: list[str], expected: str
) -> None:
    booked = {
        "therapy": "t2",
        "contacts": [{"date": "2026-09-01", "state": "first_session_booked"}],
        "impressions": [{"date": "2026-09-01", "when": when, "heard": 7} for when in rated],
    }
    seen = [{"date": f"2026-09-{3 + 7 * n:02}", "therapy": "t2"} for n in range(sessions)]
    therapies = [*NOOR["therapies"], {"id": "t2", "started": "2026-09-03"}]
    assert next_of(booked, therapies=therapies, sessions=seen) == expected


def test_who_has_booked_a_session_need_not_call_on() -> None:
    listed = [
        {"id": "x", "contacts": [{"date": "2026-09-02", "state": "first_session_booked"}]},
        {"id": "y"},
    ]
    found = calls(noor(candidates=listed), ON)
    assert found.now == ()
    assert found.more_names == 0


def test_every_state_and_every_next_thing_has_its_words() -> None:
    said = words("en", "candidates")
    assert all(f"states.{state}" in said for state in STATES)
    assert name_of(Candidate(id="c9")) == "no name (c9)"


# Tables

HEAD = "name,provider_type,approaches,languages,formats,fee,minutes_away,contact,state,date,note"


def read_table(*rows: str, head: str = HEAD, taken: tuple[str, ...] = ()) -> tuple[Candidate, ...]:
    return candidates("\n".join((head, *rows)).encode(), taken)


def wrong(*rows: str, head: str = HEAD, taken: tuple[str, ...] = ()) -> list[str]:
    with pytest.raises(NoTable) as caught:
        read_table(*rows, head=head, taken=taken)
    say = words("en", "candidates").say
    return [say(f"table.{x.id}", line=x.line, **x.blanks) for x in caught.value.wrong]


def test_a_row_becomes_a_candidate() -> None:
    row = (
        'Dr B,us_psychologist,erp; cbt,English;Spanish,video,120.5,20,"555-0100, mornings",called,2026-09-02,Kind voice'
    )
    (found,) = read_table(row)
    assert found.name == "Dr B"
    assert (found.approaches, found.languages, found.formats) == (("erp", "cbt"), ("English", "Spanish"), ("video",))
    assert (found.fee, found.minutes_away, found.contact) == (120.5, 20, "555-0100, mornings")
    assert [(x.date, x.state) for x in found.contacts] == [(date(2026, 9, 2), "called")]


def test_tables_with_semicolons_empty_rows_and_a_byte_order_mark_are_read() -> None:
    raw = "\ufeffName;Languages;Fee\r\nDr B;English|Spanish;90\r\n;;\r\n".encode()
    (found,) = candidates(raw)
    assert (found.name, found.languages, found.fee) == ("Dr B", ("English", "Spanish"), 90)


def test_ids_are_made_where_there_are_none_and_never_twice() -> None:
    found = read_table("Dr B", "Dr C", head="name", taken=("c1", "c3"))
    assert [x.id for x in found] == ["c2", "c4"]


def test_everything_wrong_with_a_table_is_said_with_its_line() -> None:
    assert wrong("Dr B,us_seer,magic,,hologram,lots,,,no_answer,,", "Dr C,,,,,,,,,,") == [
        "line 2, fee: lots is no number",
        "line 2: a state needs a date",
        "line 2, approaches: magic is no kind of therapy known here",
        "line 2, formats: hologram is none of in_person, video, phone, text, group, couple, family",
        "line 2, provider_type: us_seer is no kind of professional known here",
    ]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "line 1: there are no rows below the head"),
        (b"name\n", "line 1: there are no rows below the head"),
        (b"\xff\xfe", "line 1: save the table as UTF-8"),
        (b'name\n"Dr B', "a quotation mark is left open"),
        (b"name,colour\nDr B,blue", "line 1: there is no column colour"),
        (b"name,name\nDr B,Dr C", "line 1: the column name is there twice"),
        (b"name\nDr B,x", "line 2: more cells than the head has columns"),
        (b"name\n" + b"x\n" * 1001, "line 1,002: only the first 1,000 rows"),
    ],
)
def test_what_is_no_table_is_refused(raw: bytes, said: str) -> None:
    with pytest.raises(NoTable) as caught:
        candidates(raw)
    found = words("en", "candidates").say(
        f"table.{caught.value.wrong[0].id}", line=caught.value.wrong[0].line, **caught.value.wrong[0].blanks
    )
    assert said in found


def test_an_id_of_the_story_is_not_taken_again() -> None:
    assert wrong("a,Dr B", head="id,name", taken=("a",)) == ["line 2: the id a is in use already"]


def test_the_sentence_about_columns_names_all_of_them() -> None:
    said = words("en", "candidates").say("table.unknown_column", line=1, column="x")
    assert all(column in said for column in (*COLUMNS, *MORE_COLUMNS))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_candidates_or_a_report(raw: bytes) -> None:
    with suppress(NoTable):
        assert candidates(raw)


def test_each_thing_that_happens_with_a_candidate_makes_a_newer_version_and_changes_nothing_else() -> None:
    (first, *_) = noor(candidates=[{"id": "x", "name": "Dr X"}]).candidates
    called = contacted(first, date(2026, 9, 15), "called", "Friendly")
    assert called.contacts[-1].note == "Friendly"
    felt = Impression(date=date(2026, 9, 15), when="call", heard=4)
    twice = rated(rated(called, felt), felt.model_copy(update={"heard": 8}))
    assert [x.heard for x in twice.impressions] == [8]
    asked = answered(answered(twice, "feedback", "mixed"), "feedback", "good", "Gave an example")
    assert [(x.question, x.sounded) for x in asked.answers] == [("feedback", "good")]
    marked = judged(judged(asked, "licensed", "yes"), "own:dog", "no")
    assert judged(marked, "own:dog", None).marks == {"licensed": "yes"}
    tree = {"format": FORMAT, "candidates": [marked.model_dump(mode="json", exclude_defaults=True)]}
    assert validate(tree).candidates == (marked,)
    assert first == Candidate(id="x", name="Dr X")


def test_a_new_candidate_gets_an_id_that_is_free() -> None:
    assert free_id([]) == "c1"
    assert free_id(["c1", "c3", "x"]) == "c2"


def test_everything_that_can_be_chosen_has_its_words() -> None:
    assert tuple(id_ for id_, _ in state_choices()) == STATES
    assert tuple(id_ for id_, _ in rating_names()) == RATINGS
    for found, of in ((when_choices(), When), (sounded_choices(), Sounded), (mark_choices(), Mark)):
        assert tuple(id_ for id_, _ in found) == get_args(of)
        assert all(text for _, text in found)


# The command


def test_names_from_a_table_are_noted_in_the_story_and_stay_the_same_file_otherwise(tmp_path: Path) -> None:
    file, table = tmp_path / "story.json", tmp_path / "names.csv"
    file.write_text(json.dumps(NOOR), encoding="utf-8")
    before = read(file.read_bytes())
    table.write_text("name,fee\nDr New,80\n", encoding="utf-8")
    assert execute(["candidates", str(file), "--csv", str(table), "--on", "2026-09-30", "-o", str(file)]) == 0
    after = read(file.read_bytes())
    assert [x.name for x in after.candidates[len(before.candidates) :]] == ["Dr New"]
    assert after.model_copy(update={"candidates": before.candidates}) == before


def test_new_entries_from_a_table_fit_into_the_story(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, table = tmp_path / "story.json", tmp_path / "names.csv"
    file.write_text(json.dumps(NOOR), encoding="utf-8")
    table.write_text("name,fee\nDr New,80\n", encoding="utf-8")
    assert execute(["candidates", str(file), "--csv", str(table), "--on", "2026-09-30", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert [x["name"] for x in answer["new"]] == ["Dr New"]
    file.write_text(json.dumps(NOOR | {"candidates": [*NOOR["candidates"], *answer["new"]]}), encoding="utf-8")
    assert len(read(file.read_bytes()).candidates) == 6


def test_a_table_that_can_t_be_read_is_one_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, table = tmp_path / "story.json", tmp_path / "names.csv"
    file.write_text(json.dumps(NOOR), encoding="utf-8")
    table.write_text("name,colour\nDr New,blue\n", encoding="utf-8")
    assert execute(["candidates", str(file), "--csv", str(table)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "line 1: there is no column colour" in said.err


text = st.text(max_size=30)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=text, note=text, trouble=text)
def test_any_text_in_a_story_is_shown_without_control_characters(
    name: str, note: str, trouble: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "story.json"
    tree = NOOR | {
        "candidates": [{"id": "x", "name": name, "contact": note}],
        "wishes": [
            {"date": "2026-09-01", "trouble": trouble, "criteria": [{"id": "own:x", "need": "must", "text": note}]}
        ],
    }
    file.write_text(json.dumps(tree), encoding="utf-8")
    for command in ("candidates", "wishes", "call-sheet", "ending"):
        assert execute([command, str(file), "--on", "2026-09-30"]) == 0
        assert not any(ord(sign) < 32 and sign not in "\n\t" for sign in capsys.readouterr().out)
