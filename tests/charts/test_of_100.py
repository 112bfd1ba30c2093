"""The promise: a count of a hundred is drawn as that many of a hundred, and is told to who doesn't see it."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unstuck.charts import Part, of_100

SVG = "{http://www.w3.org/2000/svg}"
bounds = st.tuples(st.integers(0, 100), st.integers(0, 100)).map(sorted)


def drawn(*parts: Part) -> ET.Element:
    return ET.fromstring(of_100("x", parts, "a title <b>", "told & said"))  # noqa: S314 - our own


@given(bounds)
def test_there_are_a_hundred_dots_and_as_many_full_ones_as_were_counted(found: list[int]) -> None:
    low, high = found
    kinds = [len(group) for group in drawn(Part(low, high)).findall(f".//{SVG}g[@class='chart-hundred']/{SVG}g")]
    assert kinds == [low, high - low, 100 - high]


@given(st.lists(st.integers(0, 100), min_size=2, max_size=6))
def test_each_part_has_a_strip_as_long_as_its_count(counts: list[int]) -> None:
    strips = drawn(*(Part(n, n, f"part {n}") for n in counts)).findall(f".//{SVG}rect[@fill='currentColor']")
    assert [round(float(str(strip.get("width"))) / 2.9) for strip in strips] == counts


def test_it_carries_its_title_and_what_there_is_to_see_and_each_part_its_name() -> None:
    found = drawn(Part(3, 3, "<i>three</i>"), Part(97, 97, "rest"))
    assert found.findtext(f"{SVG}title") == "a title <b>"
    assert found.findtext(f"{SVG}desc") == "told & said"
    assert [text.text for text in found.iter(f"{SVG}text")] == ["<i>three</i>", "rest"]


@pytest.mark.parametrize("parts", [(), (Part(-1, 3),), (Part(4, 3),), (Part(1, 101),)])
def test_what_is_no_count_of_a_hundred_is_not_drawn(parts: tuple[Part, ...]) -> None:
    with pytest.raises(ValueError, match="hundred"):
        of_100("x", parts, "", "")
