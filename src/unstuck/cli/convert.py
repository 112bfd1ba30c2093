"""`unstuck convert`: a story from a table of scores."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from unstuck.cli import files
from unstuck.cli.problems import Refused
from unstuck.exchange.sheet import LARGEST
from unstuck.exchange.tables import Asked, Converted, asked, file_names, read_table
from unstuck.knowledge import words


@click.command(
    epilog="Example: unstuck convert scores.csv --measure bdi --date time --score BDI --id ID --out people/",
)
@click.argument("table")
@click.option("--measure", required=True, metavar="ID", help="What the scores are scores of, such as phq9.")
@click.option("--date", "day", metavar="COLUMN", help="The column of days: dates, or day numbers from --start.")
@click.option("--score", metavar="COLUMN", help="The column of scores.")
@click.option("--wide", metavar="COLUMNS", help="One row a person: columns with their days, as bdi.pre=0,bdi.2m=61.")
@click.option("--person", metavar="COLUMN=VALUE", help="Only this person's rows, as ID=3.")
@click.option("--id", "id_column", metavar="COLUMN", help="One story a person, named in this column; needs --out.")
@click.option("--out", metavar="FOLDER", help="Where to write one file a person.")
@click.option("--start", metavar="DATE", help="The day that day numbers count from.  [default: 2026-01-01]")
def convert(  # noqa: PLR0917 - click passes options by name
    table: str,
    measure: str,
    day: str | None,
    score: str | None,
    wide: str | None,
    person: str | None,
    id_column: str | None,
    out: str | None,
    start: str | None,
) -> None:
    """Make a story from a table of scores, one row a score (or one row a person with --wide).

    TABLE is a CSV file, or - for standard input. Empty cells and NA are no scores.
    """
    if (id_column is None) != (out is None):
        raise Refused("id_and_out")
    wanted = asked(measure, day=day, score=score, wide=wide, person=person, id_column=id_column, start=start)
    if not isinstance(wanted, Asked):
        raise Refused("options", [problem.text() for problem in wanted])
    found = read_table(files.raw(table, LARGEST), wanted)
    if not isinstance(found, Converted):
        raise Refused("table", [problem.text() for problem in found])
    if out is not None:
        _write(found.stories, Path(out))
        click.echo(words("en", "terminal").say("converted", n=len(found.stories), scores=found.scores), err=True)
        return
    if len(found.stories) != 1:
        raise Refused("several_people")
    click.echo(_text(next(iter(found.stories.values()))), nl=False)


def _text(story: Mapping[str, Any]) -> str:
    return json.dumps(story, ensure_ascii=False, indent=1) + "\n"


def _write(stories: Mapping[str, Mapping[str, Any]], folder: Path) -> None:
    """One file a person, each whole or not there at all."""
    folder.mkdir(parents=True, exist_ok=True)
    for person, name in file_names(stories).items():
        half = folder / f"{name}.part"
        try:
            half.write_text(_text(stories[person]), encoding="utf-8")
            half.replace(folder / name)
        except OSError:
            half.unlink(missing_ok=True)
            raise
