"""`python -m unstuck.cli.reference > docs/commands.md`: the command's own help as a page, checked to be current."""

from __future__ import annotations

import click

from unstuck.cli.root import COMMANDS, main
from unstuck.knowledge import words

WIDTH = 88


def reference() -> str:
    """The page: every command with its help, in the order of the alphabet."""
    told = words("en", "terminal")
    parts = [told.say("reference.head"), _block(main, "unstuck", None)]
    with click.Context(main, info_name="unstuck", help_option_names=["-h", "--help"]) as parent:
        for name in sorted(COMMANDS):
            command = main.get_command(parent, name)
            if command is not None:
                parts += [f"## unstuck {name}", _block(command, name, parent)]
    return "\n\n".join(parts) + "\n"


def _block(command: click.Command, name: str, parent: click.Context | None) -> str:
    context = click.Context(
        command,
        info_name=name,
        parent=parent,
        max_content_width=WIDTH,
        terminal_width=WIDTH,
        help_option_names=["-h", "--help"],
    )
    return f"```text\n{command.get_help(context)}\n```"


if __name__ == "__main__":
    click.echo(reference(), nl=False)
