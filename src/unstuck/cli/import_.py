"""`unstuck import`: a story into the vault."""

from __future__ import annotations

from pathlib import Path

import click

from unstuck.cli import files
from unstuck.cli.problems import Refused
from unstuck.cli.vault import answer, ask, close, instead, make_sure, of_vault, opened, show_code, with_code, yes
from unstuck.knowledge import words
from unstuck.story import Story
from unstuck.vault.problems import VaultProblem
from unstuck.vault.vault import Vault


@click.command("import", epilog="Example: unstuck import story.json")
@click.argument("story")
@with_code
@instead
@yes
@of_vault
def import_(story: str, folder: Path, *, with_code: bool, instead: bool, yes: bool) -> None:
    """Bring a story file into your vault; where there is no vault yet, a new one is begun.

    A vault that holds a story stays as it is, unless you say --instead. STORY is a story file.
    """
    if story == files.STDIN:
        raise Refused("import_file")
    told = files.story(story)
    if not _there(folder):
        _begin(folder, told)
    else:
        with opened(folder, by_code=with_code) as (vault, _):
            if instead:
                make_sure(words("en", "vault_commands").say("ask.instead"), yes=yes)
            vault.write_story(told, instead=instead)
    answer("said.brought_in", place=str(folder))


def _there(folder: Path) -> bool:
    try:
        Vault.ways(folder)
    except VaultProblem as problem:
        if problem.id != "no_vault":
            raise
        return False
    return True


def _begin(folder: Path, told: Story) -> None:
    vault, code = Vault.create(folder, ask("new_passphrase", twice=True))
    answer("said.new_vault", place=str(folder))
    show_code("said.first_code", code)
    vault.write_story(told)
    close(vault)
