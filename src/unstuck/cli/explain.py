"""`unstuck explain`: what is known about one thing, with its sources."""

from __future__ import annotations

import click

from unstuck.cli.output import heading, line
from unstuck.cli.problems import Refused
from unstuck.explain import Explanation, kind_of, library
from unstuck.explain import explain as explained
from unstuck.knowledge import words


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
    told = words("en", "terminal")
    heading(found.name)
    for section in found.sections:
        heading(section.heading)
        for one in section.lines:
            line(one.text if one.confirmed else told.say("unconfirmed", text=one.text), indent=2)
    if found.sources:
        heading(told.say("sources_head"))
    for source in found.sources:
        said = source.citation if source.confirmed else told.say("unconfirmed", text=source.citation)
        line(f"{said} {source.url or ''}".strip(), indent=2)
