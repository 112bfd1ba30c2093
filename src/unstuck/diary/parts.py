"""What can be corrected in an entry? Each part with how it is asked for, and the entry put together again.

Read off the schema of the story's model, so that no field can be forgotten. What names something else, such as the
goal of a rating, stays as it is; everything a person said can be changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from unstuck.story.ground import Entry

Kind = Literal["text", "line", "number", "whole", "day", "clock", "choice", "ticks", "yes_no"]
Path = tuple[str | int, ...]
Schema = Mapping[str, Any]

CATALOGUES = frozenset({"provider_type", "approach", "country"})
"""Ids that a person chooses from a list of everything there is."""
LINES = frozenset({"name", "contact", "found"})
"""Fields for own words that are a line and no more."""
PLAIN: Mapping[str, Kind] = {"boolean": "yes_no", "integer": "whole", "number": "number"}


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that can be corrected.

    Attributes:
        path: keys and positions in the entry, such as ("alliance", "bond").
        kind: how it is asked for.
        values: what can be chosen; empty for what is chosen from a catalogue, and for everything else.
        required: whether an entry must have it.
        low, high: the ends of a number.
        value: what it says now, None when nothing.
    """

    path: Path
    kind: Kind
    values: tuple[str, ...] = ()
    required: bool = False
    low: float | None = None
    high: float | None = None
    value: Any = None

    @property
    def name(self) -> str:
        """The field's own name, by which its words are found."""
        return str(self.path[-1])


def parts(model: type[Entry], value: Mapping[str, Any]) -> tuple[Part, ...]:
    """All that can be corrected in an entry, in the order of its model; of lists, what is in them."""
    return tuple(_parts(_schema(model), _schema(model), value, ()))


def together(value: Mapping[str, Any], changed: Mapping[Path, Any]) -> dict[str, Any]:
    """The entry with some of its parts changed; None takes a part away, and an object that is empty then goes too."""
    new = deepcopy(dict(value))
    for path, said in changed.items():
        _put(new, path, said)
    return new


def _put(at: Any, path: Path, said: Any) -> None:  # noqa: ANN401 - what JSON holds
    first, rest = path[0], path[1:]
    if not rest:
        if said is None:
            at.pop(first, None)
        else:
            at[first] = said
        return
    if isinstance(at, dict) and first not in at:
        if said is None:
            return
        at[first] = {}
    _put(at[first], rest, said)
    if isinstance(at, dict) and at[first] == {}:
        del at[first]


@cache
def _schema(model: type[Entry]) -> Schema:
    return model.model_json_schema()


def _parts(whole: Schema, here: Schema, value: Mapping[str, Any], place: Path) -> Iterator[Part]:
    required = here.get("required", ()) if value or not place else ()
    for name, said in here["properties"].items():
        field, path, now = _resolved(whole, said), (*place, name), value.get(name)
        items = _resolved(whole, field["items"]) if field.get("type") == "array" else {}
        if "properties" in field:
            yield from _parts(whole, field, now or {}, path)
        elif "properties" in items:
            for number, item in enumerate(now or ()):
                yield from _parts(whole, items, item, (*path, number))
        elif "enum" in items:
            yield Part(path, "ticks", tuple(items["enum"]), value=now)
        else:
            kind = _kind(name, field)
            if kind is not None:
                low = field.get("minimum", field.get("exclusiveMinimum"))
                high = field.get("maximum")
                yield Part(path, kind, tuple(field.get("enum", ())), name in required, low, high, now)


def _kind(name: str, field: Schema) -> Kind | None:
    """How something is asked for that is one value; None where it can't be corrected."""
    if "enum" in field or name in CATALOGUES:
        return "choice"
    if field.get("type") != "string":
        return PLAIN.get(str(field.get("type")))
    if field.get("format") == "date":
        return "day"
    if "pattern" in field:
        return "clock"
    if "minLength" in field:  # the name of something else
        return None
    return "line" if name in LINES else "text"


def _resolved(whole: Schema, field: Schema) -> Schema:
    """What a field says, without its references and without "or nothing"."""
    if "$ref" in field:
        found: Schema = whole["$defs"][field["$ref"].rpartition("/")[2]]
        return found
    for choice in field.get("anyOf", ()):
        if choice.get("type") != "null":
            return _resolved(whole, choice)
    return field
