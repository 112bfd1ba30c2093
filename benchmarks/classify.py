"""How long does `classify` take for a million people, against the bare formula in numpy?

    python -m benchmarks.classify [PEOPLE]

Both in one run, taking turns, the best of some rounds each. "Bare" is what one would type: the reliable change index of
Jacobson & Truax, alone and with its three (or five) categories by `np.where`, without a look at missing scores. Ours
adds means, all standard deviations, missing scores and the count of each category. Below that, from the bytes of a CSV
file to the bytes of a JSON file: ours against `np.loadtxt` and `json.dumps` with the bare formula in between.
Exit 1 when ours takes more than twice as long as the bare formula with the same categories.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from time import perf_counter

import numpy as np

from unstuck.change.classify import Options, classify_table
from unstuck.change.classify_report import as_json
from unstuck.change.methods import RULES
from unstuck.change.reliable_change import Z95
from unstuck.change.tables import Floats, Judged, Limits, group, judge

RELIABILITY = 0.8
FUNCTIONAL = (5.0, 4.0)
ROUNDS, FILE_ROUNDS = 40, 2
NAMES = ("recovered", "improved", "unchanged", "deteriorated", "harmed")


def bare_index(pre: Floats, post: Floats) -> Floats:
    return (post - pre) / float(pre.std(ddof=1) * np.sqrt(2 * (1 - RELIABILITY)))


def bare_three(pre: Floats, post: Floats) -> tuple[Floats, Floats]:
    index = bare_index(pre, post)
    return index, np.where(index < -Z95, 1, np.where(index > Z95, 3, 2))


def bare_five(pre: Floats, post: Floats) -> tuple[Floats, Floats]:
    index = bare_index(pre, post)
    sd, (mean, spread) = pre.std(ddof=1), FUNCTIONAL
    c = (sd * mean + spread * pre.mean()) / (sd + spread)
    better = np.where((pre >= c) & (post < c), 0, 1)
    worse = np.where((pre < c) & (post >= c), 4, 3)
    return index, np.where(index < -Z95, better, np.where(index > Z95, worse, 2))


def ours_three(pre: Floats, post: Floats) -> Judged:
    return judge(pre, post, RULES["jt"](group(pre, post, RELIABILITY, "made up")))


def ours_five(pre: Floats, post: Floats) -> Judged:
    found = group(pre, post, RELIABILITY, "made up")
    mean, spread = FUNCTIONAL
    c = (found.sd_pre * mean + spread * found.mean_pre) / (found.sd_pre + spread)
    return judge(pre, post, RULES["jt"](found), "lower", Limits(c, c))


def bare_file(raw: bytes) -> str:
    ids = np.loadtxt(io.BytesIO(raw), dtype=str, delimiter=",", skiprows=1, usecols=0)
    pre, post = np.loadtxt(io.BytesIO(raw), delimiter=",", skiprows=1, usecols=(1, 2), unpack=True)
    index, code = bare_five(pre, post)
    rows = zip(ids.tolist(), pre.tolist(), post.tolist(), index.tolist(), code.tolist(), strict=True)
    return json.dumps([{"id": i, "pre": a, "post": b, "rci": r, "category": NAMES[k]} for i, a, b, r, k in rows])


def ours_file(raw: bytes) -> str:
    found = classify_table(raw, Options(RELIABILITY, functional=FUNCTIONAL))
    assert not isinstance(found, tuple), found
    return "".join(as_json(found))


def best(rounds: int, *tasks: Callable[[], object]) -> list[float]:
    """Milliseconds of each task's best round, all tasks taking turns."""
    times = [float("inf")] * len(tasks)
    for _ in range(rounds):
        for place, task in enumerate(tasks):
            start = perf_counter()
            task()
            times[place] = min(times[place], 1000 * (perf_counter() - start))
    return times


def made_up(people: int) -> tuple[Floats, Floats]:
    """PHQ-9-like scores."""
    random = np.random.default_rng(7)
    pre = np.clip(random.normal(15.4, 5.5, people).round(), 0, 27)
    return pre, np.clip((pre + random.normal(-5, 5.5, people)).round(), 0, 27)


def main(people: int) -> int:
    pre, post = made_up(people)
    index, code = bare_five(pre, post)
    found = ours_five(pre, post)
    assert np.array_equal(found.code, code)
    assert np.allclose(found.index, index, rtol=0, atol=1e-12)
    bare, three, five, our_three, our_five = best(
        ROUNDS,
        lambda: bare_index(pre, post),
        lambda: bare_three(pre, post),
        lambda: bare_five(pre, post),
        lambda: ours_three(pre, post),
        lambda: ours_five(pre, post),
    )
    print(f"{people:,} people; the same index to 1e-12 and the same category for every one of them\n")
    print("| | bare, ms | ours, ms | ours / bare | ours / bare index alone |\n|---|---|---|---|---|")
    print(
        f"| index and 3 categories | {three:.1f} | {our_three:.1f} | {our_three / three:.2f} | {our_three / bare:.2f} |"
    )
    print(f"| index and 5 categories | {five:.1f} | {our_five:.1f} | {our_five / five:.2f} | {our_five / bare:.2f} |")
    raw = "id,pre,post\n" + "".join(
        f"P{row},{a:.0f},{b:.0f}\n" for row, (a, b) in enumerate(zip(pre, post, strict=True))
    )
    bare_s, ours_s = best(FILE_ROUNDS, lambda: bare_file(raw.encode()), lambda: ours_file(raw.encode()))
    print(f"| from a CSV to a JSON file | {bare_s:.0f} | {ours_s:.0f} | {ours_s / bare_s:.2f} | |")
    return 1 if max(our_three / three, our_five / five, ours_s / bare_s) > 2 else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000))
