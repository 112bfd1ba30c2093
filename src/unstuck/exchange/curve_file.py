"""How is a reference curve written down, so that `change.curves` and a person can read it?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

from unstuck.change.curves import Curve, Source

DIGITS = 5


def curve_file(curve: Curve) -> str:
    """A curve as the text of its TOML file, figures with five significant digits."""
    return "\n".join(_lines(curve)) + "\n"


def _lines(curve: Curve) -> Iterator[str]:
    for name in ("format", "measure", "version", "clock", "better"):
        yield f"{name} = {_value(getattr(curve, name))}"
    yield f"caveats = {_value(curve.caveats)}"
    yield "points = ["
    for point in curve.points:
        yield f"    {_value(point)},"
    yield "]"
    for name in ("scale", "spread", "population"):
        yield f"\n[{name}]"
        for part, value in asdict(getattr(curve, name)).items():
            yield f"{part} = {_value(value)}"
    for source in curve.sources:
        yield from _source(source)


def _source(source: Source) -> Iterator[str]:
    yield "\n[[sources]]"
    for part, value in asdict(source).items():
        yield f"{part} = {_value(value)}"


def _value(value: object) -> str:
    """A value as TOML; its text, truth values and whole numbers are written as JSON's are."""
    if isinstance(value, float):
        return repr(float(f"{value:.{DIGITS}g}"))
    if isinstance(value, tuple):
        return f"[{', '.join(_value(part) for part in value)}]"
    return json.dumps(value, ensure_ascii=False)
