"""Where in a row of words does a pattern fit?

The small language in which the patterns of `knowledge/facts/danger.toml` are written; it is explained there. Each
pattern is tried only where its rarest word occurs and reaches a few words to either side, so that reading is linear
in the length of the note.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from unstuck.knowledge import facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from unstuck.safety.text import Text

Role = Literal["word", "gap", "unless", "comma", "start", "end"]
MARKS: dict[str, Role] = {",": "comma", "<": "start", ">": "end"}
FILLERS, WORDS, ANYTHING = "~", "_", "*"


@dataclass(frozen=True, slots=True)
class Slot:
    """One place in a pattern.

    Attributes:
        role: "word" takes one word; "gap" up to `most`; "unless", "comma", "start" and "end" take none.
        words: the words that fit ("gap": that may be passed over, "unless": that must not come next).
        other: the words that do not fit, instead.
        optional: it may be missing.
        or_end: a clause may end here instead.
        most: words a gap passes over at most.
    """

    role: Role = "word"
    words: frozenset[str] = frozenset()
    other: bool = False
    optional: bool = False
    or_end: bool = False
    most: int = 0

    def takes(self, word: str) -> bool:
        """Whether this word can stand here, or be passed over."""
        return (word in self.words) != self.other

    @property
    def must_stand(self) -> bool:
        """Whether one of its words has to be in this very place."""
        return self.role == "word" and not (self.optional or self.or_end)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A row of slots around its rarest word.

    Attributes:
        anchor: the words one of which is tried first.
        before: the slots to its left, from right to left.
        after: the slots to its right.
        starts_with_i: whether its first word is the writer.
    """

    anchor: frozenset[str]
    before: tuple[Slot, ...]
    after: tuple[Slot, ...]
    starts_with_i: bool


def parse(line: str) -> Pattern:
    """Read one pattern.

    Raises:
        ValueError: it has no slot that must hold a known word.
    """
    slots = tuple(_slot(written) for written in line.split())
    fixed = [i for i, s in enumerate(slots) if s.role == "word" and not (s.optional or s.other or s.or_end)]
    if not fixed:
        raise ValueError(f"no word must stand in this pattern: {line}")
    at = min(fixed, key=lambda i: (_commonness(slots[i].words), len(slots[i].words), i))
    return Pattern(slots[at].words, slots[:at][::-1], slots[at + 1 :], starts_with_i=slots[0].words == {"i"})


def parse_all(lines: str) -> tuple[Pattern, ...]:
    """Read patterns, one a line."""
    return tuple(parse(line) for line in lines.splitlines() if line.strip())


def index(patterns: Iterable[Pattern]) -> dict[str, list[int]]:
    """The numbers of the patterns to try at each word."""
    found: dict[str, list[int]] = {}
    for number, pattern in enumerate(patterns):
        for word in pattern.anchor:
            found.setdefault(word, []).append(number)
    return found


def fit(pattern: Pattern, text: Text, at: int) -> tuple[int, int] | None:
    """Where `pattern` fits with its rarest word at `at`: the first word and the one after the last."""
    if _fails_beside(pattern.before, text.words, at - 1) or _fails_beside(pattern.after, text.words, at + 1):
        return None
    start = _Walk(pattern.before, text, -1).end(0, at - 1, at)
    if start is None:
        return None
    end = _Walk(pattern.after, text, 1).end(0, at + 1, at)
    return None if end is None else (start + 1, end)


def _fails_beside(slots: tuple[Slot, ...], words: list[str], at: int) -> bool:
    """Whether the neighbouring word alone rules the pattern out, as nearly everywhere; quicker than to walk it."""
    return bool(slots) and slots[0].must_stand and not (0 <= at < len(words) and slots[0].takes(words[at]))


def _slot(written: str) -> Slot:
    if written in MARKS:
        return Slot(MARKS[written])
    sign, names = written[0], written.strip("!^?").split("|")
    if written[1:].isdigit() and sign in {FILLERS, WORDS, ANYTHING}:
        passed = {FILLERS: _classes()["@filler"], WORDS: _classes()["@no_gap"], ANYTHING: frozenset[str]()}[sign]
        return Slot("gap", words=passed, other=sign != FILLERS, most=int(written[1:]))
    words = frozenset(word for name in names if name != ">" for word in _classes().get(name, {name}))
    if sign == "!":
        return Slot("unless", words=words)
    return Slot(words=words, other=sign == "^", optional=written.endswith("?"), or_end=">" in names)


@cache
def _classes() -> Mapping[str, frozenset[str]]:
    """The classes of words in the facts; "@no_gap" are those a plain gap does not pass over."""
    known = facts("danger")
    classes = {f"@{name}": frozenset(words.split()) for name, words in known["classes"].items()}
    return {**classes, "@no_gap": frozenset(f"{known['around']['not']} {known['around']['other']}".split())}


@cache
def _common() -> tuple[frozenset[str], frozenset[str]]:
    """Common words, and the few most common ones."""
    known = facts("danger")["around"]
    return frozenset(known["common"].split()), frozenset(known["most_common"].split())


def _commonness(words: frozenset[str]) -> int:
    """How little a pattern is helped by being looked for at these words."""
    common, most_common = _common()
    return len(words & common) + len(common) * len(words & most_common)


@dataclass(frozen=True, slots=True)
class _Walk:
    """A way through `slots`, one after the other, to the right (`step` 1) or the left (-1)."""

    slots: tuple[Slot, ...]
    text: Text
    step: int

    def end(self, number: int, at: int, last: int, *, crossing: bool = False) -> int | None:
        """Where the slots from `number` on end when they start at the word `at`, or None when they do not fit.

        `last` is the word placed before; the next stands in its sentence and, unless `crossing`, in its clause.
        """
        if number == len(self.slots):
            return at
        slot = self.slots[number]
        if slot.role == "gap":
            return self._over_gap(number, at, last, crossing=crossing)
        near = self._is_near(at, last, crossing=crossing)
        word = self.text.words[at] if near else None
        if slot.role == "word":
            end = self.end(number + 1, at + self.step, at) if word and slot.takes(word) else None
            passes = end is None and (slot.optional or (slot.or_end and not near))
        elif slot.role == "unless":
            end, passes = None, word not in slot.words
        elif slot.role == "start":
            end, passes = None, word is None or word in _classes()["@opener"]
        else:
            end, passes = None, slot.role == "comma" or not near
        return self.end(number + 1, at, last, crossing=crossing or slot.role == "comma") if passes else end

    def _over_gap(self, number: int, at: int, last: int, *, crossing: bool) -> int | None:
        """Pass over as few words as possible; a gap of fillers stays in its clause, any other need not."""
        gap = self.slots[number]
        crossing = crossing or gap.other
        for _ in range(gap.most):
            end = self.end(number + 1, at, last, crossing=crossing)
            if end is not None:
                return end
            if not self._is_near(at, last, crossing=crossing) or not gap.takes(self.text.words[at]):
                return None
            last, at, crossing = at, at + self.step, gap.other
        return self.end(number + 1, at, last, crossing=crossing)

    def _is_near(self, at: int, last: int, *, crossing: bool) -> bool:
        if not 0 <= at < len(self.text.words):
            return False
        here, before = self.text.marks[at], self.text.marks[last]
        return here.sentence == before.sentence and (crossing or here.clause == before.clause)
