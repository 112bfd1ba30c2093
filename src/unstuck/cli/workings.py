"""How each number was worked out, in a terminal: below the answer, never in its place."""

from __future__ import annotations

from collections.abc import Iterable

import click

from unstuck.cli.output import heading, line
from unstuck.explain import Section, Source
from unstuck.knowledge import words
from unstuck.readout import Readout
from unstuck.workings import workings


def show_workings(answer: Readout, language: str = "en") -> None:
    """Print everything, and at the end each source once."""
    told = words(language, "terminal")
    found = workings(answer, language)
    heading(told.say("workings"))
    for worked in found:
        heading(worked.name)
        for section in worked.sections:
            click.echo()
            line(section.heading, indent=2)
            show_lines(section, indent=4, language=language)
    show_sources(dict.fromkeys(source for worked in found for source in worked.sources), language)


def show_lines(section: Section, *, indent: int, language: str = "en") -> None:
    """Print the lines of a section, with a mark where nobody has confirmed one."""
    told = words(language, "terminal")
    for one in section.lines:
        line(one.text if one.confirmed else told.say("unconfirmed", text=one.text), indent=indent)


def show_sources(sources: Iterable[Source], language: str = "en") -> None:
    """Print sources under their heading, or nothing when there are none."""
    told, found = words(language, "terminal"), tuple(sources)
    if found:
        heading(told.say("sources_head"))
    for source in found:
        said = source.citation if source.confirmed else told.say("unconfirmed", text=source.citation)
        line(f"{said} {source.url or ''}".strip(), indent=2)
