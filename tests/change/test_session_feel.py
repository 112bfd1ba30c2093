"""The promise: relief and drain rest on several sessions, never on one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.change.weeks import week
from unstuck.change.session_feel import session_feel


def felt(*pairs: tuple[float | None, float | None]) -> list[tuple[date, float | None, float | None]]:
    return [(week(i), before, after) for i, (before, after) in enumerate(pairs)]


@pytest.mark.parametrize(
    ("pairs", "pattern"),
    [
        ([(-2, 0), (-1, 1), (-2, -1)], "relief"),
        ([(1, -1), (2, 0), (0, -1)], "drain"),
        ([(0, 1), (0, 1), (0, 2)], "neither"),
        ([(-3, 3)], "unknown"),
        ([], "unknown"),
    ],
)
def test_the_line_is_one_and_a_half_points_on_average(pairs: list[tuple[float, float]], pattern: str) -> None:
    assert session_feel(felt(*pairs)).pattern == pattern


def test_exactly_one_and_a_half_counts() -> None:
    assert session_feel(felt((0, 1), (0, 2), (0, 1), (0, 2))).pattern == "relief"
    assert session_feel(felt((0, -1), (0, -2), (0, -1), (0, -2))).pattern == "drain"


def test_two_sessions_speak_only_when_each_says_the_same() -> None:
    assert session_feel(felt((-1, 1), (-1, 2))).pattern == "relief"
    assert session_feel(felt((-1, 4), (-1, 0))).pattern == "unknown"


def test_only_the_last_five_count_and_their_means_are_given() -> None:
    found = session_feel(felt((5, -5), (5, -5), *[(-1, 1)] * 5))
    assert (found.pattern, found.n, found.before, found.after, found.gain) == ("relief", 5, -1, 1, 2)
    assert found.all_rated == 7


def test_a_session_with_only_one_rating_is_counted_but_not_judged() -> None:
    found = session_feel(felt((-1, 1), (-1, None), (None, 2), (-2, 1), (-1, 1)))
    assert (found.n, found.half_rated, found.pattern) == (3, 2, "relief")


@given(st.lists(st.tuples(st.integers(-5, 5), st.integers(-5, 5)), min_size=3, max_size=12))
def test_swapping_before_and_after_turns_relief_into_drain(pairs: list[tuple[int, int]]) -> None:
    turned = {"relief": "drain", "drain": "relief", "neither": "neither"}
    assert session_feel(felt(*[(b, a) for a, b in pairs])).pattern == turned[session_feel(felt(*pairs)).pattern]
