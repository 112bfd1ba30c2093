"""What are the words of a note, one by one, as a reader of patterns needs them?

"don’t", "dont" and "do not" become the same words; each keeps its place in the note. Every step is linear in the
length of the note.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from unstuck.knowledge import facts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

APOSTROPHES = "'’ʼ`´"
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
LETTERS = rf"[\w\u0300-\u036f{INVISIBLE}]+"
MY_SELF = (  # "my self" is a slip for "myself", but not in "my self-esteem"
    r"\b[Mm][Yy] +[Ss][Ee][Ll][Ff]\b"
    r"(?! *-? *(?:care|confiden|critic|doubt|esteem|harm|help|image|injur|respect|talk|worth))"
)
PIECE = re.compile(
    rf"(?P<word>{MY_SELF}|{LETTERS}(?:[{APOSTROPHES}]{LETTERS})*)"
    r"|(?P<soft>\.\.+|…)"
    r"|(?P<stop>[.!?;]+|\n[ \t]*\n|\n(?=[ \t]*(?:[-*•]|\d+[.)]|[A-Z])))"
    r"|(?P<comma>[,:()\[\]–—]|\s-+\s)"
    r"|(?P<laugh>[😂🤣😆😅💀☠])"
)
QUOTE = re.compile(
    r'"[^"]{1,300}"|“[^”]{1,300}”|«[^»]{1,300}»|„[^“”]{1,300}[“”]'
    r"|(?<![^\s(\[])['‘](?=\w)(?:[^'‘’\n]|(?<=\w)['’](?=\w)){1,300}['’](?!\w)"
)
NEARBY = 200  # characters to either side of a quotation
RUN = re.compile(r"(\w)\1{2,}")
LEET = str.maketrans("013457", "oieast")
ENDINGS = {"m": "am", "re": "are", "ve": "have", "ll": "will", "d": "would"}


class Mark(NamedTuple):
    """Where a word stands: its characters, and the numbers of its sentence, clause and quotation (-1 outside)."""

    start: int
    end: int
    sentence: int
    clause: int
    quote: int


@dataclass(frozen=True, slots=True)
class Text:
    """The words of a note, in lower case and with contractions taken apart, each with its mark.

    Attributes:
        words, marks: in step.
        laughing: numbers of the sentences with a laughing emoji.
        alone: numbers of the quotations with no other word on their lines.
    """

    words: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    laughing: set[int] = field(default_factory=set)
    alone: frozenset[int] = frozenset()


def read_text(note: str) -> Text:
    """Take a note apart."""
    spans = [match.span() for match in QUOTE.finditer(note)]
    opens = [start for start, _ in spans]
    text = Text(alone=frozenset(number for number, span in enumerate(spans) if _stands_alone(note, *span)))
    spelling = _spelling()
    known: dict[str, tuple[str, ...]] = {}
    sentence = clause = 0
    for piece in PIECE.finditer(note.replace("_", " ")):
        group = piece.lastgroup
        if group == "word":
            start, end = piece.span()
            quote = bisect_right(opens, start) - 1
            mark = Mark(start, end, sentence, clause, quote if quote >= 0 and start < spans[quote][1] else -1)
            written = piece[0]
            if written not in known:
                known[written] = _words(written, spelling)
            for word in known[written]:
                text.words.append(word)
                text.marks.append(mark)
        elif group == "laugh":
            text.laughing.add(sentence)
        elif group != "soft":
            clause += 1
            sentence += group == "stop"
    return text


def _stands_alone(note: str, start: int, end: int) -> bool:
    """Whether no other word is on the lines of a quotation; what is far away on a long line does not matter."""
    before = note[max(0, start - NEARBY) : start].rpartition("\n")[2]
    after = note[end : end + NEARBY].partition("\n")[0]
    return not re.search(r"\w", before + after)


@cache
def _spelling() -> Mapping[str, tuple[str, ...]]:
    """How words are written, and what is meant: the list in the facts, and one slip in each long word."""
    known = facts("danger")
    slips = {slip: (word,) for word in known["fuzzy"]["words"].split() for slip in _slips(word)}
    return {**slips, **{slip: tuple(meant.split()) for slip, meant in known["spelling"].items()}}


def _slips(word: str) -> Iterator[str]:
    """A letter left out, doubled, or swapped with the next."""
    for i in range(len(word)):
        yield word[:i] + word[i + 1 :]
        yield word[:i] + word[i] + word[i:]
        yield word[:i] + word[i + 1 : i + 2] + word[i] + word[i + 2 :]


def _words(piece: str, spelling: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The words one piece of writing stands for: ("do", "not") for "DON’T"."""
    plain = piece.lower()
    if not (plain.isascii() and plain.isalpha()):
        plain = _in_plain_letters(piece)
    elif plain in spelling:
        return spelling[plain]
    if RUN.search(plain):
        plain = RUN.sub(r"\1", plain)
    base, _, ending = plain.partition("'")
    joined = spelling.get(base + ending)
    if joined or not ending:
        return joined or (base,)
    if base.endswith("n") and ending == "t":
        return (base[:-1], "not")
    if ending in ENDINGS:
        return (base, ENDINGS[ending])
    return (base, "is") if ending == "s" and base in _is_after() else (base,)


@cache
def _is_after() -> frozenset[str]:
    """Words after which "'s" is "is"; elsewhere it shows whose something is."""
    return frozenset(facts("danger")["around"]["is_after"].split())


def _in_plain_letters(piece: str) -> str:
    """Without accents, invisible characters and digits that stand for letters; one kind of apostrophe."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", piece).casefold() if c.isalnum() or c in APOSTROPHES)
    for apostrophe in APOSTROPHES:
        plain = plain.replace(apostrophe, "'")
    return plain.translate(LEET) if any(c.isalpha() for c in plain) else plain
