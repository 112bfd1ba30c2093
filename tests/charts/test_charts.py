"""The promise: whatever is in a record, its picture is valid, quiet SVG that says the same to every reader."""

import re
from datetime import date, timedelta
from random import Random
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unstuck.charts import (
    Band,
    Event,
    Person,
    Range,
    ScatterWords,
    ScoresFacts,
    ScoresWords,
    SessionsWords,
    change_scatter,
    scores_chart,
    sessions_chart,
)
from unstuck.charts.scatter import CATEGORIES, MOST

NAMESPACE = "{http://www.w3.org/2000/svg}"
FIRST = date(2026, 1, 5)
HOSTILE = "</text><script>alert(1)</script>]]>&amp;\" onload='x' \x00\x0b\ud800 \u202e\n\ttail"


def week(i: int) -> date:
    return FIRST + timedelta(weeks=i)


def number(value: float) -> str:
    return f"{value:g}"


def day(value: date) -> str:
    return f"{value.day}/{value.month}"


def scores_words(text: str = "words") -> ScoresWords:
    return ScoresWords(text, text, text, text, text, text, text, number, lambda d: f"{day(d)}{text}")


def sessions_words(text: str = "words") -> SessionsWords:
    return SessionsWords(text, text, text, text, text, text, number, day)


def scatter_words(text: str = "words") -> ScatterWords:
    return ScatterWords(text, text, text, text, text, text, text, dict.fromkeys(CATEGORIES, text), number)


def full(text: str = "words") -> ScoresFacts:
    return ScoresFacts(
        scores=[(week(i), float(v)) for i, v in enumerate([16, 15, 12, 10, 9, 9])],
        lowest=0,
        highest=21,
        bands=[Band(text, 0, 5), Band(text, 5, 10), Band(text, 10, 15), Band(text, 15, 21)],
        cutoff=8,
        reliable_change=4,
        expected=[Range(week(i), 6, 14) for i in range(6)],
        forecast=[Range(week(5 + i), 9 - i, 9 + i, 9) for i in range(4)],
        events=[Event(week(2), text), Event(week(4), text)],
    )


FELT: list[tuple[date, float | None, float | None]] = [(week(0), -2, 1), (week(1), 0, -3), (week(2), None, 2)]
PEOPLE = [Person(20 + i, 20 - 2 * i, category) for i, category in enumerate(CATEGORIES)]


def every_chart(text: str = "words") -> list[str]:
    return [
        scores_chart("a", full(text), scores_words(text)),
        sessions_chart("b", FELT, sessions_words(text)),
        change_scatter("c", PEOPLE, scatter_words(text), reliable_change=6, cutoff=14),
    ]


@pytest.mark.parametrize(
    "text", ["plain", "", HOSTILE, "\U0001f600" * 200, "\u0645\u0631\u062d\u0628\u0627 \u4e16\u754c"]
)
def test_any_text_gives_valid_svg_and_stays_text(text: str) -> None:
    for svg in every_chart(text):
        root = ET.fromstring(svg.encode("utf-8"))  # noqa: S314 - our own output
        names = {element.tag.removeprefix(NAMESPACE) for element in root.iter()}
        assert names <= {"svg", "title", "desc", "g", "text", "line", "polyline", "polygon", "path", "rect", "circle"}


@given(st.text(max_size=60))
def test_no_text_can_break_out_of_its_place(text: str) -> None:
    for svg in every_chart(text):
        root = ET.fromstring(svg.encode("utf-8"))  # noqa: S314
        assert {key for element in root.iter() for key in element.attrib} & {"onload", "style", "href", "src"} == set()


def test_a_strict_content_policy_has_nothing_to_object_to() -> None:
    for svg in every_chart():
        assert not re.search(r"\bstyle\b|<script|\bon\w+=|href|url\(|@import|http(?!://www\.w3\.org/2000/svg)", svg)


def test_title_and_description_stand_inside_and_name_the_picture() -> None:
    for svg, identifier in zip(every_chart("what there is to see"), "abc", strict=True):
        root = ET.fromstring(svg)  # noqa: S314
        assert root.get("role") == "img"
        assert root.get("aria-labelledby") == f"{identifier}-title {identifier}-desc"
        assert [child.get("id") for child in root[:2]] == [f"{identifier}-title", f"{identifier}-desc"]
        assert root[0].text == root[1].text == "what there is to see"


def test_nothing_is_said_by_colour_alone() -> None:
    """All ink is the text's own colour, so what differs is shape, dash and shade."""
    for svg in every_chart():
        assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', svg)) == {"currentColor", "none"}


