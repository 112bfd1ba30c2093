"""`unstuck fit`: a reference curve from a table of scores."""

from __future__ import annotations

import json
from typing import get_args

import click

from unstuck.cli import files
from unstuck.cli.problems import Refused
from unstuck.exchange.fit_table import Counted, FitAsked, Fitted, fit_table, said


@click.command(epilog="Example: unstuck fit scores.csv --measure bdi --id ID --time time --score BDI --count visits")
@click.argument("table")
@click.option("--measure", required=True, metavar="ID", help="What the scores are scores of, such as phq9.")
@click.option("--id", "id_column", default="id", show_default=True, metavar="COLUMN", help="The column of people.")
@click.option("--time", default="time", show_default=True, metavar="COLUMN", help="The column of sessions or days.")
@click.option("--score", default="score", show_default=True, metavar="COLUMN", help="The column of scores.")
@click.option(
    "--count",
    "counted",
    type=click.Choice(get_args(Counted)),
    default="sessions",
    show_default=True,
    help="What the column of times holds: session numbers, days that number the visits, or days to count weeks from.",
)
@click.option("-o", "--out", metavar="FILE", help="Write the curve to this TOML file instead of standard output.")
@click.option("--json", "as_json", is_flag=True, help="Print the fit as JSON: estimates, standard errors, warnings.")
def fit(  # noqa: PLR0917 - click passes options by name
    table: str,
    measure: str,
    id_column: str,
    time: str,
    score: str,
    counted: Counted,
    out: str | None,
    *,
    as_json: bool,
) -> None:
    """Fit the usual course of many people, for forecasts.

    TABLE is a CSV file with one row a score, or - for standard input. At least 300 people, or the curve carries a
    warning.
    """
    found = fit_table(files.table(table), FitAsked(measure, id_column, time, score, counted))
    if not isinstance(found, Fitted):
        raise Refused("table_of_courses", [said(problem) for problem in found])
    text = json.dumps(found.as_json(), ensure_ascii=False, indent=2) + "\n" if as_json else found.text
    if out is None:
        click.echo(text, nl=False)
        return
    files.write(out, text)
