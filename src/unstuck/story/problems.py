"""What is wrong with a file, and where? A problem is a value: a place, an id and what fills the sentence's blanks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from unstuck.knowledge import Blank, words

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

MOST = 100
SHOWN = 40
NUMBER = re.compile(r"\d+")
Path = tuple[str | int, ...]

# what pydantic calls a mistake, what we call it, and which of its facts the sentence needs
_KINDS: Mapping[str, str] = {
    "extra_forbidden": "unknown_key",
    "missing": "missing",
    "less_than_equal": "above",
    "less_than": "above",
    "greater_than_equal": "below",
    "greater_than": "not_above",
    "finite_number": "not_finite",
    "literal_error": "not_one_of",
    "day": "not_a_day",
    "float_type": "not_a_number",
    "int_type": "not_whole",
    "string_type": "not_text",
    "bool_type": "not_true_or_false",
    "tuple_type": "not_a_list",
    "model_type": "not_an_object",
    "model_attributes_type": "not_an_object",
    "dict_type": "not_an_object",
    "string_too_short": "empty",
    "string_too_long": "too_long",
    "string_pattern_mismatch": "not_a_time",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake.

    Attributes:
        path: keys and positions from the top, such as ("sessions", 3, "before").
        id: which sentence of `problems.toml` says it.
        blanks: what the sentence needs.
    """

    path: Path
    id: str
    blanks: Mapping[str, Blank] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """Where it stands, as `sessions[3].before`; the whole file is ""."""
        parts = (f"[{part}]" if isinstance(part, int) else f".{shown(part)}" for part in self.path)
        return "".join(parts).removeprefix(".")

    def text(self, language: str = "en") -> str:
        """The problem in one line, its place first."""
        said = words(language, "problems").say(self.id, **self.blanks)
        return f"{self.place}: {said}" if self.path else said


def shown(value: object) -> str:
    """A value as a report may show it: short, on one line, without control characters."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = value if isinstance(value, str) else repr(value)
    text = "".join(sign if sign.isprintable() else "?" for sign in text[: SHOWN + 1])
    return text if len(text) <= SHOWN else text[:SHOWN] + "..."


def from_pydantic(details: Iterable[ErrorDetails]) -> list[Problem]:
    """What the model found wrong, in our words."""
    return [_translated(error) for error in details]


def _translated(error: ErrorDetails) -> Problem:
    kind = _KINDS.get(error["type"], "not_allowed")
    context = error.get("ctx", {})
    blanks: dict[str, Blank] = {}
    if kind in {"above", "below", "not_above"}:
        blanks["value"] = shown(error["input"])
        blanks["limit"] = shown(next(context[key] for key in ("le", "lt", "ge", "gt") if key in context))
    elif kind == "not_one_of":
        blanks["value"] = shown(error["input"])
        blanks["allowed"] = str(context["expected"]).replace("'", "").replace(" or ", ", ")
    return Problem(tuple(error["loc"]), kind, blanks)


def reported(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems in the order of the file, each once, the first hundred.

    A place that is reported by both the model and a cross-check is reported once for each thing wrong with it.
    """
    once = {(problem.path, problem.id): problem for problem in reversed(list(problems))}
    return tuple(sorted(once.values(), key=_order)[:MOST])


def _order(problem: Problem) -> tuple[tuple[tuple[int, str], ...], str]:
    return tuple((part, "") if isinstance(part, int) else (-1, part) for part in problem.path), problem.id
