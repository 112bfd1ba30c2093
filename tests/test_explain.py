"""The promise: everything in the library can be looked up, with sources, and what nobody confirmed is marked."""

import pytest

from unstuck.explain import Explanation, explain, kind_of, library, name_of, search, source
from unstuck.knowledge import facts
from unstuck.measures.catalogue import ids as measure_ids
from unstuck.reasons.weights import indicators

ENTRIES = library()
THINGS = [entry.id for entry in ENTRIES if entry.kind != "source"]
SOURCES = [entry.id for entry in ENTRIES if entry.kind == "source"]


def section(explanation: Explanation, key: str) -> str:
    return " ".join(line.text for one in explanation.sections if one.id == key for line in one.lines)


def test_an_id_names_one_thing_only() -> None:
    ids = [entry.id for entry in ENTRIES]
    assert len(ids) == len(set(ids))


def test_the_library_holds_every_reason_therapy_concern_professional_option_and_scale() -> None:
    index = facts("catalogue")
    held = {kind: [entry.id for entry in ENTRIES if entry.kind == kind] for kind in {e.kind for e in ENTRIES}}
    assert set(held["reason"]) == set(facts("vocabulary")["reasons"].split())
    assert held["therapy"] == index["therapies"]
    assert held["condition"] == [*index["conditions"], *index["parts"]]
    assert held["professional"] == index["providers"]
    assert held["option"] == facts("options")["order"]
    assert held["measure"] == list(facts("measures")["scale"])


def test_every_id_of_the_contract_can_be_explained() -> None:
    """What a read-out names can be looked up: reasons, steps, indicators, safety answers, concerns and the rest."""
    ids = facts("vocabulary")
    named = [id_ for key in ("reasons", "next_steps", "safety_answers") for id_ in ids[key].split()]
    named += [*indicators(), *measure_ids()]
    assert [id_ for id_ in named if kind_of(id_) is None] == []


def test_a_question_shows_how_it_is_answered_what_it_speaks_for_and_how_it_counts() -> None:
    found = explain("about_too_little_change")
    assert found.name == "Is it mainly that too little changes?"
    assert "A stumbling block: something" in section(found, "bears")
    assert "Against “It is going well”" in section(found, "bears")
    assert "A no counts too" in section(found, "counts")
    assert "can stop now" in section(explain("conversion_practice"), "counts")
    assert "should have a look first" in section(explain("impaired_or_absent"), "counts")
    assert not section(explain("not_safe_now"), "bears")


def test_a_step_shows_the_options_it_stands_for_and_urgent_help_stands_above_them() -> None:
    assert section(explain("change_therapist"), "what").count("A new therapist") == 2
    assert "above all options" in section(explain("get_urgent_help"), "what")


@pytest.mark.parametrize("thing", THINGS)
def test_everything_is_explained_with_a_name_and_known_sources(thing: str) -> None:
    found = explain(thing)
    assert found.name
    assert found.sections
    assert all(one.lines and one.heading for one in found.sections)
    text = " ".join(line.text for one in found.sections for line in one.lines)
    assert "{" not in text
    assert {one.id for one in found.sources} == {
        key for part in found.sections for line in part.lines for key in line.sources
    }


def test_every_source_can_be_looked_up() -> None:
    for key in SOURCES:
        assert explain(key).sections[0].id == "where"


def test_an_unconfirmed_line_is_marked() -> None:
    guidelines = next(one for one in explain("self_harm").sections if one.id == "guidelines")
    assert guidelines.lines
    assert not any(line.confirmed for line in guidelines.lines)


def test_a_reason_shows_what_speaks_for_and_against_and_what_is_known() -> None:
    found = explain("not_heard")
    assert "misunderstood" in section(found, "for")
    assert "safe and respected" in section(found, "against")
    assert "73 of 100" in section(found, "known")
    assert "blanchard-farber-2016" in {one.id for one in found.sources}


def test_an_option_shows_both_sides_and_the_safety_branch_no_scales() -> None:
    assert section(explain("planned_break"), "upsides")
    assert not section(explain("safety"), "upsides")


def test_an_unknown_id_is_refused() -> None:
    assert kind_of("horoscope") is None
    with pytest.raises(KeyError, match="horoscope"):
        explain("horoscope")
    with pytest.raises(KeyError, match="horoscope"):
        source("horoscope")


def test_search_finds_by_id_name_and_other_names_whatever_the_case() -> None:
    assert [entry.id for entry in search("cbt-i")] == ["cbti"]
    assert "dbt" in [entry.id for entry in search("dialectical")]
    assert "uk_pwp" in [entry.id for entry in search("WELLBEING practitioner")]
    assert search("no such thing anywhere") == ()
    assert search("") == ENTRIES


def test_names_are_those_of_the_words() -> None:
    assert name_of("anorexia", "condition") == "Anorexia"
    assert name_of("phq9", "measure") == "Patient Health Questionnaire, 9 items"
