"""`unstuck destroy`: the vault, really gone."""

from __future__ import annotations

from pathlib import Path

import click

from unstuck.cli.output import line
from unstuck.cli.vault import answer, make_sure, of_vault, yes
from unstuck.knowledge import words
from unstuck.vault.destroying import destroy_everything


@click.command(epilog="Example: unstuck destroy")
@yes
@of_vault
def destroy(folder: Path, *, yes: bool) -> None:
    """Destroy your vault and its automatic backups: first what opens it, then every file.

    You are asked first. No passphrase is needed. What could not be reached is said at the end.
    """
    said = words("en", "vault")
    asked = words("en", "vault_commands").say("ask.destroy", place=str(folder))
    make_sure(f"{asked} {said.say('ask.destroy')}", yes=yes)
    left = destroy_everything(folder)
    line(said.say("said.destroyed"))
    answer("said.out_of_reach")
    for name in left:
        line(said.say(f"out_of_reach.{name}"), mark="- ")
