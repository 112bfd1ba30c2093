"""The promise: where it should be clear what is going on, no single weight decides it."""

from __future__ import annotations

import pytest

from benchmarks.sensitivity import Held, people
from tests.people import PEOPLE

CLEAR = tuple(people(clear=True))


@pytest.mark.parametrize("one", CLEAR, ids=lambda one: one.name)
def test_halving_or_doubling_any_single_weight_leaves_the_first_reason_where_it_is(one: Held) -> None:
    assert one.first is not None
    assert one.first.id == PEOPLE[one.name]["reason"]
    assert one.tried
    assert one.flips == ()


def test_there_is_somebody_clear_for_nearly_every_reason() -> None:
    assert len({PEOPLE[one.name]["reason"] for one in CLEAR}) >= 12
