"""The promise: items make the total the form would give, or an error says which item is wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unstuck.measures import agrees, ids, measure, total

WITH_ITEMS = [id_ for id_ in ids() if measure(id_).items]


@pytest.mark.parametrize(
    ("id_", "items", "expected"),
    [
        ("phq9", [1] * 9, 9),
        ("who5", [1, 2, 3, 4, 5], 60),
        ("dass21_depression", [0, 1, 2, 3, 0, 1, 2], 18),
        ("k10", [1] * 10, 10),
        ("ors", [2.5, 5.0, 7.5, 10.0], 25.0),
        ("checkin", [5, 6, 7, 8], 26),
    ],
)
def test_items_make_the_total_of_the_form(id_: str, items: list[float], expected: float) -> None:
    assert total(measure(id_), items) == expected


def test_the_core_om_is_the_mean_times_ten() -> None:
    assert total(measure("core_om"), [2] * 17 + [1] * 17) == pytest.approx(15)


@pytest.mark.parametrize(
    ("id_", "items", "says"),
    [
        ("phq9", [1] * 8, "9 items, not 8"),
        ("phq9", [1, 1, 4, 1, 1, 1, 1, 1, 1], "item 3 of phq9 is 4, outside 0 to 3"),
        ("k10", [0] * 10, "item 1 of k10 is 0, outside 1 to 5"),
        ("hamd17", [1] * 17, "by its total only"),
        ("oq45", [1] * 45, "by its total only"),
    ],
)
def test_items_that_make_no_total_say_why(id_: str, items: list[float], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        total(measure(id_), items)


def test_a_rounded_mean_agrees_with_its_items_and_a_wrong_one_does_not() -> None:
    items = [2] * 27 + [1] * 7  # 61 of 34 items: 17.941...
    assert agrees(measure("core_om"), items, 17.9)
    assert agrees(measure("core_om"), items, 17.94)
    assert not agrees(measure("core_om"), items, 18)
    assert not agrees(measure("phq9"), [1] * 9, 9.05)


def filled_in(id_: str) -> st.SearchStrategy[tuple[str, list[int]]]:
    scale = measure(id_).items
    assert scale is not None
    answer = st.integers(int(scale.lowest), int(scale.highest))
    return st.tuples(st.just(id_), st.lists(answer, min_size=scale.n, max_size=scale.n))


@given(st.sampled_from(WITH_ITEMS).flatmap(filled_in))
def test_every_filled_in_form_has_a_total_within_the_range(form: tuple[str, list[int]]) -> None:
    id_, items = form
    made = total(measure(id_), items)
    assert measure(id_).lowest <= made <= measure(id_).highest
    assert agrees(measure(id_), items, made)


@pytest.mark.parametrize("id_", WITH_ITEMS)
def test_the_lowest_and_highest_answers_reach_both_ends(id_: str) -> None:
    scale = measure(id_).items
    assert scale is not None
    assert total(measure(id_), [scale.lowest] * scale.n) == pytest.approx(measure(id_).lowest)
    assert total(measure(id_), [scale.highest] * scale.n) == pytest.approx(measure(id_).highest)
