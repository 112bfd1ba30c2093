"""Is a note written in English, so that it can be read for signs of danger?

By the small words every sentence needs, and by letters English does not use. A few words alone ("ok", "tired") are
taken for English; the doubt matters only for whether someone is told that a note was not read.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from unstuck.knowledge import facts

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
LONG_ENOUGH = 6  # so many words without a single small English word are another language
SAMPLE = 20_000  # characters read; a note does not change its language more often than that


@cache
def _small_words() -> tuple[frozenset[str], frozenset[str]]:
    known = facts("languages")
    return frozenset(known["english"].split()), frozenset(known["others"].split())


def is_english(note: str) -> bool:
    """Whether `note` is English, as far as its words can tell."""
    found = [word.casefold() for word in WORD.findall(note[:SAMPLE])]
    if not found:
        return True
    english_words, other_words = _small_words()
    english = sum(word in english_words for word in found)
    other = sum(word in other_words or _has_foreign_letters(word) for word in found)
    if other or english:
        return english >= other
    return len(found) < LONG_ENOUGH


def _has_foreign_letters(word: str) -> bool:
    if word.isascii():
        return False
    bare = unicodedata.normalize("NFKC", word).replace("’", "")
    return not bare.isascii()
