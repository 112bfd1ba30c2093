"""What does this file say, or what is wrong with it? Bytes to a Story, or every problem at once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any, NoReturn

from pydantic import ValidationError

from unstuck.story.checks import cross_checks
from unstuck.story.models import FORMAT, Story
from unstuck.story.plan_checks import plan_checks
from unstuck.story.problems import Path, Problem, from_pydantic, reported

LARGEST = 20_000_000
DEEPEST = 50
LONGEST_NUMBER = 400
OPAQUE: frozenset[str] = frozenset()
"""Lists that a later release will define, kept untouched until then: none at present."""

__all__ = ["Problem", "Unreadable", "dump", "read", "validate"]


class Unreadable(ValueError):
    """A file that is no story.

    Attributes:
        problems: everything wrong with it, in the order of the file, the first hundred.
    """

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


class _Object(dict[str, Any]):
    """A JSON object that remembers which of its keys stood there twice."""

    twice: tuple[str, ...] = ()


def read(raw: bytes) -> Story:
    """The story in a file's bytes (UTF-8 JSON, with or without a byte-order mark).

    Raises:
        Unreadable: with every problem of the file.
    """
    if len(raw) > LARGEST:
        _refuse("too_large")
    return validate(_parsed(raw))


def validate(tree: object) -> Story:
    """The story in JSON values (dicts, lists, text, numbers), as `json.loads` gives them.

    Raises:
        Unreadable: with every problem of the values.
    """
    if not isinstance(tree, dict):
        _refuse("not_an_object")
    problems = list(_format_problems(tree))
    tidy = _tidy(tree, (), problems)
    tidy["format"] = FORMAT  # another one has been reported by now, and hides no other mistake
    cut_off = {problem.path for problem in problems if problem.id == "too_deep"}
    story = None
    try:
        story = Story.model_validate(tidy, strict=True)
    except ValidationError as error:
        problems += from_pydantic(error.errors(include_url=False))
    problems += cross_checks(tidy)
    problems += plan_checks(tidy)
    # what was cut off would only be reported again as something else
    problems = [x for x in problems if x.id == "too_deep" or x.path[:1] not in cut_off]
    if problems or story is None:
        raise Unreadable(reported(problems))
    return story


def _format_problems(tree: dict[str, Any]) -> Iterator[Problem]:
    """Whether it is a story at all; what shares no word with one is not taken apart further.

    Raises:
        Unreadable: nothing in it is a story's.
    """
    if tree.get("format") == FORMAT:
        return
    problem = Problem(("format",), "other_format" if isinstance(tree.get("format"), str) else "no_format")
    if not tree.keys() & (Story.model_fields.keys() - {"format"}):
        raise Unreadable((problem,))
    yield problem


def dump(story: Story) -> bytes:
    """The story as a file: UTF-8 JSON that `read` turns into the same story."""
    tree = story.model_dump(mode="json", exclude_defaults=True)
    return json.dumps({"format": FORMAT} | tree, ensure_ascii=False, indent=1).encode() + b"\n"


def _parsed(raw: bytes) -> object:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _refuse("not_utf8", byte=error.start)
    try:
        tree: object = json.loads(
            text, object_pairs_hook=_object, parse_int=_whole, parse_float=_decimal, parse_constant=float
        )
    except json.JSONDecodeError as error:
        _refuse("not_json", line=error.lineno, column=error.colno)
    except RecursionError:
        _refuse("too_deep", limit=DEEPEST)
    return tree


def _object(pairs: list[tuple[str, Any]]) -> _Object:
    found = _Object(pairs)
    if len(found) < len(pairs):
        counts = Counter(key for key, _ in pairs)
        found.twice = tuple(key for key, count in counts.items() if count > 1)
    return found


def _whole(digits: str) -> float:
    return int(digits) if len(digits) <= LONGEST_NUMBER else float("inf")


def _decimal(digits: str) -> float:
    number = float(digits)
    return int(number) if number.is_integer() else number


def _refuse(problem: str, path: Path = (), **blanks: int) -> NoReturn:
    raise Unreadable((Problem(path, problem, blanks),))


def _tidy(value: Any, path: Path, problems: list[Problem]) -> Any:  # noqa: ANN401 - what JSON holds
    """The values without nulls in objects, lists as tuples; what JSON lets pass and a story doesn't is reported."""
    if len(path) > DEEPEST:
        problems.append(Problem(path[:1], "too_deep", {"limit": DEEPEST}))
        return None
    if isinstance(value, dict):
        problems += [Problem((*path, key), "twice") for key in getattr(value, "twice", ())]
        problems += [Problem((*path, key), "broken_text") for key in value if not _encodable(key)]
        return {key: _tidy(inner, (*path, key), problems) for key, inner in value.items() if inner is not None}
    if isinstance(value, list | tuple):
        return tuple(_tidy(inner, (*path, place), problems) for place, inner in enumerate(value))
    if isinstance(value, str) and not _encodable(value):
        problems.append(Problem(path, "broken_text"))
    return value


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
