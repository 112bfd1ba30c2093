"""`unstuck export`: everything in plain files."""

from __future__ import annotations

from pathlib import Path

import click

from unstuck.cli.vault import answer, make_sure, of_vault, opened, with_code, yes
from unstuck.knowledge import words
from unstuck.vault.exporting import PAGE_FILE
from unstuck.vault.exporting import export as write


@click.command(epilog="Example: unstuck export what-i-wrote")
@click.argument("to", metavar="FOLDER")
@with_code
@yes
@of_vault
def export(to: str, folder: Path, *, with_code: bool, yes: bool) -> None:
    """Write your story into a new folder as plain files: a story file, tables, and a page to read.

    Anyone who gets these files can read them, so you are asked first. The story file is what `assess` reads and
    `import` brings back.
    """
    with opened(folder, by_code=with_code) as (vault, _):
        told = vault.story()
        make_sure(words("en", "vault").say("ask.export"), yes=yes)
        files = write(told, Path(to))
    answer("said.exported", n=len(files), place=to, page=PAGE_FILE)
