"""The promise: axes carry round numbers, and labels and keys don't run into each other or out of the picture."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unstuck.charts.layout import KeyEntry, Scale, apart, cut, key, round_marks, width_of
from unstuck.charts.svg import number, tag, words


@pytest.mark.parametrize(
    ("low", "high", "marks"),
    [(0, 21, (0, 5, 10, 15, 20)), (0, 27, (0, 5, 10, 15, 20, 25)), (10, 50, (10, 20, 30, 40, 50)), (3, 3, (3,))],
)
def test_an_axis_is_marked_with_round_numbers(low: float, high: float, marks: tuple[float, ...]) -> None:
    assert round_marks(low, high) == marks


@given(st.floats(-1000, 1000), st.floats(0.01, 1000))
def test_marks_lie_on_the_axis_and_are_few(low: float, span: float) -> None:
    marks = round_marks(low, low + span)
    assert all(low - 1e-6 <= mark <= low + span + 1e-6 for mark in marks)
    assert len(marks) <= 8


def test_values_outside_a_scale_are_drawn_at_its_edge() -> None:
    scale = Scale(0, 27, 250, 30)
    assert (scale(0), scale(27), scale(40), scale(-3)) == (250, 30, 30, 250)
    assert Scale(5, 5, 0, 10)(5) == 5


@given(st.lists(st.floats(0, 300), max_size=8))
def test_labels_keep_their_distance(heights: list[float]) -> None:
    places = sorted(apart(heights))
    assert all(b - a >= 14 - 1e-9 for a, b in pairwise(places))


@given(st.text(max_size=300), st.integers(20, 600))
def test_a_cut_text_fits(text: str, width: int) -> None:
    assert width_of(cut(text, width)) <= width + 14


def test_a_key_wraps_before_the_edge() -> None:
    drawn, bottom = key([KeyEntry(tag("g"), "twenty characters ok")] * 5, 8, 100, 400)
    assert bottom == 160
    assert [int(x) for x in re.findall(r"translate\((\d+)", drawn)] == [8, 194, 8, 194, 8]


def test_numbers_are_written_short() -> None:
    assert [number(x) for x in (1.0, 1.04, 1.06, -0.01, 12.25)] == ["1", "1", "1.1", "0", "12.2"]


def test_text_that_xml_has_no_place_for_is_shown_as_a_box() -> None:
    assert words("a\x00b\ud800c\nd") == "a\ufffdb\ufffdc d"
