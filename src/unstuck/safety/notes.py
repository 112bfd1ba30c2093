"""Which words in a note are signs of danger?

Patterns over words (`knowledge/facts/danger.toml`), each with the reason it stands there; then the words around
decide: quotations, titles, the past, other people, negation and figures of speech are no signs, and what is doubtful
is a guess, which the person is asked about. A reader of patterns misses what it has no pattern for, so finding
nothing means nothing. Notes are never logged. How well it reads: docs/safety.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from unstuck.knowledge import facts
from unstuck.safety.context import Passage, Verdict, judge
from unstuck.safety.patterns import Pattern, fit, index, parse_all
from unstuck.safety.text import Text, read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign of danger.

    Attributes:
        kind: what it is a sign of, one of the kinds in `facts/safety.toml`.
        level: spoken plainly, or between the lines.
        certainty: "guess" when the words may mean something else; then the person is asked.
        start, end: where its words stand in the note, in characters.
        why: what makes such words a sign.
    """

    kind: str
    level: Literal["plain", "between_the_lines"]
    certainty: Literal["clear", "guess"]
    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class _Match:
    first: int
    after: int
    pattern: Pattern
    group: int | None  # None: a figure of speech


def read_note(note: str) -> tuple[Sign, ...]:
    """The signs in one note, in the order they stand; of each kind and level the first clear one, else the first."""
    text = read_text(note)
    groups = facts("danger")["signs"]
    found: dict[tuple[str, bool], Sign] = {}
    for match in _longest(_matches(text)):
        group = groups[match.group]
        key = (group["kind"], group.get("plain", False))
        if key in found and (found[key].certainty == "clear" or group.get("guess", False)):
            continue
        passage = Passage(text, match.first, match.after, match.pattern, event=group.get("event", False))
        verdict = judge(passage)
        sign = _sign(passage, group, guess=verdict is Verdict.GUESS or group.get("guess", False))
        if verdict is not Verdict.NO_SIGN and (key not in found or sign.certainty == "clear"):
            found[key] = sign
    return tuple(sorted(found.values(), key=lambda sign: (sign.start, sign.end, sign.kind)))


@cache
def _patterns() -> tuple[tuple[Pattern, ...], tuple[int | None, ...], dict[str, list[int]]]:
    """All patterns, the group of each (None: a figure of speech), and where to try them."""
    known = facts("danger")
    by_group: list[tuple[int | None, tuple[Pattern, ...]]] = [
        *((number, parse_all(group["say"])) for number, group in enumerate(known["signs"])),
        (None, parse_all(known["figures"]["say"])),
    ]
    patterns = tuple(pattern for _, group in by_group for pattern in group)
    return patterns, tuple(number for number, group in by_group for _ in group), index(patterns)


def _matches(text: Text) -> Iterator[_Match]:
    patterns, groups, where = _patterns()
    for at, word in enumerate(text.words):
        for number in where.get(word, ()):
            span = fit(patterns[number], text, at)
            if span is not None:
                yield _Match(*span, patterns[number], groups[number])


def _longest(matches: Iterable[_Match]) -> list[_Match]:
    """In the order they stand, without those inside a longer one and those that touch a figure of speech."""
    ranked = sorted(matches, key=lambda m: (m.first, -m.after, m.group is not None, m.group or 0))
    figures = {at for m in ranked if m.group is None for at in range(m.first, m.after)}
    kept: list[_Match] = []
    reach = -1
    for match in ranked:
        if match.after > reach:
            reach = match.after
            if match.group is not None and figures.isdisjoint(range(match.first, match.after)):
                kept.append(match)
    return kept


def _sign(passage: Passage, group: dict[str, Any], *, guess: bool) -> Sign:
    return Sign(
        kind=group["kind"],
        level="plain" if group.get("plain", False) else "between_the_lines",
        certainty="guess" if guess else "clear",
        start=passage.mark.start,
        end=passage.text.marks[passage.after - 1].end,
        why=group["why"],
    )
