"""The promise: a table is read whole or refused with everything that is wrong with it, and nobody is dropped unsaid."""

import pytest

from unstuck.change.pairs import Columns, LeftOut, Pairs, Problem, read_pairs

COLUMNS = Columns()


def read(text: str) -> Pairs:
    found = read_pairs(text.encode(), COLUMNS)
    assert isinstance(found, Pairs), found
    return found


def refused(text: str | bytes, columns: Columns = COLUMNS) -> list[tuple[str, str]]:
    found = read_pairs(text if isinstance(text, bytes) else text.encode(), columns)
    assert not isinstance(found, Pairs)
    assert all(problem.text() for problem in found)
    return [(problem.place, problem.id) for problem in found]


@pytest.mark.parametrize(
    "text",
    [
        "id,pre,post\nana,10,5\nben,12.5,14\n",
        "id,pre,post\r\nana,10,5\r\nben,12.5,14",
        "\ufeffid,pre,post\nana,10,5\nben,12.5,14\n\n",
        '"id","pre","post"\n"ana",10,5\n"ben","12.5",14\n',
        "id;pre;post\nana;10;5\nben;12.5;14\n",
        "id\tpre\tpost\nana\t10\t5\nben\t12.5\t14\n",
        "id, pre, post\nana, 10, 5\nben, +12.5, 1.4e1\n",
        "post,age,id,pre\n5,30,ana,10\n14,41,ben,12.5\n",
        "id,pre,post\n\nana,10,5\n,,\nben,12.5,14\n",
        "id,pre,post\nana,10,5\nben,12.5,14\n,,\n,,\n",
        'id,pre,post,note\nana,10,5,"first,\nthen"\nben,12.5,14,\n',
    ],
    ids=[
        "plain",
        "windows",
        "mark and empty line",
        "quoted",
        "semicolons",
        "tabs",
        "spaces",
        "other order",
        "gaps",
        "empty rows at the end",
        "notes",
    ],
)
def test_a_table_reads_the_same_however_a_spreadsheet_wrote_it(text: str) -> None:
    found = read(text)
    assert list(found.ids) == ["ana", "ben"]
    assert (found.pre.tolist(), found.post.tolist()) == ([10, 12.5], [5, 14])


def test_columns_may_have_any_names() -> None:
    found = read_pairs(b"who,bdi.pre,bdi.2m\n1,30,20\n", Columns("who", "bdi.pre", "bdi.2m"))
    assert isinstance(found, Pairs)
    assert list(found.ids) == ["1"]


@pytest.mark.parametrize("quote", ["", '"'])
def test_people_without_a_score_are_left_out_by_name_line_and_reason(quote: str) -> None:
    table = f"id,pre,post\n{quote}ana{quote},10,\nben,NA,4\ncyd,nan,\ndee,9,3\n"
    found = read(table)
    assert list(found.ids) == ["dee"]
    assert found.left_out == (
        LeftOut("ana", 2, "missing_post"),
        LeftOut("ben", 3, "missing_pre"),
        LeftOut("cyd", 4, "missing_both"),
    )


@pytest.mark.parametrize("cell", ["twelve", "1 2", "1_000", "12,5", "0x1f", "--3", "9:30", "1e", "٣"])
def test_text_where_a_number_belongs_is_named_with_its_place(cell: str) -> None:
    assert refused(f'id,pre,post\nana,10,5\nben,9,"{cell}"\n') == [("3:post", "not_a_number")]


@pytest.mark.parametrize("cell", ["inf", "-Infinity", "∞"])
def test_an_infinite_score_is_named(cell: str) -> None:
    assert refused(f"id,pre,post\nana,{cell},5\n") == [("2:pre", "not_finite")]


@pytest.mark.parametrize("cell", ["1e999", "1e10", "-99999999999"])
def test_a_number_no_scale_reaches_is_named(cell: str) -> None:
    assert refused(f"id,pre,post\nana,{cell},5\n") == [("2:pre", "too_large")]


def test_an_id_that_stands_twice_is_named_with_both_lines() -> None:
    found = read_pairs(b"id,pre,post\nana,1,2\nben,3,4\nana ,5,6\n", COLUMNS)
    assert found == (Problem("4:id", "id_twice", {"line": "4", "value": "ana", "first": "2"}),)


def test_a_row_without_an_id_is_named() -> None:
    assert refused("id,pre,post\nana,1,2\n,3,4\n") == [("3:id", "no_id")]


def test_everything_wrong_is_told_at_once_in_the_order_of_the_table() -> None:
    table = "id,pre,post\nana,x,2\nana,3,inf\n,4,5\nben,6,y\n"
    assert refused(table) == [
        ("2:pre", "not_a_number"),
        ("3:id", "id_twice"),
        ("3:post", "not_finite"),
        ("4:id", "no_id"),
        ("5:post", "not_a_number"),
    ]


def test_of_many_problems_the_first_hundred_are_told() -> None:
    assert len(refused("id,pre,post\n" + "ana,x,y\n" * 500)) == 100
    assert len(refused("id,pre,post\n" + "1,2\n" * 500)) == 100


@pytest.mark.parametrize(
    ("text", "place", "id_"),
    [
        ("", "", "empty"),
        ("\n\n", "", "empty"),
        ("who,pre,post\n1,2,3\n", "1:id", "no_column"),
        ("id,pre,pre,post\n1,2,3,4\n", "1:pre", "column_twice"),
        ("id,pre,post\n1,2\n", "2:", "uneven"),
        ("id,pre,post\n1,2,3,4\n", "2:", "uneven"),
        ('id,pre,post\n"1,2,3\n', "2:", "not_csv"),
        (b"id,pre,post\n\xff,1,2\n", "", "not_text"),
        ("id,pre,post\n1,2,3\n".encode("utf-16"), "", "not_text"),
    ],
)
def test_what_is_no_table_is_said_to_be_none(text: str | bytes, place: str, id_: str) -> None:
    assert refused(text) == [(place, id_)]


def test_before_and_after_must_be_two_columns() -> None:
    assert refused("id,pre\n1,2\n", Columns("id", "pre", "pre")) == [("1:pre", "same_column")]


def test_a_missing_column_is_named_once_with_those_there_are() -> None:
    found = read_pairs(b"id;pre\n1;2\n", COLUMNS)
    assert not isinstance(found, Pairs)
    assert [problem.blanks for problem in found] == [{"column": "post", "columns": "id, pre"}]


def test_what_a_report_shows_of_a_cell_is_short_and_on_one_line() -> None:
    (problem,) = read_pairs(('id,pre,post\n1,"a\x1b[31m\n' + "x" * 100 + '",2\n').encode(), COLUMNS)  # type: ignore[misc]  # a tuple, not Pairs
    shown = str(problem.blanks["value"])
    assert len(shown) <= 43
    assert shown.isprintable()


def test_a_header_alone_holds_nobody() -> None:
    assert len(read("id,pre,post\n").ids) == 0
