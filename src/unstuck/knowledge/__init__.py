"""What do we know, and in which words do we say it?

Facts (`facts/*.toml`) are figures, weights, curves and help lines, each with its source. Sentences (`en/*.toml`)
have named blanks and nothing that is evaluated; another language is another folder. Both are read once, and
must not be changed by whoever reads them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent
BLANK = re.compile(r"\{(\w+)\}")
Blank = str | int | float | date


@cache
def facts(name: str) -> dict[str, Any]:
    """The facts of `facts/<name>.toml`, as TOML gives them; `name` may hold a folder, as in "help_lines/us".

    Raises:
        FileNotFoundError: there are no facts of that name.
    """
    return tomllib.loads((ROOT / "facts" / f"{name}.toml").read_text(encoding="utf-8"))


def exists(name: str) -> bool:
    """Whether there are facts of that name."""
    return (ROOT / "facts" / f"{name}.toml").is_file()


def version() -> str:
    """The month of the newest change to what we know, such as "2026-11"."""
    return str(facts("version")["knowledge"])


def languages() -> tuple[str, ...]:
    """The languages there are words in, each a folder and a CLDR locale."""
    return tuple(sorted(folder.parent.name for folder in ROOT.glob("*/frame.toml")))


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of one file in one language.

    Attributes:
        language: the folder, a CLDR locale such as "en" or "pt_BR".
        entries: sentences by dotted id; a sentence with plural forms is a table of CLDR categories.
    """

    language: str
    entries: Mapping[str, Any]

    def __contains__(self, key: str) -> bool:
        return self._find(key) is not None

    def say(self, key: str, **blanks: Blank) -> str:
        """The sentence `key` with its blanks filled; of plural forms the one that fits the blank `n`.

        Raises:
            KeyError: no such sentence, or a blank nobody filled.
        """
        found = self._find(key)
        if isinstance(found, dict):
            found = found.get(self._plural(float(str(blanks["n"]))), found.get("other"))
        if not isinstance(found, str):
            raise KeyError(key)
        return BLANK.sub(lambda match: self.written(blanks[match[1]]), found).strip()

    def list(self, key: str) -> tuple[str, ...]:
        """The sentences under `key`, in the order they were written.

        Raises:
            KeyError: no list of sentences stands there.
        """
        found = self._find(key)
        if not isinstance(found, list):
            raise KeyError(key)
        return tuple(str(sentence) for sentence in found)

    def written(self, value: Blank) -> str:
        """A blank's value as this language writes it: text as it is, numbers and days by CLDR."""
        if isinstance(value, str):
            return value
        from babel import dates, numbers  # late: a tenth of the start-up time  # noqa: PLC0415

        if isinstance(value, date):
            return dates.format_date(value, format="long", locale=self.language)
        return str(numbers.format_decimal(value, locale=self.language))

    def short_day(self, day: date) -> str:
        """A day as this language writes it where there is little room."""
        from babel import dates  # noqa: PLC0415 - late, as above

        return dates.format_date(day, format="short", locale=self.language)

    def _find(self, key: str) -> Any:  # noqa: ANN401 - what TOML holds
        found: Any = self.entries
        for part in key.split("."):
            if not isinstance(found, Mapping) or part not in found:
                return None
            found = found[part]
        return found

    def _plural(self, n: float) -> str:
        from babel import Locale  # noqa: PLC0415 - late, as above

        return str(Locale.parse(self.language).plural_form(n))


@cache
def words(language: str, name: str) -> Words:
    """The sentences of `<language>/<name>.toml`.

    Raises:
        FileNotFoundError: that language has no such file.
    """
    return Words(language, tomllib.loads((ROOT / language / f"{name}.toml").read_text(encoding="utf-8")))
