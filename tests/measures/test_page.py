"""The promise: docs/measures.md shows what the program uses."""

from __future__ import annotations

from pathlib import Path

from unstuck.measures import ids, measure
from unstuck.measures.page import page

DOCS = Path(__file__).parents[2] / "docs" / "measures.md"


def test_the_page_is_current() -> None:
    assert DOCS.read_text(encoding="utf-8") == page(), "python -m unstuck.measures.page > docs/measures.md"


def test_every_measure_has_a_section() -> None:
    assert [id_ for id_ in ids() if f"\n## {measure(id_).full_name}\n" not in page()] == []


def test_a_figure_nobody_read_is_marked() -> None:
    assert "| BDI | depression, over the last week | 0-63 | lower | >= 10 | 8.46 points, published (u) |" in page()
    assert "| PHQ-9 | depression, over the last two weeks | 0-27 | lower | >= 10 | 6 points, published |" in page()
