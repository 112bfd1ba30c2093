"""Are these words said by the writer, of the writer, of now, and meant?

The words around a pattern decide (lists: `around` in `knowledge/facts/danger.toml`). What is quoted, denied, long past,
about someone else or a title is no sign; what is in doubt is a guess.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Literal

from unstuck.knowledge import facts
from unstuck.safety.patterns import Pattern, fit, index, parse_all
from unstuck.safety.text import Mark, Text

YEAR = re.compile(r"(?:19|20)\d\d")
AGE = re.compile(r"[1-3]?\d")
NEAR = 3  # words between a title and the word that announces it
SOON = 8  # words within which "I wrote" comes before a quotation, or an answer after a question
REACH = 40  # words to either side that may say something of a pattern; keeps reading linear in any text

Tense = Literal["present", "past", "used to", "unknown"]


class Verdict(Enum):
    """What the words around make of a pattern."""

    SIGN = "sign"
    GUESS = "guess"
    NO_SIGN = "no sign"


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of `text` from `first` to before `after`, which `pattern` fits.

    Attributes:
        event: whether it tells of something that happened, so that the past tense alone raises no doubt.
    """

    text: Text
    first: int
    after: int
    pattern: Pattern
    event: bool

    @property
    def mark(self) -> Mark:
        """Where its first word stands."""
        return self.text.marks[self.first]

    def words(self) -> set[str]:
        """The words the pattern fits."""
        return {*self.text.words[self.first : self.after]}

    def sentence(self) -> tuple[int, int]:
        """The words of its sentence within reach: the first and the one after the last."""
        low = high = self.first
        while low > max(0, self.first - REACH) and self.text.marks[low - 1].sentence == self.mark.sentence:
            low -= 1
        last = min(len(self.text.words), self.first + REACH)
        while high < last and self.text.marks[high].sentence == self.mark.sentence:
            high += 1
        return low, high

    def clause_before(self) -> range:
        """The words of its clause before it within reach, nearest first."""
        low = self.first
        while low > max(0, self.first - REACH) and self.text.marks[low - 1].clause == self.mark.clause:
            low -= 1
        return range(self.first - 1, low - 1, -1)


def judge(passage: Passage) -> Verdict:
    """Judge the words of a passage by those around them."""
    if _is_denied(passage) or _is_title(passage) or _is_about_someone_else(passage) or _is_asked(passage):
        return Verdict.NO_SIGN
    doubts = {_quoted(passage), _time(passage), _reported(passage), _laughed_off(passage)}
    return next(verdict for verdict in (Verdict.NO_SIGN, Verdict.GUESS, Verdict.SIGN) if verdict in doubts)


@cache
def _around(name: str) -> frozenset[str]:
    return frozenset(facts("danger")["around"][name].split())


def _quoted(passage: Passage) -> Verdict:
    """Another's words are no sign; one's own, or a quotation that stands alone, are a guess."""
    marks, first = passage.text.marks, passage.first
    inside = {mark.quote for mark in marks[first : passage.after]} - {-1}
    if not inside:
        return Verdict.SIGN
    if inside <= passage.text.alone:
        return Verdict.GUESS
    at = first
    while at > max(0, first - REACH) and marks[at - 1].quote == passage.mark.quote:
        at -= 1
    before = {*passage.text.words[max(0, at - SOON) : at]}
    return Verdict.GUESS if before & _around("says") and before & {"i", "myself"} else Verdict.NO_SIGN


def _is_denied(passage: Passage) -> bool:
    """Whether a negation reaches the words from either side; two of them undo each other.

    Before "I" it needs a word like "that" or "think" to reach over: "no, I want to" denies nothing.
    """
    words = passage.text.words
    negations, bridged = 0, not passage.pattern.starts_with_i
    for at in passage.clause_before():
        if words[at] in _around("not") and not (words[at] == "no" and words[at + 1] in _around("persons")):
            if not bridged:
                break
            negations += 1
        elif words[at] not in _around("over") | _around("over_i"):
            break
        bridged = bridged or words[at] in _around("over_i")
    if negations % 2:
        return True
    verb, denial = (*words[passage.after : passage.after + 2], "", "")[:2]
    return verb in {"is", "was", "are", "would"} and denial in {"not", "never", "no"}