def test_each_category_has_a_shape_of_its_own() -> None:
    shapes = set()
    for category in CATEGORIES:
        svg = change_scatter("c", [Person(20, 10, category)], scatter_words())
        mark = ET.fromstring(svg).find(f".//{NAMESPACE}*[@class='chart-{category}']")  # noqa: S314
        assert mark is not None
        shapes.add((mark.tag, mark.get("fill"), mark.get("stroke")))
    assert len(shapes) == len(CATEGORIES)


def test_the_same_facts_in_any_order_give_the_same_bytes() -> None:
    facts = full()
    again = ScoresFacts(
        scores=list(reversed(facts.scores)),
        lowest=0,
        highest=21,
        bands=facts.bands,
        cutoff=8,
        reliable_change=4,
        expected=list(reversed(facts.expected)),
        forecast=list(reversed(facts.forecast)),
        events=list(reversed(facts.events)),
    )
    assert scores_chart("a", facts, scores_words()) == scores_chart("a", again, scores_words())
    shuffled = PEOPLE[:]
    Random(1).shuffle(shuffled)
    assert change_scatter("c", PEOPLE, scatter_words()) == change_scatter("c", shuffled, scatter_words())
    assert sessions_chart("b", FELT, sessions_words()) == sessions_chart("b", FELT[::-1], sessions_words())


@given(st.lists(st.tuples(st.integers(0, 400), st.floats(0, 27)), min_size=1, max_size=60))
def test_every_score_is_drawn_inside_the_picture(values: list[tuple[int, float]]) -> None:
    facts = ScoresFacts([(FIRST + timedelta(days=d), v) for d, v in values], 0, 27, cutoff=10, reliable_change=6)
    root = ET.fromstring(scores_chart("a", facts, scores_words()))  # noqa: S314
    dots = root.findall(f".//{NAMESPACE}g[@class='chart-scores']/{NAMESPACE}circle")
    assert len(dots) == len(values)
    assert all(44 <= float(dot.get("cx", "")) <= 520 and 30 <= float(dot.get("cy", "")) <= 250 for dot in dots)


def test_a_better_score_is_lower_in_the_picture_where_the_scale_says_so() -> None:
    root = ET.fromstring(scores_chart("a", full(), scores_words()))  # noqa: S314
    dots = root.findall(f".//{NAMESPACE}g[@class='chart-scores']/{NAMESPACE}circle")
    assert float(dots[0].get("cy", "")) < float(dots[-1].get("cy", ""))


def test_only_what_is_known_is_drawn_and_named() -> None:
    svg = scores_chart("a", ScoresFacts([(FIRST, 12.0)], 0, 27), scores_words())
    assert "stroke-dasharray" not in svg
    assert "polygon" not in svg


def test_the_newest_nine_events_have_a_flag_and_long_ones_are_cut() -> None:
    facts = ScoresFacts([(FIRST, 12.0)], 0, 27, events=[Event(week(i), f"event {i} " + "x" * 200) for i in range(12)])
    svg = scores_chart("a", facts, scores_words(""))
    assert "event 2 " not in svg
    assert all(f"event {i} " in svg for i in range(3, 12))
    assert "x" * 100 not in svg


def test_the_newest_twenty_four_sessions_with_a_rating_are_drawn() -> None:
    felt: list[tuple[date, float | None, float | None]] = [(week(i), -1, 1) for i in range(30)]
    svg = sessions_chart("b", [*felt, (week(40), None, None)], sessions_words())
    assert svg.count('class="chart-session"') == 24
    assert svg.count('class="chart-up"') == 24


def test_a_table_of_any_size_gives_a_picture() -> None:
    people = [Person(i % 300, (7 * i) % 290, "unchanged") for i in range(100_000)]
    svg = change_scatter("c", people, scatter_words(), reliable_change=6, cutoff=14)
    assert 0 < svg.count('class="chart-unchanged"') <= MOST + 1


def test_people_who_all_score_the_same_still_give_a_picture() -> None:
    assert "circle" in change_scatter("c", [Person(5, 5, "improved")], scatter_words(), reliable_change=6)


def test_nothing_to_draw_and_a_bad_identifier_are_refused() -> None:
    with pytest.raises(ValueError, match="score"):
        scores_chart("a", ScoresFacts([], 0, 27), scores_words())
    with pytest.raises(ValueError, match="rating"):
        sessions_chart("b", [(FIRST, None, None)], sessions_words())
    with pytest.raises(ValueError, match="people"):
        change_scatter("c", [], scatter_words())
    with pytest.raises(ValueError, match="identifier"):
        sessions_chart('b" onload="x', FELT, sessions_words())
