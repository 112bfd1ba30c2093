"""The promise: evidence adds up in decibans, counts once, and more of it for a reason never makes it weaker."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shared import SHARED, needs_shared
from unstuck.knowledge import facts, words
from unstuck.reasons.page import page
from unstuck.reasons.ranking import supported
from unstuck.reasons.weights import PRIOR, Finding, Reason, Value, indicators, weigh
from unstuck.story.checks import vocabulary

DOCS = Path(__file__).parents[2] / "docs"
ANSWERED = sorted(name for name, indicator in indicators().items() if not indicator.computed)
values = st.sampled_from(["yes", "no", "unsure"])
answers = st.dictionaries(st.sampled_from(sorted(indicators())), values, max_size=12)


def reasons(said: dict[str, Value], *, clock: bool = True) -> dict[str, Reason]:
    found = weigh([Finding(name, value) for name, value in said.items()], clock_has_run=clock)
    return {reason.id: reason for reason in supported(found)}


def test_a_point_is_five_decibans_and_a_no_half_of_it_against() -> None:
    assert reasons({"leave_misunderstood": "yes"})["not_heard"].weight == 10
    both = reasons({"raised_it_nothing_changed": "yes", "leave_misunderstood": "no"})
    assert both["not_heard"].weight == 15 - 5


def test_unsure_weighs_nothing() -> None:
    assert not reasons({"leave_misunderstood": "unsure"})


def test_what_says_the_same_thing_counts_once() -> None:
    one = reasons({"routine_or_chat": "yes"})["lost_effect"].weight
    assert reasons({"routine_or_chat": "yes", "same_themes_for_months": "yes"})["lost_effect"].weight == one


def test_missing_change_weighs_nothing_before_its_clock_has_run() -> None:
    assert "wrong_therapy_type" not in reasons({"no_early_change": "yes"}, clock=False)
    assert "wrong_therapy_type" in reasons({"no_early_change": "yes"})


def test_what_only_goes_along_with_a_reason_does_not_make_one() -> None:
    assert "stumbling_block" not in reasons({"alliance_intact": "yes"})
    assert reasons({"alliance_intact": "yes", "leave_stuck": "yes"})["stumbling_block"].weight == 10


def test_strong_means_odds_of_two_to_one() -> None:
    assert reasons({"raised_it_nothing_changed": "yes"})["not_heard"].strength == "strong"
    assert reasons({"leave_misunderstood": "yes"})["not_heard"].strength == "some"
    assert reasons({"leave_angry": "yes"})["not_heard"].strength == "some"
    assert Reason("x", 2.5, (), ()).strength == "little"
    assert -10 < PRIOR < -9


@given(answers)
def test_reasons_come_strongest_first_and_only_with_support(said: dict[str, Value]) -> None:
    found = supported(weigh([Finding(name, value) for name, value in said.items()], clock_has_run=True))
    assert [x.weight for x in found] == sorted((x.weight for x in found), reverse=True)
    assert all(x.weight > 0 and x.speaks_for for x in found)


@given(answers, st.permutations(range(12)))
def test_the_order_of_findings_never_matters(said: dict[str, Value], order: list[int]) -> None:
    listed = [Finding(name, value) for name, value in said.items()]
    shuffled = [listed[place] for place in order if place < len(listed)]
    assert weigh(listed, clock_has_run=True) == weigh(shuffled, clock_has_run=True)


@given(answers, st.sampled_from(ANSWERED))
def test_one_more_yes_never_weakens_the_reason_it_speaks_for(said: dict[str, Value], name: str) -> None:
    before = reasons({**said, name: "no"})
    after = reasons({**said, name: "yes"})
    for reason, points in indicators()[name].weights.items():
        if points > 0 and reason in before:
            assert after[reason].weight >= before[reason].weight


def test_every_indicator_bears_on_reasons_of_the_contract_and_has_its_words() -> None:
    told = words("en", "indicators")
    for name, indicator in indicators().items():
        assert set(indicator.weights) <= vocabulary("reasons")
        assert f"{name}.yes" in told
        if not indicator.computed:
            assert f"{name}.ask" in told
            assert f"{name}.no" in told


@needs_shared
def test_the_weights_are_those_of_the_evidence() -> None:
    evidence = json.loads((SHARED / "evidence" / "reasons.json").read_text(encoding="utf-8"))
    rows = [(reason["id"], row) for reason in evidence["reasons"] for row in reason["indicators"]]
    assert len(rows) > 70
    for reason, row in rows:
        ours = indicators()[row["id"]]
        assert ours.weights[reason] == row["starting_weight"]
        assert ours.computed == (row["kind"] == "computed")


def test_the_page_of_weights_is_current() -> None:
    assert (DOCS / "reasons.md").read_text(encoding="utf-8") == page()


def test_each_indicator_names_what_was_studied_of_it_or_is_our_judgement() -> None:
    for indicator in indicators().values():
        assert set(indicator.sources) <= set(facts("sources"))
    assert f"| {words('en', 'library_pages').say('reasons.judgement')} |" in page()


@pytest.mark.parametrize("flag", sorted(name for name, x in indicators().items() if "boundary_violation" in x.weights))
def test_nothing_goes_well_while_a_line_is_crossed(flag: str) -> None:
    well: dict[str, Value] = {"reliably_better": "yes", "getting_what_i_came_for": "yes", "recovered_and_stable": "yes"}
    found = weigh([Finding(name, value) for name, value in {**well, flag: "yes"}.items()], clock_has_run=True)
    assert found[0].id == "boundary_violation"
