"""The promise: a method is called unfit only where guidelines make the method matter, and by confirmed rows alone."""

import csv
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shared import SHARED, needs_shared
from unstuck.knowledge import facts
from unstuck.reasons.fit_for_concern import (
    AGAINST,
    FIRST,
    OPTION,
    PART,
    better_of_100_pairs,
    condition_of,
    first_line_not_used,
    fit_for_concern,
    method_matters,
    strictest,
)

CONDITIONS: list[str] = facts("catalogue")["conditions"]
PARTS: dict[str, str] = facts("catalogue")["parts"]
THERAPIES: list[str] = facts("catalogue")["therapies"]
MUCH = {"ocd", "ptsd", "panic", "phobia", "social_anxiety", "insomnia", "eating", "bpd"}

concerns = st.sampled_from([*CONDITIONS, *PARTS])
approaches = st.sampled_from(THERAPIES)


def test_the_method_matters_much_for_eight_concerns_and_not_for_depression() -> None:
    assert {condition for condition in CONDITIONS if method_matters(condition)} == MUCH
    assert fit_for_concern("depression", None).matters == "little"


def test_supportive_talk_for_ocd_misses_the_first_line() -> None:
    fit = fit_for_concern("ocd", "supportive")
    assert fit.standing == "not_listed"
    assert "erp" in fit.first_choices
    assert first_line_not_used("ocd", "supportive") is True


def test_exposure_and_response_prevention_for_ocd_is_first_line() -> None:
    assert fit_for_concern("ocd", "erp").standing == "first_line"
    assert first_line_not_used("ocd", "erp") is False


def test_for_depression_another_method_is_a_question_and_not_a_reason() -> None:
    assert first_line_not_used("depression", "cbt") is False
    assert first_line_not_used("depression", "supportive") is None
    assert first_line_not_used("depression", "schema") is None


def test_where_only_a_list_calls_a_therapy_strong_and_the_kind_may_not_matter_nothing_is_missed() -> None:
    assert fit_for_concern("adhd", "psychodynamic").standing == "not_listed"
    assert first_line_not_used("adhd", "psychodynamic") is None
    assert first_line_not_used("gad", "supportive") is True
    assert first_line_not_used("phobia", "supportive") is True


def test_judging_a_fit_reads_the_facts_of_one_condition_alone() -> None:
    facts.cache_clear()
    first_line_not_used("anorexia", "supportive")
    assert facts.cache_info().currsize == 2


def test_plain_cbt_for_ocd_ptsd_or_insomnia_is_asked_about_before_it_is_judged() -> None:
    assert fit_for_concern("ocd", "cbt").ask_about == ("erp",)
    assert fit_for_concern("ptsd", "cbt").ask_about == ("tfcbt", "cpt", "pe")
    for concern in ("ocd", "ptsd", "insomnia", "eating", "phobia", "psychosis"):
        assert fit_for_concern(concern, "cbt").standing == "ask"
        assert first_line_not_used(concern, "cbt") is None


def test_advice_against_a_method_is_told_and_counts() -> None:
    assert fit_for_concern("social_anxiety", "supportive").standing == "advised_against"
    assert first_line_not_used("psychosis", "supportive") is True


def test_an_unconfirmed_row_is_shown_and_judges_nothing() -> None:
    fit = fit_for_concern("self_harm", "cbt")
    assert fit.recommendations
    assert not any(row.confirmed for row in fit.recommendations)
    assert fit.standing == "unknown"
    assert first_line_not_used("self_harm", "psychodynamic") is None


def test_an_unknown_concern_or_approach_gets_no_guess() -> None:
    assert fit_for_concern("boredom", "cbt").standing == "unknown"
    assert fit_for_concern("ocd", "crystals").standing == "unknown"
    assert fit_for_concern("ocd", None).standing == "unknown"
    assert first_line_not_used("boredom", "cbt") is None
    assert first_line_not_used("ocd", None) is None
    assert not method_matters("boredom")


def test_a_part_is_judged_by_its_own_rows() -> None:
    assert fit_for_concern("bulimia", "mantra").standing == "not_listed"
    assert fit_for_concern("anorexia", "mantra").standing == "first_line"
    assert condition_of("anorexia") == "eating"
    assert all(row.part in {None, "drug_use"} for row in fit_for_concern("drug_use", None).recommendations)


