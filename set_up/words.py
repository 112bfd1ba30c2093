"""What does the set-up say, and where? The sentences stand in en.toml; they go to standard error."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

_SENTENCES = Path(__file__).with_name("en.toml")


def say(sentence: str, **blanks: object) -> str:
    """The text with the id `sentence`, its `{blanks}` filled.

    Raises:
        KeyError: there is no such sentence, or a blank of it was left empty.
    """
    text: str = tomllib.loads(_SENTENCES.read_text(encoding="utf-8"))[sentence]
    return re.sub(r"\{(\w+)\}", lambda blank: str(blanks[blank[1]]), text)


def tell(sentence: str, **blanks: object) -> None:
    """Say it on standard error, which leaves standard output to the answer of the command."""
    sys.stderr.write(say(sentence, **blanks) + "\n")
    sys.stderr.flush()
