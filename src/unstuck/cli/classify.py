"""`unstuck classify`: reliable and clinically significant change for a table of people."""

from __future__ import annotations

import click

from unstuck.change.classify import Classified, Options, classify_table
from unstuck.change.classify_report import as_json, as_text
from unstuck.change.methods import RULES, Method
from unstuck.change.pairs import Columns
from unstuck.change.reliable_change import Better
from unstuck.cli import files
from unstuck.cli.output import line
from unstuck.cli.problems import Refused
from unstuck.pictures import people_picture


@click.command(
    epilog="Example: unstuck classify table.csv --id id --pre pre --post post --reliability 0.8 --functional 7.3 4.7",
)
@click.argument("table")
@click.option("--id", "id_column", default="id", show_default=True, metavar="COLUMN", help="The column of people.")
@click.option("--pre", default="pre", show_default=True, metavar="COLUMN", help="The column of scores before.")
@click.option("--post", default="post", show_default=True, metavar="COLUMN", help="The column of scores after.")
@click.option("--reliability", type=float, required=True, metavar="R", help="The measure's reliability, in (0, 1).")
@click.option("--method", type=click.Choice(tuple(RULES)), default="jt", show_default=True, help="Which index.")
@click.option("--functional", type=(float, float), metavar="M SD", help="Mean and SD of people who are well.")
@click.option("--better", type=click.Choice(("lower", "higher")), default="lower", show_default=True)
@click.option("--chart", metavar="FILE", help="Also draw everyone, before against after, into this SVG file.")
@click.option("--json", "as_document", is_flag=True, help="Print the answer as JSON.")
def classify(  # noqa: PLR0917 - click passes options by name
    table: str,
    id_column: str,
    pre: str,
    post: str,
    reliability: float,
    method: Method,
    functional: tuple[float, float] | None,
    better: Better,
    chart: str | None,
    *,
    as_document: bool,
) -> None:
    """Say who of a table recovered, improved, stayed the same, got worse or was harmed.

    TABLE is a CSV file with one row a person, or - for standard input. Without --functional there are no cut-offs, and
    nobody is called recovered or harmed.
    """
    options = Options(reliability, Columns(id_column, pre, post), method, functional, better)
    found = classify_table(files.table(table), options)
    if not isinstance(found, Classified):
        raise Refused("table_of_people", [problem.text() for problem in found])
    if chart is not None:
        files.write(chart, people_picture(found))
    if as_document:
        for part in as_json(found):
            click.echo(part, nl=False)
        return
    for sentence in as_text(found):
        line(sentence)
