"""What do the commands that open a vault have in common? Where it lies, who may open it, and what is said beside it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

import click

from unstuck.cli.output import line, plain
from unstuck.cli.problems import Refused
from unstuck.knowledge import Blank, words
from unstuck.vault.places import data_folder
from unstuck.vault.problems import VaultProblem
from unstuck.vault.telling import findings
from unstuck.vault.vault import Vault

Command = Callable[..., None]

with_code = click.option("--with-code", is_flag=True, help="Open it with the recovery code instead of the passphrase.")
yes = click.option("--yes", is_flag=True, help="Do it without asking, such as in a script.")
instead = click.option("--instead", is_flag=True, help="Take the place of what is in the vault now.")


def of_vault(command: Command) -> Command:
    """A command about the vault in a folder, that says plainly what the vault can't do."""

    @click.option("--data", metavar="FOLDER", help="Your data folder, instead of UNSTUCK_DATA or the usual place.")
    @wraps(command)
    def done(*arguments: Any, data: str | None, **options: Any) -> None:  # noqa: ANN401 - what click read
        try:
            command(*arguments, folder=data_folder(Path(data) if data else None), **options)
        except VaultProblem as problem:
            raise Refused("vault", code=problem.exit_code, said=problem.text()) from None

    return done


@contextmanager
def opened(folder: Path, *, by_code: bool = False) -> Iterator[tuple[Vault, str | None]]:
    """The vault in a folder and the passphrase that opened it, if one did; locked at the end.

    What is damaged, and an automatic backup that failed, is said on standard error.
    """
    vault, passphrase = _open(folder, by_code=by_code)
    try:
        for text in findings(vault):
            note(text)
        yield vault, passphrase
    finally:
        close(vault)


def close(vault: Vault) -> None:
    """Lock a vault, and say so where no automatic backup could be made."""
    vault.lock()
    if vault.backup_problem is not None:
        note(words("en", "vault_commands").say("said.no_backup", why=vault.backup_problem.text()))


def ask(key: str, *, twice: bool = False) -> str:
    """A secret, typed unseen on the terminal; else a line of standard input.

    Raises:
        Refused: there is neither.
    """
    say = words("en", "vault_commands").say
    if sys.stdin.isatty():
        again = say("ask.again") if twice else False
        return str(click.prompt(say(f"ask.{key}"), hide_input=True, confirmation_prompt=again, err=True))
    typed = sys.stdin.readline()
    if not typed:
        raise Refused("nobody_to_ask")
    return typed.rstrip("\r\n")


def make_sure(question: str, *, yes: bool) -> None:
    """Go on only if the person says so, here or by `--yes`.

    Raises:
        Refused: nobody can be asked.
        Abort: they said no.
    """
    note(question)
    if yes:
        return
    if not sys.stdin.isatty():
        raise Refused("say_yes")
    click.confirm(words("en", "vault_commands").say("ask.go_on"), abort=True, err=True)


def note(text: str) -> None:
    """Something beside the answer, on standard error."""
    click.echo(plain(text), err=True)


def answer(key: str, **blanks: Blank) -> None:
    """A sentence of `vault_commands.toml`, as the answer."""
    line(words("en", "vault_commands").say(key, **blanks))


def show_code(key: str, code: str) -> None:
    """A recovery code, shown once, under a sentence of `vault_commands.toml`."""
    answer(key)
    click.echo(f"\n  {code}\n")
    line(words("en", "vault").say("choice.recovery_code"))


def _open(folder: Path, *, by_code: bool) -> tuple[Vault, str | None]:
    if by_code:
        Vault.ways(folder)  # a vault that isn't there is said before a secret is asked for
        return Vault.open_with_recovery_code(folder, ask("recovery_code")), None
    if "passphrase" in Vault.ways(folder):
        passphrase = ask("passphrase")
        return Vault.open_with_passphrase(folder, passphrase), passphrase
    return Vault.open_on_this_device(folder), None
