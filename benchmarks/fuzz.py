"""Does any damaged story break the command? `python benchmarks/fuzz.py [10000]` mutates the invented people's stories.

Each damage is drawn from a fixed seed: a quarter of the files is damaged as text, a half in its values, and a quarter
is changed so that it stays a story, which takes the answer where no invented person goes. Every file must give an
answer (exit 0) or one report (exit 2); anything else is printed with its seed and ends the run with exit 1.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

from unstuck.cli import execute
from unstuck.story.checks import answerable

STORIES = Path(__file__).parents[1] / "tests" / "stories"
ODD: tuple[Any, ...] = (
    None, True, -1, 0, 11, 1e308, 10**30, "", "x", "2026-13-01", "9999-12-31", "0001-01-01", "\u0000", [], {}, [[]]
)  # fmt: skip


LIVED = ("sessions", "scores", "goal_ratings", "answers", "events", "conversations", "notes")
SAID = ("yes", "no", "unsure")

ANSWERABLE = sorted(answerable())
NOTES = ("I want to die.", "He hit me again.", "Ich bin müde und will nicht mehr.", "", "👍" * 50, "no. not. never. I")


def mutated(raw: bytes, draw: Random) -> bytes:
    """The file with one to four damages of one kind: of its bytes, of its values, or of the life it tells."""
    kind = draw.random()
    if kind < 0.25:
        return _bytes_damaged(raw, draw)
    tree = json.loads(raw)
    for _ in range(draw.randint(1, 4)):
        (_value_damaged if kind < 0.75 else _lived_otherwise)(tree, draw)
    return json.dumps(tree).encode()


def _lived_otherwise(tree: dict[str, Any], draw: Random) -> None:
    """Entries are lost, stand there twice, come on other days, or say something else; it stays a story."""
    full = [name for name in LIVED if tree.get(name)]
    if not full:
        return
    name = draw.choice(full)
    entries, place = tree[name], draw.randrange(len(tree[name]))
    entry = deepcopy(entries[place])
    kind = draw.random()
    if kind < 0.25:
        del entries[draw.randrange(place, len(entries)) :]
    elif kind < 0.4:
        entries.append(entry)
    elif kind < 0.6:
        entries[place] = entry | {"date": draw.choice(entries)["date"]}
    elif kind < 0.8:
        listed = tree.setdefault("answers", [])
        listed.append({"date": entry["date"], "indicator": draw.choice(ANSWERABLE), "answer": draw.choice(SAID)})
    else:
        tree.setdefault("about", {})[draw.choice(["mandated", "age_band", "aim", "country"])] = None
        tree.setdefault("notes", []).append({"date": entry["date"], "text": draw.choice(NOTES)})


def _bytes_damaged(raw: bytes, draw: Random) -> bytes:
    place = draw.randrange(len(raw))
    damage: Callable[[], bytes] = draw.choice(
        [
            lambda: raw[:place],
            lambda: raw[:place] + bytes([draw.randrange(256)]) + raw[place + 1 :],
            lambda: raw[:place] + raw[place : place + 40] + raw[place:],
            lambda: raw[:place] + raw[place + draw.randint(1, 30) :],
        ]
    )
    return damage()


def _value_damaged(tree: Any, draw: Random) -> None:  # noqa: ANN401 - JSON values
    holder = tree
    while True:
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        if not keys:
            return
        key = draw.choice(keys)
        if isinstance(holder[key], dict | list) and holder[key] and draw.random() < 0.8:
            holder = holder[key]
            continue
        break
    kind = draw.random()
    if kind < 0.6:
        holder[key] = deepcopy(draw.choice(ODD))
    elif kind < 0.8 and isinstance(holder, dict):
        holder[draw.choice(["x", "date", "therapy", "format", "id"])] = holder.pop(key)
    elif isinstance(holder, list):
        holder.append(deepcopy(holder[key]))
    else:
        del holder[key]


def main() -> int:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    stories = sorted(STORIES.glob("*.json"))
    seen: Counter[int] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "story.json"
        for seed in range(runs):
            draw = Random(seed)
            file.write_bytes(mutated(draw.choice(stories).read_bytes(), draw))
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()) as said:
                code = execute(["assess", str(file), "--on", "2026-06-01", "--json"])
            seen[code] += 1
            if code not in {0, 2}:
                print(f"seed {seed}: exit {code}: {said.getvalue()}")
    print(
        f"{runs} damaged stories: {seen[0]} answered, {seen[2]} refused with a report, {runs - seen[0] - seen[2]} else"
    )
    return 0 if runs == seen[0] + seen[2] else 1


if __name__ == "__main__":
    sys.exit(main())
