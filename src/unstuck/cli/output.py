"""Text for a terminal: wrapped, and without control characters that a file could smuggle in."""

from __future__ import annotations

import textwrap
import unicodedata

import click

WIDTH = 78
SPACES = frozenset("\n\t ")


def plain(text: str) -> str:
    """The text without control characters and without marks that change the reading direction."""
    return "".join(
        sign for sign in text if sign in SPACES or unicodedata.category(sign) not in {"Cc", "Cf", "Co", "Cn"}
    )


def heading(text: str) -> None:
    """A heading with space above, bold where the terminal can show it."""
    click.echo()
    click.secho(plain(text), bold=True)


def line(text: str, indent: int = 0, mark: str = "") -> None:
    """A paragraph, wrapped."""
    first = " " * indent + mark
    click.echo(
        textwrap.fill(
            plain(text),
            WIDTH,
            initial_indent=first,
            subsequent_indent=" " * len(first),
            break_long_words=False,
            break_on_hyphens=False,
        )
    )