def test_the_effect_shown_first_is_the_one_that_flatters_least() -> None:
    found = strictest(fit_for_concern("ocd", "erp").effects)
    assert found is not None
    assert (found.versus, found.g, found.interval, found.studies) == ("not_waiting", 1.16, (0.80, 1.53), 10)
    assert strictest(()) is None


def test_no_effect_is_surer_than_fair_and_thin_evidence_is_called_thin() -> None:
    sure = {
        (condition, effect.therapy, effect.versus): effect.certainty
        for condition in CONDITIONS
        for effect in fit_for_concern(condition, None).effects
        if effect.variant is None
    }
    assert sure["ocd", "erp", "not_waiting"] == "fair"
    assert sure["ptsd", "emdr", "not_waiting"] == "low"
    assert sure["bpd", "schema", "any_control"] == "very_low"
    assert sure["eating", "cbt_ed", "not_waiting"] == "low"
    assert sure["grief", "cbt", "not_waiting"] == "very_low"


def test_no_difference_is_fifty_of_a_hundred_pairs_and_one_spread_is_seventy_six() -> None:
    assert better_of_100_pairs(0.0) == 50
    assert better_of_100_pairs(1.0) == 76
    assert better_of_100_pairs(-1.0) == 24


@given(concerns, approaches)
def test_only_a_concern_with_a_first_choice_can_miss_it(concern: str, approach: str) -> None:
    fit = fit_for_concern(concern, approach)
    missed = first_line_not_used(concern, approach)
    if missed:
        assert fit.first_choices
        assert approach not in fit.first_choices
        assert fit.matters != "little"
    if fit.standing in {"first_line", "option"}:
        assert missed is False


@given(concerns, approaches)
def test_what_is_asked_of_a_part_never_knows_more_than_the_whole(concern: str, approach: str) -> None:
    whole = condition_of(concern)
    assert whole is not None
    assert set(fit_for_concern(concern, approach).recommendations) <= set(
        fit_for_concern(whole, approach).recommendations
    )


@pytest.mark.parametrize("condition", CONDITIONS)
def test_every_fact_of_a_condition_is_of_known_kind(condition: str) -> None:
    held = facts(f"conditions/{condition}")
    assert {row["therapy"] for row in held["guidelines"]} <= set(THERAPIES)
    assert {row["status"] for row in held["guidelines"]} <= FIRST | OPTION | PART | AGAINST
    assert {row["part"] for row in held["guidelines"] if "part" in row} <= set(PARTS)
    assert {row["therapy"] for row in held.get("pooled", ())} <= {"any", *THERAPIES}
    for broad, forms in held.get("ask_about", {}).items():
        assert {broad, *forms} <= set(THERAPIES)
    for part, whole in PARTS.items():
        assert (part in held.get("parts", ())) == (whole == condition)


@needs_shared
def test_agrees_with_the_evidence_row_by_row() -> None:
    evidence = json.loads((SHARED / "evidence" / "conditions.json").read_text(encoding="utf-8"))["conditions"]
    assert [row["id"] for row in evidence] == CONDITIONS
    for given_ in evidence:
        ours = fit_for_concern(given_["id"], None).recommendations
        assert [(row.part or given_["id"], row.therapy, row.confirmed) for row in ours] == [
            (row["condition"], row["therapy"], row["confirmation"] == "confirmed") for row in given_["recommendations"]
        ]


@needs_shared
def test_agrees_with_the_pooled_effects_figure_by_figure() -> None:
    with (SHARED / "evidence" / "metapsy_pooled.csv").open(encoding="utf-8") as file:
        pooled = {
            (float(row["g"]), float(row["ci_low"]), float(row["ci_high"]), int(row["k_studies"]), row["comparator"])
            for row in csv.DictReader(file)
        }
    names = {"any_control": "all controls", "not_waiting": "excluding waitlist"}
    seen = 0
    for condition in CONDITIONS:
        held = facts(f"conditions/{condition}")
        for row in held.get("pooled", ()):
            if "studies" in row:
                assert (row["g"], *row["interval"], row["studies"], names[row["versus"]]) in pooled
                seen += 1
        assert isinstance(held.get("pooled_search", date.min), date)
    assert seen > 50
