"""How often are the rules for small noisy series wrong? Simulated people, fixed seeds.

    python -m benchmarks.series

writes docs/accuracy/series.md (two minutes on one core) and prints what one call costs. No open data with
alliance ratings or before-and-after ratings a session exist, so these rates rest on simulations alone.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from random import Random
from time import perf_counter

from benchmarks.series_people import SD_OF_SCORES, THRESHOLD, Person, person, recorded, usual, weekly
from benchmarks.series_trials import trial_sections
from unstuck.change.alliance import alliance
from unstuck.change.attendance import gap_effect, slot_effect
from unstuck.change.change_point import find_step
from unstuck.change.hard_but_working import hard_but_working
from unstuck.change.plateau import gains_reversing, plateau
from unstuck.change.series import course, own_variation
from unstuck.change.session_feel import session_feel

TARGET = Path(__file__).parents[1] / "docs" / "accuracy" / "series.md"
PEOPLE = 1000
PHIS = (0.0, 0.3, 0.6)


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; numbers under 1 are shares and written per hundred."""
    lines = [head, ["---"] * len(head), *([_cell(cell) for cell in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def _cell(cell: object) -> str:
    return f"{100 * cell:.1f}" if isinstance(cell, float) else str(cell)


def share(hits: Iterable[bool]) -> float:
    """The share that is true."""
    found = list(hits)
    return sum(found) / len(found)


def directions() -> str:
    rows = []
    for n in (5, 8, 15, 30):
        for phi in PHIS:
            rng = Random(1)
            flat = [course(weekly(usual(rng, n, phi)), THRESHOLD) for _ in range(PEOPLE)]
            rng = Random(2)
            moving = [course(weekly(_sloped(rng, n, phi, -2 * THRESHOLD)), THRESHOLD) for _ in range(PEOPLE)]
            held = [c.change_interval is not None and c.change_interval[0] <= 0 <= c.change_interval[1] for c in flat]
            named = [c.id in {"rising", "falling"} for c in flat]
            rows.append((n, phi_text(phi), share(named), share(held), share(c.id == "falling" for c in moving)))
    head = (
        "points",
        "phi",
        "direction named, none there",
        "80 % interval holds the truth",
        "fall of two thresholds named",
    )
    return table(head, rows)


def own_yardsticks() -> str:
    rows = []
    for n in (5, 8, 15, 30):
        cells = []
        for phi in PHIS:
            rng, beyond = Random(3), []
            for _ in range(PEOPLE):
                values = usual(rng, n, phi)
                found = own_variation(weekly(values)).reliable_change
                beyond.append(found is not None and abs(values[-1] - values[0]) > found)
            cells.append(share(beyond))
        rows.append((n, *cells))
    return table(("points", *(f"phi {phi_text(phi)}" for phi in PHIS)), rows)


def standstills() -> str:
    rows = []
    kinds: dict[str, Callable[[int], float]] = {
        "gain, then level": lambda i: 20 - min(i, 5) * 2,
        "never moved": lambda _: 16,
        "still getting better, a point a week": lambda i: 22 - i,
        "gain, then half of it lost in three weeks": lambda i: 20 - min(i, 5) * 2 + min(max(i - 9, 0), 3) * 5 / 1.5,
    }
    for name, mean in kinds.items():
        for n in (8, 12, 16):
            rng = Random(4)
            people = [weekly([mean(i) + x for i, x in enumerate(usual(rng, n, 0.3))]) for _ in range(PEOPLE)]
            found = Counter[str](plateau(points, "lower", THRESHOLD).id for points in people)
            slips = share(gains_reversing(points, "lower", THRESHOLD).id == "gains_reversing" for points in people)
            ids = ("levelled_off", "flat", "better", "worse", "unclear")
            rows.append((name, n, *(found[one] / PEOPLE for one in ids), slips))
    return table(("truth", "scores", "levelled off", "flat", "better", "worse", "unclear", "gains reversing"), rows)


def ruptures() -> str:
    rows = []
    for sd in (0.5, 0.7, 1.0, 1.5, 2.0):
        for phi in (0.0, 0.3, 0.5):
            rng = Random(5)
            quiet = [alliance(weekly(_rated(rng, 20, phi, sd))) for _ in range(PEOPLE)]
            rng = Random(6)
            fallen = [alliance(weekly(_rated(rng, 13, phi, sd, fall=2.5, at=10))) for _ in range(PEOPLE)]
            deep = [alliance(weekly(_rated(rng, 11, phi, sd, fall=4.0, at=10))) for _ in range(PEOPLE)]
            rows.append((
                sd,
                phi_text(phi),
                share(a.last_rupture is not None for a in quiet),
                share(a.ruptured for a in quiet),
                share(a.last_rupture is not None for a in fallen),
                share(a.last_rupture is not None for a in deep),
                share(a.trend in {"rising", "falling"} for a in quiet),
            ))  # fmt: skip
    head = (
        "own SD",
        "phi",
        "false rupture in 20 sessions",
        "open at session 20",
        "fall of 2.5 for three sessions seen",
        "fall of 4 seen at once",
        "false trend at session 20",
    )
    return table(head, ((str(row[0]), *row[1:]) for row in rows))


def hard_work() -> str:
    rows = []
    ids = ("rise_that_reversed", "rise_with_footing", "unclear", "worsening", "no_rise")
    for kind in ("steady", "exposure", "worse", "worse and alienated"):
        for scores in (2, 3, 5, 7):
            rng, found = Random(7), Counter[str]()
            for _ in range(PEOPLE):
                one: Person = person(rng, kind)
                k = one.rise_at + scores
                found[hard_but_working(one.scores[:k], "lower", THRESHOLD, one.ratings[:k], one.sessions[:k]).id] += 1
            rows.append((kind, scores, *(found[name] / PEOPLE for name in ids)))
    return table(("truth", "scores since the rise began", *(name.replace("_", " ") for name in ids)), rows)


def steps() -> str:
    rows = []
    for n in (10, 16, 30):
        for phi in PHIS:
            rng = Random(8)
            cells: list[float] = []
            series = [usual(rng, n, phi) for _ in range(PEOPLE // 2)]
            cells.append(share(find_step(weekly(s)).id == "step" for s in series))
            cells.append(share(find_step(weekly(_tilted(s, -THRESHOLD))).id == "step" for s in series))
            for size in (2, 4):
                points = size * SD_OF_SCORES
                found = [find_step(weekly([x - points * (i >= n // 2) for i, x in enumerate(s)])) for s in series]
                cells.append(share(f.id == "step" for f in found))
            day = weekly([0.0] * n)[n // 2][0]
            cells.append(share(f.between is not None and f.between[0] <= day <= f.between[1] for f in found))
            cells.append(share(f.interval is not None and f.interval[0] <= -points <= f.interval[1] for f in found))
            rows.append((n, phi_text(phi), *cells))
    head = (
        "points",
        "phi",
        "step named, none there",
        "step named, a slope there",
        "step of 2 SD named",
        "of 4 SD",
        "80 % days hold it",
        "80 % interval holds its size",
    )
    return table(head, rows)


def frames() -> str:
    rows = []
    for phi in PHIS:
        rng = Random(9)
        gaps, slots, seen = [], [], []
        for _ in range(PEOPLE // 2):
            days, scores = recorded(rng, phi, far_costs=0.0)
            gaps.append(gap_effect(days, scores, "lower", THRESHOLD).id != "no_clear_difference")
            days, scores = recorded(rng, phi, far_costs=3.0)
            seen.append(gap_effect(days, scores, "lower", THRESHOLD).id == "better_after_closer")
            rated = weekly(_rated(rng, 20, phi, 1.0))
            slots.append(slot_effect([(d, "ab"[i >= 10], x) for i, (d, x) in enumerate(rated)]).id == "depends_on_slot")
        rows.append((phi_text(phi), share(gaps), share(seen), share(slots)))
    head = (
        "phi",
        "effect of gaps named, none there",
        "3 points less after a long gap, seen",
        "slot named, none there (moved once)",
    )
    return table(head, rows)


def costs() -> None:
    """Milliseconds of one call on 500 points, on standard error."""
    rng = Random(10)
    points = weekly(usual(rng, 500, 0.3))
    ratings = weekly(_rated(rng, 500, 0.3, 1.0))
    sessions = [(day, -1.0, 1.0) for day, _ in points]
    days = [day for day, _ in points]
    calls: dict[str, Callable[[], object]] = {
        "course": lambda: course(points, THRESHOLD),
        "own_variation": lambda: own_variation(points),
        "plateau": lambda: plateau(points, "lower", THRESHOLD),
        "gains_reversing": lambda: gains_reversing(points, "lower", THRESHOLD),
        "alliance": lambda: alliance(ratings),
        "session_feel": lambda: session_feel(sessions),
        "hard_but_working": lambda: hard_but_working(points, "lower", THRESHOLD, ratings, sessions),
        "gap_effect": lambda: gap_effect(days, points, "lower", THRESHOLD),
        "slot_effect": lambda: slot_effect([(d, "ab"[i % 2], x) for i, (d, x) in enumerate(ratings)]),
        "find_step": lambda: find_step(points),
    }
    for name, call in calls.items():
        began = perf_counter()
        for _ in range(20):
            call()
        print(f"{name}: {(perf_counter() - began) * 50:.2f} ms", file=sys.stderr)


def phi_text(phi: float) -> str:
    """A likeness as text, so that it is not taken for a share."""
    return f"{phi:.1f}"


def _sloped(rng: Random, n: int, phi: float, change: float) -> list[float]:
    return _tilted(usual(rng, n, phi), change)


def _tilted(values: Sequence[float], change: float) -> list[float]:
    return [x + change * i / (len(values) - 1) for i, x in enumerate(values)]


def _rated(rng: Random, n: int, phi: float, sd: float, *, fall: float = 0.0, at: int = 0) -> list[float]:
    """Ratings of an alliance about 7.5, 0 to 10, lower by `fall` from session `at` on."""
    ups = usual(rng, n, phi, sd)
    return [min(10.0, max(0.0, 7.5 + x - (fall if i >= at else 0.0))) for i, x in enumerate(ups)]


SECTIONS: tuple[tuple[str, str, Callable[[], str]], ...] = (
    (
        "Direction of a course",
        (
            f"Scores like PHQ-9: ups and downs of {SD_OF_SCORES:.2f} points (what a reliable change of 6 speaks of). A "
            "direction is named when the fitted change is half a threshold or more and its 80 % interval leaves out 0."
        ),
        directions,
    ),
    (
        "The person's own yardstick",
        (
            "Scales without norms: how often two points (first and last) differ by more than the person's own reliable "
            "change when nothing changed. Promised are about 5, and 12 where points are very like the last."
        ),
        own_yardsticks,
    ),
    (
        "Standing still and slipping",
        "What is said at the last of so many scores (ups and downs with phi .3).",
        standstills,
    ),
    (
        "The alliance",
        (
            "Ratings about 7.5, cut at 10. A person's ratings usually vary by 0.5 to 1 from session to session; beyond "
            "that the own standard deviation takes over as the stricter criterion."
        ),
        ruptures,
    ),
    (
        "Hard work or worsening",
        (
            "Sixteen weekly scores falling by 0.35 a week. *exposure*: 9 points (SD 2) up for one to three weeks, then "
            "down; alliance as before, sessions lift by 1.5. *worse*: the same rise within three weeks and it stays, "
            "alliance as before, sessions lift by 0. *worse and alienated*: also the alliance falls by 2 and sessions "
            "drain by 1.5. A rise that noise or the gain before hides is `no rise`."
        ),
        hard_work,
    ),
    (
        "A step nobody announced",
        "A step halfway, in standard deviations of the ups and downs; a slope of one reliable change for comparison.",
        steps,
    ),
    (
        "Gaps and slots",
        "Twenty-four sessions one or two weeks apart; and ratings (SD 1) in two slots of ten sessions after one move.",
        frames,
    ),
)


def main() -> None:
    parts = [
        "# Small noisy series: how often the rules err",
        (
            "Made by `python -m benchmarks.series` (simulated people, fixed seeds); figures per hundred. *phi* is "
            "how much one point resembles the last. No open data with ratings of every session exist, so none of these "
            "rates has been seen in real people."
        ),
    ]
    for title, text, section in SECTIONS:
        parts += [f"## {title}", text, section()]
    parts += trial_sections(table)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text("\n\n".join(part.rstrip("\n") for part in parts) + "\n", encoding="utf-8")
    costs()


if __name__ == "__main__":
    main()
