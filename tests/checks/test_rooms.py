"""The promise: the same story and date give the same read-out, since no room on its way knows of anything else.

import-linter holds the direction of imports between our rooms; this holds what they take from the outside.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2] / "src" / "unstuck"
ON_THE_WAY = ("readout", "decision", "reasons", "change", "safety", "record", "story", "measures", "charts")

CLOCK = {"time"}
CHANCE = {"random", "secrets", "uuid", "numpy.random"}
OUTSIDE = {"os", "pathlib", "shutil", "tempfile", "socket", "subprocess", "urllib", "http", "logging"}
MODULES = CLOCK | CHANCE | OUTSIDE
CALLS = {"open", "input", "exec", "eval"}
METHODS = {"now", "today", "utcnow", "default_rng", "read_text", "read_bytes", "write_text", "write_bytes"}

KNOWLEDGE = {("change/curves.py", "read_text"), ("safety/release_check.py", "now")}
"""What reads a file of knowledge/ by itself, where anything else asks `knowledge` for it, and a command that is run
before a release and by nothing else."""


def sees(module: str) -> bool:
    return any(module == name or module.startswith(name + ".") for name in MODULES)


def outside(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and name of each thing in a module that reads more than its arguments."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from ((node.lineno, alias.name) for alias in names if sees(alias.name))
            case ast.ImportFrom(module=str(module), names=names):
                yield from ((node.lineno, module) for alias in names if sees(module) or sees(f"{module}.{alias.name}"))
            case ast.Call(func=ast.Name(id=name)) if name in CALLS:
                yield node.lineno, name
            case ast.Call(func=ast.Attribute(attr="open" as name)):
                yield node.lineno, name
            case ast.Attribute(attr=name) if name in METHODS:
                yield node.lineno, name


def modules(room: str) -> list[Path]:
    return [*HOUSE.glob(f"{room}.py"), *(HOUSE / room).rglob("*.py")]


@pytest.mark.parametrize("room", ON_THE_WAY)
def test_no_clock_no_chance_and_no_file_on_the_way_to_a_read_out(room: str) -> None:
    found = [
        f"{path.relative_to(HOUSE)}:{line}: {name}"
        for path in modules(room)
        for line, name in outside(ast.parse(path.read_text(encoding="utf-8")))
        if (path.relative_to(HOUSE).as_posix(), name) not in KNOWLEDGE
    ]
    assert not found


def test_the_rooms_looked_into_are_there() -> None:
    assert modules("change")
    assert modules("story")


@pytest.mark.parametrize(
    "code",
    [
        "import random",
        "import os.path",
        "from numpy import random",
        "from pathlib import Path",
        "open('x')",
        "(ROOT / 'x').open()",
        "date.today()",
        "datetime.datetime.now()",
        "numpy.random.default_rng(1)",
    ],
)
def test_the_search_sees_what_it_looks_for(code: str) -> None:
    assert list(outside(ast.parse(code)))
