"""`unstuck backup`: the whole vault as one sealed file."""

from __future__ import annotations

from pathlib import Path

import click

from unstuck.cli.output import line
from unstuck.cli.vault import of_vault
from unstuck.knowledge import words
from unstuck.vault import copies, store


@click.command(epilog="Example: unstuck backup /media/stick/vault-2026-11")
@click.argument("file")
@of_vault
def backup(file: str, folder: Path) -> None:
    """Write the whole vault into one new file, sealed as it is; it may be in use meanwhile.

    No passphrase is asked: nothing is opened.
    """
    source, place = store.find(folder), Path(file)
    copies.write(source, place)
    said = words("en", "vault")
    line(said.say("said.backup_done", place=file))
    if "passphrase" not in source.wraps():
        line(said.say("said.backup_device_only"))
