"""What worked in what someone said? A few plain signs in their words, and at most one thing to try.

Read simply, from lists of words (`facts/rehearsal.toml`): what is found is praised, what isn't found means nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from unstuck.knowledge import facts

APOSTROPHES = str.maketrans("’‘`´", "''''")
SENTENCE = re.compile(r"[^.!?\n]+")
MANY = "many"
LONG = "long"


def signs_in(text: str, language: str = "en") -> frozenset[str]:
    """What someone's words show, such as "about_me" or "request"; nothing in a language there are no lists for.

    "many" stands for several requests, "long" for very many words.
    """
    rules = facts("rehearsal")
    if language not in rules["signs"]:
        return frozenset()
    plain = text.casefold().translate(APOSTROPHES)
    patterns = _patterns(language)
    found = {sign for sign, pattern in patterns.items() if pattern.search(plain)}
    if sum(bool(patterns["request"].search(sentence)) for sentence in SENTENCE.findall(plain)) > 1:
        found.add(MANY)
    if len(plain.split()) > rules["remarks"]["long_words"]:
        found.add(LONG)
    return frozenset(found)


def worked(signs: Collection[str]) -> str | None:
    """The one sign to praise, None where none shows."""
    return next((sign for sign in facts("rehearsal")["remarks"]["worked"] if sign in signs), None)


def to_try(signs: Collection[str]) -> str | None:
    """The one thing to try another way, if there is one."""
    return next((sign for sign in (*facts("rehearsal")["remarks"]["try"], LONG) if sign in signs), None)


@cache
def _patterns(language: str) -> dict[str, re.Pattern[str]]:
    """For each sign its phrases, as whole words."""
    listed: dict[str, list[str]] = facts("rehearsal")["signs"][language]
    return {
        sign: re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, phrases))})(?!\w)") for sign, phrases in listed.items()
    }
