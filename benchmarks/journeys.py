"""How does it go from first doubt to the end? `python -m benchmarks.journeys > docs/journeys.md`

Four invented people (`tests/journeys`), each a story that is replayed day by day. The commands run as anyone would run
them, and note in a copy of the story what was said and agreed on; what the page shows is what they printed.
"""

from __future__ import annotations

import io
import sys
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TextIO

from unstuck.cli import execute

FOLDER = Path(__file__).parents[1] / "tests" / "journeys"
LEFT_OUT = "[...]"
HEAD = """# Four people, from first doubt to the end

Made by `python -m benchmarks.journeys`; a test holds it against what the commands print. The people are invented, and
their scores were written to make each way visible: this page shows how the parts hang together, not that they help.
`{left_out}` marks where a page goes on. The stories are [tests/journeys](../tests/journeys), so every step can be run.
"""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing a person does.

    Attributes:
        on: the day.
        told: what led to it.
        command: as it was typed.
        out, err: what it printed, and what it said to the person alone.
        shown: what of it the page shows.
        code: the exit code.
    """

    on: str
    told: str
    command: str
    out: str
    err: str
    shown: str
    code: int


def people() -> Mapping[str, Mapping[str, Any]]:
    """Who walks, and by which steps."""
    found: dict[str, dict[str, Any]] = tomllib.loads((FOLDER / "journeys.toml").read_text(encoding="utf-8"))
    return found


def walk(name: str) -> Iterator[Step]:
    """The steps of one person, each on the story the one before left."""
    with TemporaryDirectory() as folder, chdir(folder):
        Path(f"{name}.json").write_bytes((FOLDER / f"{name}.json").read_bytes())
        for row in people()[name]["steps"]:
            yield _step(row)


def page() -> Iterator[str]:
    """The whole page, a paragraph at a time."""
    yield HEAD.format(left_out=LEFT_OUT)
    for name, person in people().items():
        yield f"## {person['title']}\n\n{person['about']}\n"
        for step in walk(name):
            yield f"**{step.on}.** {step.told}\n\n```text\n$ {step.command}\n{step.shown}```\n"


def _step(row: Mapping[str, Any]) -> Step:
    table = row.get("table")
    if table:
        Path(table["name"]).write_text("\n".join(table["lines"]) + "\n", encoding="utf-8")
    argv = [*row["run"], "--on", row["on"]]
    out, err, code = _run(argv, row.get("typed", ()))
    shown = _kept(out, row["keep"]) if "keep" in row else out.strip() + "\n"
    if row.get("aside"):
        shown += f"\n(for the person alone)\n{err.strip()}\n"
    if table:
        shown = "".join(f"{table['name']}: {line}\n" for line in table["lines"]) + "\n" + shown
    return Step(row["on"], " ".join(row["tell"].split()), _typed(argv), out, err, shown, code)


def _run(argv: list[str], typed: list[str]) -> tuple[str, str, int]:
    out, err, before = io.StringIO(), io.StringIO(), sys.stdin
    sys.stdin = _lines(typed)
    try:
        with redirect_stdout(out), redirect_stderr(err):
            code = execute(argv)
    finally:
        sys.stdin = before
    return out.getvalue(), err.getvalue(), code


def _lines(typed: list[str]) -> TextIO:
    return io.StringIO("".join(f"{line}\n" for line in typed))


def _typed(argv: list[str]) -> str:
    """The command as one types it, each text in quotation marks."""
    return " ".join(("unstuck", *(f'"{part}"' if " " in part else part for part in argv)))


def _kept(out: str, words: list[str]) -> str:
    """The paragraphs of an output that hold one of the words, a heading with what stands below it."""
    found: list[str] = []
    for part in _parts(out):
        if any(word in part for word in words):
            found.append(part)
        elif not found or found[-1] != LEFT_OUT:
            found.append(LEFT_OUT)
    return "\n\n".join(found) + "\n"


def _parts(out: str) -> Iterator[str]:
    """Paragraphs, a Markdown heading together with the one below it."""
    head = ""
    for part in out.strip().split("\n\n"):
        if part.lstrip().startswith("#") and "\n" not in part.strip():
            head = part.strip() + "\n\n"
            continue
        yield head + part.strip("\n")
        head = ""
    if head:
        yield head.strip()


if __name__ == "__main__":
    print("\n".join(page()), end="")
