"""How is a classified table handed on: as JSON for programs, as sentences for people?"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from unstuck.change.classify import GIVEN, TABLE, Classified
from unstuck.change.significance import CATEGORIES
from unstuck.change.tables import Floats
from unstuck.knowledge import words

FORMAT = "unstuck-classify/1"
AT_ONCE = 50_000


def as_json(classified: Classified, language: str = "en") -> Iterator[str]:
    """The result as pieces of one JSON object (`unstuck-classify/1`), to be written one after the other.

    `people` come last, a line each: id, pre, post, rci and category, numbers to full precision.
    """
    head = json.dumps(_head(classified, language))
    yield head[:-1] + ', "people": [\n'
    pairs, judged = classified.pairs, classified.judged
    names = np.array([json.dumps(name) for name in CATEGORIES], dtype=object)
    for start in range(0, len(pairs.ids), AT_ONCE):
        part = slice(start, start + AT_ONCE)
        rows = zip(
            _quoted(pairs.ids[part]),
            _written(pairs.pre[part]),
            _written(pairs.post[part]),
            _written(judged.index[part]),
            names[judged.code[part]].tolist(),
            strict=True,
        )
        yield (",\n" if start else "") + ",\n".join(
            [
                f'{{"id": {who}, "pre": {pre}, "post": {post}, "rci": {rci}, "category": {name}}}'
                for who, pre, post, rci, name in rows
            ]
        )
    yield "\n]}\n"


def as_text(classified: Classified, language: str = "en") -> Iterator[str]:
    """The result of the whole table in sentences: by which figures, how many in each category, who was left out."""
    say = words(language, "classify").say
    group, found = classified.group, classified.judged.summary()
    method = say(f"method.{classified.options.method}")
    figures = {
        "reliability": group.reliability,
        "sd": round(group.sd_pre, 2),
        "critical": round(classified.rule.critical, 2),
    }
    yield say("told.method", method=method, **figures)
    if classified.cutoffs is not None:
        borders = classified.cutoffs
        yield say("told.cutoff", a=round(borders.a, 2), b=round(borders.b, 2), c=round(borders.c, 2))
    for name in classified.categories:
        share = 100 * (found.share(name) or 0)
        yield say(f"told.{name}", n=found.counts[name], percent=round(share, 1))
    errors = classified.rule.errors_per_100(group.sd_pre)
    yield say(
        "told.errors",
        false_alarms=round(errors.false_alarms),
        missed=round(errors.missed),
        points=round(errors.true_change, 1),
    )
    if classified.pairs.left_out:
        yield say("told.left_out", n=len(classified.pairs.left_out))
    for person in classified.pairs.left_out:
        yield say(f"left_out.{person.why}", id=person.id, line=str(person.line))
    for note in classified.notes:
        yield say(f"note.{note}")


def _head(classified: Classified, language: str) -> dict[str, Any]:
    """Everything but the people."""
    options, group, found = classified.options, classified.group, classified.judged.summary()
    borders = classified.cutoffs
    errors = classified.rule.errors_per_100(group.sd_pre)
    say = words(language, "classify").say
    return {
        "format": FORMAT,
        "method": options.method,
        "better": options.better,
        "reliability": group.reliability,
        "sd": group.sd_pre,
        "source": {"reliability": GIVEN, "sd": TABLE},
        "critical": classified.rule.critical,
        "n": group.n,
        "mean_pre": group.mean_pre,
        "mean_post": group.mean_post,
        "sd_post": group.sd_post,
        "cutoffs": borders and {"a": borders.a, "b": borders.b, "c": borders.c, "used": "c"},
        "summary": {
            name: {"n": found.counts[name], "percent": 100 * (found.share(name) or 0)} for name in classified.categories
        },
        "errors_per_100": {
            "false_alarms": errors.false_alarms,
            "missed": errors.missed,
            "true_change": errors.true_change,
        },
        "left_out": [{"id": who.id, "line": who.line, "why": who.why} for who in classified.pairs.left_out],
        "notes": [{"id": note, "text": say(f"note.{note}")} for note in classified.notes],
    }


def _quoted(texts: Sequence[str]) -> list[str]:
    """Each text as JSON writes it: all in one go, parted by a sign that JSON never leaves as it is."""
    return json.dumps(texts, separators=("\n", ":"))[1:-1].split("\n")


def _written(numbers: Floats) -> list[str]:
    """Each number as the shortest text that reads back as the same number; equal ones are written once."""
    distinct, places = np.unique(numbers, return_inverse=True)
    texts = [str(int(value)) if value.is_integer() else repr(value) for value in distinct.tolist()]
    return list(np.array(texts, dtype=object)[places].tolist())
