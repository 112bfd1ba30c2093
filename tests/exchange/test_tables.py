"""The promise: a table of scores becomes stories as it stands, and what can't is named with its line."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shared import SHARED, needs_shared
from unstuck.exchange.sheet import LARGEST, Problem
from unstuck.exchange.tables import Asked, Converted, asked, file_names, read_table
from unstuck.story.reading import validate


def convert(text: str | bytes, **options: str) -> Converted:
    found = read_table(text if isinstance(text, bytes) else text.encode(), options_of(**options))
    assert isinstance(found, Converted), [problem.text() for problem in found]
    return found


def problems(text: str | bytes, **options: str) -> list[str]:
    found = read_table(text if isinstance(text, bytes) else text.encode(), options_of(**options))
    assert isinstance(found, tuple)
    return [problem.text() for problem in found]


def options_of(**options: str) -> Asked:
    known = {"measure_id": "bdi"} | ({} if "wide" in options else {"day": "time", "score": "BDI"}) | options
    found = asked(**known)
    assert isinstance(found, Asked), [problem.text() for problem in found]
    return found


def scores(found: Converted, person: str = "") -> list[tuple[str, float]]:
    return [(score["date"], score["total"]) for score in found.stories[person]["scores"]]


LONG = """\
"ID","time","BDI","med"
1,0,25,0
1,29,34,0
2,0,12,0
"""
WIDE = """\
id,drug,bdi.pre,bdi.2m
1,No,29,2
2,Yes,32,NA
"""


def test_a_row_a_score_becomes_a_story_a_person() -> None:
    found = convert(LONG, id_column="ID")
    assert list(found.stories) == ["1", "2"]
    assert found.stories["1"] == {
        "format": "unstuck-story/1",
        "scores": [
            {"date": "2026-01-01", "measure": "bdi", "total": 25},
            {"date": "2026-01-30", "measure": "bdi", "total": 34},
        ],
    }
    assert (found.scores, found.missing) == (3, 0)


def test_one_person_can_be_asked_for() -> None:
    found = convert(LONG, person="ID=2")
    assert list(found.stories) == ["2"]
    assert scores(found, "2") == [("2026-01-01", 12)]


def test_a_table_that_names_nobody_is_one_persons() -> None:
    assert scores(convert("time,BDI\n0,20\n7,18\n")) == [("2026-01-01", 20), ("2026-01-08", 18)]


def test_a_row_a_person_takes_the_days_that_are_given() -> None:
    found = convert(WIDE, wide="bdi.pre=0,bdi.2m=61", id_column="id")
    assert scores(found, "1") == [("2026-01-01", 29), ("2026-03-03", 2)]
    assert scores(found, "2") == [("2026-01-01", 32)]
    assert (found.scores, found.missing) == (3, 1)
    assert scores(convert(WIDE, wide="bdi.pre=2025-05-01", person="id=2"), "2") == [("2025-05-01", 32)]


def test_days_are_dates_or_numbers_counted_from_a_start_and_may_lie_before_it() -> None:
    assert scores(convert("time,BDI\n2025-12-24,20\n")) == [("2025-12-24", 20)]
    assert scores(convert("time,BDI\n-14,20\n7.0,18\n", start="2025-01-15")) == [("2025-01-01", 20), ("2025-01-22", 18)]


@pytest.mark.parametrize("nothing", ["", " ", "NA", "na", '""', "NaN"])
def test_an_empty_cell_is_no_score_and_is_counted(nothing: str) -> None:
    found = convert(f"time,BDI\n0,20\n7,{nothing}\n")
    assert scores(found) == [("2026-01-01", 20)]
    assert found.missing == 1


def test_someone_without_any_score_is_still_there() -> None:
    found = convert("ID,time,BDI\n1,0,NA\n2,0,9\n", id_column="ID")
    assert found.stories["1"] == {"format": "unstuck-story/1", "scores": []}


@pytest.mark.parametrize(
    "table",
    [
        "\ufefftime,BDI\n0,20\n",
        "time;BDI\n0;20\n",
        "time\tBDI\n0\t20\n",
        "time,BDI\r\n0,20\r\n",
        "time,BDI\r0,20\r",
        '"time","BDI"\n"0","20"\n',
        " time , BDI \n 0 , 20 \n",
        "\n\ntime,BDI\n\n0,20\n,\n",
        "time,BDI\n0,20",
        'note;time;BDI\n"one, two;\nthree";0;20\n',
    ],
)
def test_tables_as_programs_write_them_are_all_the_same_table(table: str) -> None:
    assert scores(convert(table)) == [("2026-01-01", 20)]


def test_a_decimal_comma_is_read_where_commas_dont_part_the_cells() -> None:
    found = convert("time;ORS\n0;25,5\n", measure_id="ors", score="ORS")
    assert scores(found) == [("2026-01-01", 25.5)]


def test_the_same_day_twice_is_kept_twice() -> None:
    assert scores(convert("time,BDI\n0,20\n0,22\n")) == [("2026-01-01", 20), ("2026-01-01", 22)]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("0,64", "Line 3, column BDI: 64 is above 63, the highest BDI score."),
        ("0,-1", "Line 3, column BDI: -1 is below 0, the lowest BDI score."),
        ("0,20.5", "Line 3, column BDI: 20.5: BDI scores are whole numbers."),
        (
            "0,high",
            'Line 3, column BDI: "high" isn\'t a number. Leave the cell empty, or write NA, where there is no score.',
        ),
        (
            "0,1e1",
            'Line 3, column BDI: "1e1" isn\'t a number. Leave the cell empty, or write NA, where there is no score.',
        ),
        (",20", "Line 3, column time: there is a score, but no day."),
        (
            "05/01/2026,20",
            'Line 3, column time: "05/01/2026" is no day. Write days as 2026-01-05, or as a whole number of days.',
        ),
        (
            "2026-02-30,20",
            'Line 3, column time: "2026-02-30" is no day. Write days as 2026-01-05, or as a whole number of days.',
        ),
        ("1.5,20", 'Line 3, column time: "1.5" is no day. Write days as 2026-01-05, or as a whole number of days.'),
        (
            "99999999,20",
            'Line 3, column time: "99999999" is no day. Write days as 2026-01-05, or as a whole number of days.',
        ),
        (
            "2026-02-01,20",
            "Line 3, column time: days are written in two ways, as dates and as numbers. Choose one.",
        ),
        ("0,20,1", "Line 3: there are 3 cells, but the header has 2."),
        ("0", "Line 3: there is 1 cell, but the header has 2."),
        ('0,"20', "Line 3: from here on the quotation marks don't match, so nothing more can be read."),
    ],
)
def test_what_is_wrong_is_said_with_its_line(rows: str, said: str) -> None:
    assert problems(f"time,BDI\n0,20\n{rows}\n") == [said]


def test_everything_wrong_is_said_at_once() -> None:
    assert [text.partition(":")[0] for text in problems("time,BDI\nx,99\n1,20\n2,y\n")] == [
        "Line 2, column BDI",
        "Line 2, column time",
        "Line 4, column BDI",
    ]


def test_a_hundred_problems_are_enough() -> None:
    assert len(problems("time,BDI\n" + "0,99\n" * 500)) == 100


def test_a_column_that_isnt_there_is_named_with_those_that_are() -> None:
    assert problems("day;score\n0;20\n") == [
        'There is no column "time". The table has: day, score.',
        'There is no column "BDI". The table has: day, score.',
    ]
    assert problems("time;score\n0;20\n") == ['There is no column "BDI". The table has: time, score.']


def test_a_name_that_stands_twice_in_the_header_is_no_column_to_choose() -> None:
    assert problems("time,BDI,BDI\n0,20,21\n") == [
        'There are two columns called "BDI". Rename one, so that it is clear which to use.'
    ]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("", "The table is empty: there is no header and nothing below it."),
        (" \n\n", "The table is empty: there is no header and nothing below it."),
        ("time,BDI\n", "The table has a header and nothing below it."),
        (";;\n", 'There is no column "time". The table has: ;;.'),
        ('"time,BDI\n0,20\n', "Line 1: from here on the quotation marks don't match, so nothing more can be read."),
        (
            b"time,BDI\n0,\xff\n",
            "The file can't be read as text: byte 12 isn't UTF-8. Save it as CSV in UTF-8 and try again.",
        ),
    ],
)
def test_a_file_that_is_no_table_is_told_so(table: str | bytes, said: str) -> None:
    assert problems(table)[0] == said


def test_a_file_too_large_to_read_is_refused() -> None:
    assert problems(b"x" * (LARGEST + 1)) == ["The file is larger than 100 MB. Split it, for instance by person."]


def test_a_row_of_nobody_is_said_with_its_line() -> None:
    assert problems("ID,time,BDI\n,0,20\n", id_column="ID") == [
        "Line 2, column ID: nobody is named here, so nobody could tell whose scores these are."
    ]


def test_a_person_who_isnt_there_is_said_so() -> None:
    assert problems(LONG, person="ID=7") == ['Nobody has "7" in the column "ID".']


def test_many_people_in_rows_need_a_column_that_names_them() -> None:
    (said,) = problems(WIDE + "3,No,20,19\n", wide="bdi.pre=0")
    assert said.startswith("Line 3: this is a second row.")


def test_a_person_with_two_rows_is_never_merged() -> None:
    assert problems("id,a\n1,20\n1,30\n", wide="a=0", id_column="id") == [
        'Line 3, column id: "1" has a row already. With --wide each person needs one row.'
    ]


def test_scores_of_others_are_not_judged_when_one_person_is_asked_for() -> None:
    assert scores(convert("ID,time,BDI\n1,0,99\n2,0,9\n", person="ID=2"), "2") == [("2026-01-01", 9)]


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        ({}, ["needed", "needed"]),
        ({"day": "time"}, ["needed"]),
        ({"wide": "a=0", "score": "BDI"}, ["long_or_wide"]),
        ({"wide": "a"}, ["no_day_named"]),
        ({"wide": "a=0,b=x,=3"}, ["no_day_named", "no_day_named"]),
        ({"wide": "a=0,a=7"}, ["column_twice_asked"]),
        ({"wide": "a=0", "person": "3"}, ["no_person_named"]),
        ({"wide": "a=0", "person": "=3"}, ["no_person_named"]),
        ({"wide": "a=0", "person": "ID=3", "id_column": "ID"}, ["one_or_everybody"]),
        ({"wide": "a=0", "start": "January"}, ["not_a_start"]),
        ({"wide": "a=0", "measure_id": "phq8"}, ["unknown_measure"]),
        ({"measure_id": "goal", "wide": "a", "start": ""}, ["unknown_measure", "not_a_start", "no_day_named"]),
    ],
)
def test_options_that_ask_for_nothing_clear_say_what_is_missing(options: dict[str, str], ids: list[str]) -> None:
    found = asked(**({"measure_id": "bdi"} | options))
    assert isinstance(found, tuple)
    assert [problem.id for problem in found] == ids
    assert all(problem.text() for problem in found)


def test_a_value_with_an_equals_sign_is_still_a_person() -> None:
    found = options_of(person="ID=a=b")
    assert (found.id, found.only) == ("ID", "a=b")


def test_a_column_with_an_equals_sign_can_hold_scores() -> None:
    assert options_of(wide="a=b=7").scores == {"a=b": date(2026, 1, 8)}


def test_every_person_gets_a_file_of_their_own_that_any_system_can_write() -> None:
    names = file_names(["3", "../up", "a/b", "a:b", "A:B", "", "con", "x" * 300])
    assert names["3"] == "person-3.json"
    assert len({name.lower() for name in names.values()}) == len(names)
    assert all(name == name.strip(". ") and not set(name) & set('/\\:*?"<>|') for name in names.values())
    assert all(len(name.encode()) < 255 for name in names.values())


plain_scores = st.lists(st.tuples(st.integers(-400, 4000), st.integers(0, 63)), min_size=1, max_size=20)


@given(plain_scores, st.sampled_from([",", ";", "\t"]), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_whatever_program_wrote_it_the_table_reads_back(
    rows: list[tuple[int, int]], separator: str, end: str, bom: bool
) -> None:
    text = end.join(separator.join(map(str, row)) for row in [("time", "BDI"), *rows])
    found = convert(("\ufeff" if bom else "") + text)
    first = date(2026, 1, 1).toordinal()
    assert [(date.fromisoformat(day).toordinal() - first, total) for day, total in scores(found)] == rows
    validate(found.stories[""])


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_give_stories_or_problems(raw: bytes) -> None:
    for table in (raw, b"ID,time,BDI\n" + raw):
        found = read_table(table, options_of(id_column="ID"))
        if isinstance(found, Converted):
            for story in found.stories.values():
                validate(story)
        else:
            assert all(problem.text() for problem in found)


@given(st.lists(st.text(max_size=8), unique=True))
def test_no_two_people_share_a_file(people: list[str]) -> None:
    names = file_names(people)
    assert list(names) == people
    assert len({name.casefold() for name in names.values()}) == len(people)


def test_a_problem_shows_a_cell_without_its_control_characters() -> None:
    said = Problem(2, "a\x1b[31m", "not_a_day", {"value": "x"}).text()
    assert "\x1b" not in said


@needs_shared
def test_all_557_people_of_enrichd_convert_with_every_score() -> None:
    raw = (SHARED / "data" / "enrichd_bdi_cbt_npmlda.csv").read_bytes()
    found = convert(raw, id_column="ID")
    assert (len(found.stories), found.scores, found.missing) == (557, 7117, 0)
    for story in found.stories.values():
        validate(story)
    table = list(csv.DictReader(io.StringIO(raw.decode())))
    rows = [(row["time"], row["BDI"]) for row in table if row["ID"] == "3"]
    first = date(2026, 1, 1).toordinal()
    ours = [(str(date.fromisoformat(day).toordinal() - first), str(total)) for day, total in scores(found, "3")]
    assert ours == rows
    assert found.stories["3"] == convert(raw, person="ID=3").stories["3"]


@needs_shared
def test_all_100_people_of_beat_the_blues_convert_with_every_score() -> None:
    raw = (SHARED / "data" / "btheb_bdi_hsaur3.csv").read_bytes()
    wide = "bdi.pre=0,bdi.2m=61,bdi.3m=91,bdi.5m=152,bdi.8m=243"
    found = convert(raw, measure_id="bdi2", wide=wide, id_column="id")
    assert (len(found.stories), found.scores, found.missing) == (100, 380, 120)
    assert scores(found, "1") == [("2026-01-01", 29), ("2026-03-03", 2), ("2026-04-02", 2)]
    for story in found.stories.values():
        validate(story)


def test_a_clinics_whole_table_is_read_at_once() -> None:
    many = "ID,time,BDI\n" + "".join(f"{n % 900},{n // 900 * 7},{n % 64}\n" for n in range(20_000))
    found = convert(many, id_column="ID")
    assert (len(found.stories), found.scores) == (900, 20_000)
