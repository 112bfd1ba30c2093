"""`unstuck explain`: what is known about one thing, with its sources."""

from __future__ import annotations

import click

from unstuck.cli.output import heading
from unstuck.cli.problems import Refused
from unstuck.cli.workings import show_lines, show_sources
from unstuck.explain import Explanation, kind_of, library
from unstuck.explain import explain as explained


@click.command(epilog="Example: unstuck explain not_heard")
@click.argument("id", metavar="[ID]", required=False)
def explain(id: str | None) -> None:  # noqa: A002 - the name a person reads
    """Say what is known about a reason, therapy, condition, professional, option or measure, with its sources.

    Without ID, everything that can be explained is listed.
    """
    if id is None:
        for entry in library():
            click.echo(f"{entry.id:32} {entry.name}")
        return
    if kind_of(id) is None:
        raise Refused("no_entry", name=id)
    _show(explained(id))


def _show(found: Explanation) -> None:
    heading(found.name)
    for section in found.sections:
        heading(section.heading)
        show_lines(section, indent=2)
    show_sources(found.sources)
