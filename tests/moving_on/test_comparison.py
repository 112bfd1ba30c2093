"""The promise: musts filter first, the order says how far it hangs on the weights, and liking is never added in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.moving_on.people import NOOR, ON, noor
from unstuck.knowledge import words
from unstuck.moving_on.candidates import as_known, talked_to
from unstuck.moving_on.candidates_page import comparison_lines, comparison_table, side_by_side
from unstuck.moving_on.comparison import HEAVIEST, WORTH, Comparison, Standing, compare
from unstuck.moving_on.marks import mark
from unstuck.story.plans import Candidate, Criterion, Mark, Style, Wishes

IDS = ("indicated_method", "experience", "availability", "own:a", "own:b")


def wish(day: str = "2026-09-01", /, **criteria: int | str) -> Wishes:
    """Wishes with weights, or "must"."""
    listed = tuple(
        Criterion(id=name, need="must") if weight == "must" else Criterion(id=name, need="nice", weight=int(weight))
        for name, weight in criteria.items()
    )
    return Wishes(date=date.fromisoformat(day), criteria=listed)


def who(name: str, **marks: Mark) -> Candidate:
    return Candidate(id=name, marks=marks)


def compared(candidates: Sequence[Candidate], *wishes: Wishes) -> Comparison:
    found = compare(candidates, wishes, ["ocd"])
    assert found is not None
    return found


def of(found: Comparison, name: str) -> Standing:
    return next(x for x in found.standings if x.id == name)


def test_who_misses_a_must_is_out_however_much_else_fits() -> None:
    found = compared(
        [who("a", cost="no", experience="yes", language="yes"), who("b", cost="yes", experience="no")],
        wish(cost="must", experience=5, language=5),
    )
    assert (of(found, "b").place, of(found, "a").place) == (1, None)
    assert of(found, "a").missed == ("cost",)
    assert found.leads == ()


def test_a_must_nobody_has_checked_is_named_and_nobody_is_out_for_it() -> None:
    found = compared([who("a", experience="yes")], wish(licensed="must", experience=3))
    assert of(found, "a").to_check == ("licensed",)
    assert of(found, "a").place == 1


def test_a_sum_counts_weights_met_half_for_in_part_and_ranges_over_what_is_not_known() -> None:
    found = compared([who("a", experience="yes", cost="partly", distance="no")], wish(experience=4, cost=3, distance=2,
                     language=1))  # fmt: skip
    assert (of(found, "a").low, of(found, "a").high, of(found, "a").out_of) == (5.5, 6.5, 10)


def test_equal_sums_share_a_place() -> None:
    found = compared([who(x, experience="yes") for x in "abc"], wish(experience=3))
    assert [x.place for x in found.standings] == [1, 1, 1]
    assert [x.firm for x in found.leads] == ["level", "level"]


def test_how_one_got_on_changes_no_place() -> None:
    liked = noor()
    other = noor(candidates=[{**x, "impressions": []} for x in NOOR["candidates"]])
    places = [
        [(x.id, x.place) for x in compared(list(talked_to(story.candidates)), *story.wishes).standings]
        for story in (liked, other)
    ]
    assert places[0] == places[1]
    assert of(compared(list(liked.candidates), *liked.wishes), "b").connection == {"call": 8.0}


def test_weights_are_those_from_before_the_first_call() -> None:
    story = noor()
    later = wish("2026-09-20", experience=1)
    found = compared(list(story.candidates), *story.wishes, later)
    assert found.weights_of == date(2026, 9, 1)
    assert found.first_call == date(2026, 9, 9)
    assert (found.set_before, found.changed_since) == (True, date(2026, 9, 20))
    assert any("after the first call" in text for text in comparison_lines(found, story.candidates, ()))


def test_weights_set_after_the_first_call_are_used_and_said_to_be() -> None:
    story = noor()
    found = compared(list(story.candidates), wish("2026-09-20", experience=1))
    assert not found.set_before
    assert "They may follow who you liked." in comparison_lines(found, story.candidates, ())[0]


def test_without_weights_there_is_no_comparison() -> None:
    assert compare(noor().candidates, [Wishes(date=date(2026, 9, 1))]) is None


def test_the_table_shows_points_and_liking_side_by_side() -> None:
    story = noor()
    known = talked_to(as_known(story.candidates, ON))
    found = compared(list(known), *story.wishes)
    table = comparison_table(found, known)
    assert table.head[3:] == ("After the call", "First session", "Third session")
    assert table.rows[0] == ("Dr Amari", "1", "11.5", "6", "–", "–")
    assert table.rows[2][1] == "out"
    text = " ".join(comparison_lines(found, known, story.wishes[0].criteria))
    assert "Mr Cole misses a must: I can pay it." in text
    assert "What you do not know yet could turn that round." in text
    assert "“A method that fits” weighed 0.5, not 5" in text


known_marks = st.sampled_from(["yes", "partly", "no"])
all_marks = st.sampled_from(["yes", "partly", "no", None])
weights_of_all = st.lists(st.integers(1, 5), min_size=len(IDS), max_size=len(IDS))


def people_with(marks: st.SearchStrategy[Any], names: str) -> st.SearchStrategy[list[Candidate]]:
    """One candidate a name, with any marks."""
    each = st.fixed_dictionaries(dict.fromkeys(IDS, marks)).map(lambda x: {k: v for k, v in x.items() if v})
    return st.tuples(*[each] * len(names)).map(
        lambda drawn: [Candidate(id=name, marks=x) for name, x in zip(names, drawn, strict=True)]
    )


def middle(standing: Standing, name: str) -> float:
    return sum(WORTH[standing.marks[name]]) / 2


@settings(deadline=None)
@given(weights_of_all, people_with(all_marks, "ab"))
def test_how_firm_a_lead_is_agrees_with_trying_all_corners(weights: list[int], people: list[Candidate]) -> None:
    found = compared(people, wish(**dict(zip(IDS, weights, strict=True))))
    lead = found.leads[0]
    above, below = of(found, lead.above), of(found, lead.below)
    gaps = [middle(above, name) - middle(below, name) for name in IDS]

    def kept(*choices: list[float]) -> bool:
        return all(sum(w * gap for w, gap in zip(corner, gaps, strict=True)) > 1e-9 for corner in product(*choices))

    near = kept(*([max(w - 1, 0), min(w + 1, HEAVIEST)] for w in weights))
    anyhow = min(gaps) >= 0 and max(gaps) > 0
    expected = "level" if above.place == below.place else "any" if anyhow else "near" if near else "depends"
    assert lead.firm == expected


@settings(deadline=None)
@given(weights_of_all, people_with(known_marks, "ab"))
def test_the_one_weight_named_makes_the_first_two_equal(weights: list[int], people: list[Candidate]) -> None:
    found = compared(people, wish(**dict(zip(IDS, weights, strict=True))))
    if found.tip is None:
        return
    first, second = found.standings
    changed = dict(zip(IDS, map(float, weights), strict=True)) | {found.tip.criterion: found.tip.equal_at}
    sums = [sum(weight * middle(x, name) for name, weight in changed.items()) for x in (first, second)]
    assert sums[0] == pytest.approx(sums[1])
    assert 0 <= found.tip.equal_at <= HEAVIEST


@settings(deadline=None)
@given(weights_of_all, people_with(all_marks, "abcd").flatmap(lambda x: st.tuples(st.just(x), st.permutations(x))))
def test_the_order_of_entries_means_nothing(
    weights: list[int], people: tuple[list[Candidate], list[Candidate]]
) -> None:
    wishes = wish(**dict(zip(IDS, weights, strict=True)))
    assert compared(people[0], wishes) == compared(people[1], wishes)


# What a mark follows from

WISHED = Wishes(
    date=date(2026, 9, 1),
    languages=("English", "Deutsch"),
    formats=("video",),
    approaches=("erp",),
    most_fee=100,
    farthest_minutes=30,
    style=Style(directiveness=4, challenge=2),
)


@pytest.mark.parametrize(
    ("criterion", "candidate", "expected"),
    [
        ("cost", {"fee": 100}, "yes"),
        ("cost", {"fee": 100.01}, "no"),
        ("cost", {}, None),
        ("distance", {"minutes_away": 45}, "no"),
        ("language", {"languages": ["deutsch"]}, "yes"),
        ("language", {"languages": ["French"]}, "no"),
        ("format", {"formats": ["phone", "video"]}, "yes"),
        ("indicated_method", {"approaches": ["erp"]}, "yes"),
        ("indicated_method", {"approaches": ["supportive"]}, "no"),
        ("preference_fit", {"style": {"directiveness": 3, "challenge": 0}}, "yes"),
        ("preference_fit", {"style": {"directiveness": -1, "challenge": 1}}, "partly"),
        ("preference_fit", {"style": {"directiveness": -5}}, "no"),
        ("preference_fit", {"style": {"emotion": 1}}, None),
        ("experience", {"answers": [{"question": "experience", "sounded": "mixed"}]}, "partly"),
        ("reacts_to_feedback", {"answers": [{"question": "feedback", "sounded": "concern"}]}, "no"),
        ("licensed", {"answers": [{"question": "licence", "sounded": "good"}]}, None),
        ("cost", {"fee": 500, "marks": {"cost": "yes"}}, "yes"),
        ("own:quiet", {}, None),
    ],
)
def test_what_the_person_marked_counts_else_what_follows_from_facts(
    criterion: str, candidate: dict[str, Any], expected: Mark | None
) -> None:
    found = Candidate.model_validate({"id": "x", **_tuples(candidate)})
    assert mark(found, criterion, WISHED) == expected


def _tuples(value: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, dict):
        return {key: _tuples(inner) for key, inner in value.items()}
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def test_without_a_wish_a_first_choice_for_the_concern_is_what_fits() -> None:
    plain = Wishes(date=date(2026, 9, 1))
    erp, talk = Candidate(id="a", approaches=("erp",)), Candidate(id="b", approaches=("supportive",))
    assert (mark(erp, "indicated_method", plain, ["ocd"]), mark(talk, "indicated_method", plain, ["ocd"])) == (
        "yes",
        "no",
    )


def test_side_by_side_says_what_has_to_come_first_and_then_holds_the_table_with_its_lines() -> None:
    assert side_by_side(noor(wishes=[]), ON).lines == (words("en", "candidates").say("compare.none"),)
    assert side_by_side(noor(), date(2026, 9, 9)).lines == (words("en", "candidates").say("compare.few"),)
    found = side_by_side(noor(), ON)
    assert found.table is not None
    assert {row[0] for row in found.table.rows} == {"Dr Amari", "Ms Bell", "Mr Cole"}
    assert any("not in the points" in line for line in found.lines)
