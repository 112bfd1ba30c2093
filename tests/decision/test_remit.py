"""The promise: no profession is said to do what it may not, and where it depends the person is told to ask."""

import json

import pytest

from tests.shared import SHARED, needs_shared
from unstuck.decision.remit import (
    NEEDS,
    country_of,
    covered,
    need_of,
    prescribes,
    provider_types,
    remit,
    who_could,
    within_remit,
)
from unstuck.knowledge import facts

KINDS: list[str] = facts("catalogue")["providers"]
COUNTRIES: list[str] = facts("catalogue")["countries"]


def test_a_social_worker_may_not_prescribe_and_a_psychiatrist_may() -> None:
    assert prescribes("us_lcsw") is False
    assert prescribes("uk_psychiatrist") is True
    assert within_remit("us_lcsw", "medicine") == "no"
    assert within_remit("uk_psychiatrist", "medicine") == "yes"


def test_where_the_state_decides_the_answer_is_to_ask() -> None:
    assert prescribes("us_psychologist") is None
    assert within_remit("us_psychologist", "medicine") == "ask"
    assert within_remit("us_lpc", "diagnosis") == "ask"
    assert within_remit("ca_msw", "diagnosis") == "ask"


def test_talk_with_a_counsellor_doesnt_stretch_to_assessment_or_psychosis() -> None:
    assert within_remit("uk_therapist", "assessment") == "no"
    assert within_remit("ie_therapist", "severe_illness") == "no"
    assert within_remit("uk_therapist", "eating") == "ask"


def test_an_unknown_kind_or_need_gets_no_guess() -> None:
    assert within_remit("br_psicologo", "medicine") == "unknown"
    assert within_remit("us_lcsw", "horoscope") == "unknown"
    assert within_remit(None, "medicine") == "unknown"
    assert prescribes("br_psicologo") is None
    assert prescribes(None) is None
    assert remit("br_psicologo") is None
    assert country_of("br_psicologo") is None
    assert need_of("boredom") is None


def test_other_countries_are_said_not_to_be_covered() -> None:
    assert not covered("BR")
    assert not covered(None)
    assert provider_types("BR") == ()
    assert who_could("BR", "medicine") == ()


def test_the_united_kingdom_goes_by_its_iso_code() -> None:
    assert country_of("uk_cbt") == "GB"
    assert covered("GB")
    assert "uk_cbt" in provider_types("GB")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_answers_every_need(kind: str) -> None:
    for need in NEEDS:
        assert within_remit(kind, need) in {"yes", "no", "ask"}, need


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_answers_a_need_twice(kind: str) -> None:
    country = country_of(kind)
    assert country is not None
    row = facts(f"providers/{country.lower()}")[kind]
    listed = [*row["needs_yes"], *row["needs_ask"], *row["needs_no"]]
    assert len(listed) == len(set(listed))
    assert set(listed) | {"medicine", "diagnosis"} == set(NEEDS)


@pytest.mark.parametrize("country", COUNTRIES)
def test_everywhere_someone_can_at_least_be_asked_about_each_kind_of_therapy(country: str) -> None:
    for need in ("common_problems", "trauma", "eating", "couple", "substance"):
        assert who_could(country, need), need


@pytest.mark.parametrize("country", ["US", "GB", "DE"])
def test_where_we_list_doctors_someone_prescribes(country: str) -> None:
    assert prescribes(who_could(country, "medicine")[0]) is True


@pytest.mark.parametrize("country", COUNTRIES)
def test_the_usual_ones_come_before_those_to_ask(country: str) -> None:
    answers = [within_remit(kind, "trauma") for kind in who_could(country, "trauma")]
    assert answers == sorted(answers, key=["yes", "ask"].index)


@pytest.mark.parametrize("kind", KINDS)
def test_what_nobody_read_isnt_called_confirmed(kind: str) -> None:
    found = remit(kind)
    assert found is not None
    assert bool(found.confirmed) == bool(found.sources)
    assert found.checked.isoformat() == "2026-11-22"


def test_a_remit_is_read_from_the_facts_of_one_country_alone() -> None:
    facts.cache_clear()
    within_remit("nz_psych", "trauma")
    assert facts.cache_info().currsize == 2


def test_every_condition_names_a_need_we_know() -> None:
    for condition in facts("catalogue")["conditions"]:
        assert need_of(condition) in NEEDS
    assert need_of("anorexia") == "eating"


@needs_shared
def test_agrees_with_the_evidence_for_every_kind() -> None:
    rows = json.loads((SHARED / "evidence" / "providers.json").read_text(encoding="utf-8"))["providers"]
    assert {row["id"] for row in rows} == set(KINDS)
    fields = {"can_prescribe": "prescribe", "can_diagnose": "diagnose", "protected_title": "title"}
    names = fields | {"training": "training", "register": "register", "report_to": "report"}
    for row in rows:
        found = remit(row["id"])
        assert found is not None
        assert found.confirmed == {names[field] for field in row["confirmed_fields"]}, row["id"]
        for field, ours in fields.items():
            if row[field] in {"yes", "no"}:
                expected = {"yes": {"yes", "protected"}, "no": {"no", "open"}}[row[field]]
                assert getattr(found, ours) in expected, (row["id"], field)