def _is_title(passage: Passage) -> bool:
    """Whether a word like "song" or "called" announces the words, with nothing but a name in between."""
    for at in range(passage.first - 1, max(-1, passage.first - 1 - NEAR), -1):
        if passage.text.marks[at].sentence != passage.mark.sentence:
            return False
        if passage.text.words[at] in _around("titles"):
            return True
        if passage.text.words[at] not in _around("between_title_and_name"):
            return False
    return False


def _is_about_someone_else(passage: Passage) -> bool:
    """Whether the words name no writer, and the nearest person before them, in their sentence, is another."""
    if _around("first") & passage.words():
        return False
    words = passage.text.words
    for at in range(passage.first - 1, passage.sentence()[0] - 1, -1):
        if words[at] in _around("first"):
            return words[at] == "my" and words[at + 1] in _around("other")
        if words[at] in _around("other"):
            return True
    return False


def _is_asked(passage: Passage) -> bool:
    """Whether someone asked if, as in "she asked if I wanted to die", and the answer was not yes."""
    at = passage.first - 1
    words = passage.text.words
    if not passage.pattern.starts_with_i or at < 1 or words[at] not in {"if", "whether"}:
        return False
    asked = bool(_around("asks") & {*words[max(0, at - NEAR) : at]})
    return asked and "yes" not in words[passage.after : passage.after + SOON]


def _reported(passage: Passage) -> Verdict:
    """Whether someone else is said to have said it: a doubt, since quotation marks are often left out."""
    words, first = passage.text.words, passage.first
    at = first - 2 if first and words[first - 1] == "that" else first - 1
    if not passage.pattern.starts_with_i or at < 1 or passage.text.marks[at].sentence != passage.mark.sentence:
        return Verdict.SIGN
    reported = words[at] in _around("says") and words[at - 1] in _around("other")
    return Verdict.GUESS if reported else Verdict.SIGN


def _laughed_off(passage: Passage) -> Verdict:
    low, high = passage.sentence()
    laughing = passage.mark.sentence in passage.text.laughing or _around("laughing") & {*passage.text.words[low:high]}
    return Verdict.GUESS if laughing else Verdict.SIGN


def _time(passage: Passage) -> Verdict:
    """Whether the words are of now: long past is no sign, the past without a date is a doubt unless it is an event."""
    tense = _tense(passage)
    if tense == "used to" or (tense != "present" and _is_long_past(passage)):
        return Verdict.GUESS if _comes_back(passage) else Verdict.NO_SIGN
    return Verdict.GUESS if tense == "past" and not passage.event else Verdict.SIGN


def _tense(passage: Passage) -> Tense:
    """The tense of the verb that governs the words: the first in them, else the nearest before them in the clause."""
    words = passage.text.words
    for at in (*range(passage.first, passage.after), *passage.clause_before()):
        if words[at] == "used" and at + 1 < len(words) and words[at + 1] == "to":
            return "used to"
        infinitive = at > 0 and words[at - 1] in _around("helping")
        if not infinitive and words[at] in _around("past"):
            return "past"
        if not infinitive and words[at] in _around("present"):
            return "present"
    return "unknown"


@cache
def _past_marks() -> tuple[tuple[Pattern, ...], Mapping[str, list[int]]]:
    patterns = parse_all(facts("danger")["around"]["past_marks"])
    return patterns, index(patterns)


def _is_long_past(passage: Passage) -> bool:
    """Whether the sentence says so, and no "now" or "again" stands between that and the words."""
    low, high = passage.sentence()
    words = [_as_mark(word) for word in passage.text.words[low:high]]
    first, after = passage.first - low, passage.after - low
    sentence = Text(words, [Mark(0, 0, 0, 0, -1)] * len(words))
    patterns, where = _past_marks()
    for at, word in enumerate(words):
        for number in where.get(word, ()):
            span = fit(patterns[number], sentence, at)
            between = words[span[1] : first] if span and span[1] <= first else words[after : span[0]] if span else []
            if span and not _around("contrast") & {*between}:
                return True
    return False


def _comes_back(passage: Passage) -> bool:
    """Whether the sentence goes on with "now" or "again", and not with words of relief."""
    rest = passage.text.words[passage.after : passage.sentence()[1]]
    back = next((at for at, word in enumerate(rest) if word in _around("back")), None)
    return back is not None and not _around("relief") & {*rest} and not _around("not") & {*rest[back:]}


def _as_mark(word: str) -> str:
    """Years and ages as the patterns of the past write them."""
    if YEAR.fullmatch(word):
        return "@year"
    return "@age" if AGE.fullmatch(word) or word in _around("age") else word
