"""The promise: the figures on the page about trials are those that were measured, and they keep what is promised."""

from __future__ import annotations

import re
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "trial.md").read_text(encoding="utf-8")
MEASURED = (DOCS / "accuracy" / "series.md").read_text(encoding="utf-8")
PHIS = ("0.0", "0.3", "0.6")
MOST, LEAST = 5.0, (40.0, 28.0, 22.0)


def rows(page: str, start: str) -> list[list[str]]:
    """The cells of every row of the tables on a page that begins so."""
    lines = (line for line in page.splitlines() if line.startswith(f"| {start}"))
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def on_the_page() -> list[list[float]]:
    words = ("not at all", "a little", "much")
    return [[float(cell) for cell in rows(PAGE, word)[0][1:]] for word in words]


def test_the_page_shows_what_was_measured() -> None:
    after = MEASURED.partition("## One change at a time")[2]
    (claims,) = rows(after, "8 + 8")
    steps = {row[1]: row[2] for row in rows(after, "step of 1 SD")}
    looks = re.split(r"Looking after every session", after)[1]
    for phi, place, found in zip(PHIS, (1, 4, 7), on_the_page(), strict=True):
        (looked,) = rows(looks, f"{phi} ")
        assert found == [float(x) for x in (claims[place], looked[1], looked[2], steps[phi])]


def test_what_was_measured_keeps_the_promise() -> None:
    for (claims, looking, _, seen), least in zip(on_the_page(), LEAST, strict=True):
        assert max(claims, looking) <= MOST
        assert seen >= least


def test_no_plan_and_no_autocorrelation_up_to_point_six_claims_more_than_promised() -> None:
    after = MEASURED.partition("## One change at a time")[2].partition("The same with ratings")[0]
    table = [row for n in ("4", "6", "8", "10", "12", "16", "20") for row in rows(after, f"{n} + ")]
    assert len(table) >= 10
    assert all(float(cell) <= MOST for row in table for cell in row[1:-1])
