"""A page as Markdown: headings, lines and tables, which a terminal shows as well as any editor."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from unstuck.cli.output import plain
from unstuck.explain import Section
from unstuck.knowledge import words
from unstuck.readout import Readout
from unstuck.readout.sentences import help_now
from unstuck.readout.written import lines as help_lines
from unstuck.vault.places import write_private

if TYPE_CHECKING:
    from unstuck.paper.page import Page
    from unstuck.paper.pdf import Printed


def help_first(answer: Readout, *, err: bool = False) -> None:
    """Where to get help now, above everything else, when the record calls for it; `err` for a page others will read."""
    first = [plain(text) for text in help_now(answer, "en")]
    ways = [_way(line) for line in help_lines(answer)] if first else []
    for text in (*first, *ways):
        click.echo(text, err=err)
    if first:
        click.echo(err=err)


def title(text: str) -> None:
    """The title of the page."""
    click.echo(f"# {_one_line(text)}")


def page(sections: Sequence[Section]) -> None:
    """A page whose title and first lines are its first section."""
    title(sections[0].heading)
    lines(_marked(sections[0]))
    show(sections[1:])


def show(sections: Iterable[Section]) -> None:
    """Each section under its heading; a line of a person's own may hold several."""
    for section in sections:
        click.echo(f"\n## {_one_line(section.heading)}")
        lines(_marked(section))


def lines(texts: Iterable[str]) -> None:
    """A list, or a paragraph where it would hold one line; what follows within a line is set in."""
    found = [plain(text).strip() for text in texts]
    if len(found) == 1:
        click.echo(f"\n{found[0]}")
        return
    click.echo()
    for text in found:
        click.echo("- " + "  \n  ".join(text.splitlines()))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table, its columns as wide as their longest cell."""
    cells = [[_one_line(cell).replace("|", "/") for cell in row] for row in (head, *rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    padded = [" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in cells]
    rule = " | ".join("-" * width for width in widths)
    click.echo()
    for text in (padded[0], rule, *padded[1:]):
        click.echo(f"| {text} |")


def document(found: Any) -> None:  # noqa: ANN401 - what JSON holds
    """The same as JSON, days as text."""
    click.echo(json.dumps(found, ensure_ascii=False, indent=2, default=date.isoformat))


def printed(place: str, shown: Page) -> None:
    """Write a page as a PDF of four sheets at most."""
    from unstuck.paper.pdf import fitted  # noqa: PLC0415 - late: typst looks for every font

    write(place, fitted(shown))


def write(place: str, made: Printed) -> None:
    """Write a PDF that only its owner may read, and say to them alone what could not be printed as it stood."""
    write_private(Path(place), made.pdf)
    said = words("en", "paper")
    if made.unprintable:
        click.echo(plain(said.say("private.unprintable", signs=" ".join(made.unprintable))), err=True)
    if made.cut:
        click.echo(plain(said.say("private.cut", headings="; ".join(made.cut))), err=True)


def _way(line: dict[str, str | None]) -> str:
    told = words("en", "terminal")
    text = told.say("by_text", text=line["text"]) if line["text"] else None
    return f"  {line['name']}: {', '.join(way for way in (line['phone'], text, line['hours'], line['url']) if way)}"


def _marked(section: Section) -> Iterable[str]:
    told = words("en", "terminal")
    for line in section.lines:
        yield line.text if line.confirmed else told.say("unconfirmed", text=line.text)


def _one_line(text: str) -> str:
    return " ".join(plain(text).split())
