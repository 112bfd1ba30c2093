"""`unstuck restore`: a vault from a backup."""

from __future__ import annotations

from pathlib import Path

import click

from unstuck.cli.vault import answer, ask, close, instead, make_sure, note, of_vault, with_code, yes
from unstuck.knowledge import words
from unstuck.vault import restoring
from unstuck.vault.telling import findings


@click.command(epilog="Example: unstuck restore /media/stick/vault-2026-11")
@click.argument("file")
@with_code
@instead
@yes
@of_vault
def restore(file: str, folder: Path, *, with_code: bool, instead: bool, yes: bool) -> None:
    """Put a backup into your data folder, on this computer or another.

    It opens with the passphrase or the recovery code it had when it was made. FILE stays as it is. With --instead it
    takes the place of your own vault, never of someone else's.
    """
    backup = Path(file)
    by_passphrase = "passphrase" in restoring.ways(backup, folder) and not with_code
    passphrase = ask("passphrase") if by_passphrase else None
    code = ask("recovery_code") if with_code else None
    if instead:
        make_sure(words("en", "vault_commands").say("ask.instead"), yes=yes)
    vault = restoring.restore(backup, folder, passphrase=passphrase, recovery_code=code, instead=instead)
    for text in findings(vault):
        note(text)
    close(vault)
    answer("said.restored", place=str(folder))
