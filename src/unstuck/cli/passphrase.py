"""`unstuck passphrase`, `recovery-code`, `reseal`: another way in, or another key for everything."""

from __future__ import annotations

from pathlib import Path

import click

from unstuck.cli.output import line
from unstuck.cli.vault import answer, ask, make_sure, of_vault, opened, show_code, with_code, yes
from unstuck.knowledge import words
from unstuck.vault import device


@click.command(epilog="Example: unstuck passphrase")
@click.option("--none", is_flag=True, help="Have no passphrase: the vault opens by itself on this device.")
@with_code
@yes
@of_vault
def passphrase(folder: Path, *, none: bool, with_code: bool, yes: bool) -> None:
    """Choose another passphrase, or none on this device.

    You are asked for the one until now, then twice for the new one; from a script, standard input holds a line for
    each. Who forgot it opens the vault with the recovery code: --with-code.
    """
    with opened(folder, by_code=with_code) as (vault, current):
        if none:
            make_sure(words("en", "vault").say(f"choice.no_passphrase_{device.place()}"), yes=yes)
        vault.change_passphrase(None if none else ask("new_passphrase", twice=True), current=current)
    answer("said.no_passphrase" if none else "said.passphrase")


@click.command("recovery-code", epilog="Example: unstuck recovery-code")
@of_vault
def recovery_code(folder: Path) -> None:
    """Get a new recovery code, shown once; the old one opens nothing any more."""
    with opened(folder) as (vault, current):
        code = vault.renew_recovery_code(current=current)
    show_code("said.new_code", code)


@click.command(epilog="Example: unstuck reseal")
@of_vault
def reseal(folder: Path) -> None:
    """Seal everything anew under another key, when someone may have got hold of the old one.

    The passphrase stays; the recovery code is a new one, shown once.
    """
    with opened(folder) as (vault, current):
        code = vault.rekey(current)
    line(words("en", "vault").say("said.rekeyed"))
    show_code("said.new_code", code)
