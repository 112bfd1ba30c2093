"""Which commands are there? Each lives in a module of its own and is loaded when it is called."""

from __future__ import annotations

from importlib import import_module

import click

from unstuck import __version__

# name: (module, function)
COMMANDS = {
    "assess": ("assess", "assess"),
    "agree": ("agree", "agree"),
    "brief": ("brief", "brief"),
    "call-sheet": ("call_sheet", "call_sheet"),
    "candidates": ("candidates", "candidates"),
    "chart": ("chart", "chart"),
    "check": ("check", "check"),
    "classify": ("classify", "classify"),
    "convert": ("convert", "convert"),
    "demo": ("demo", "demo"),
    "ending": ("ending", "ending"),
    "explain": ("explain", "explain"),
    "fit": ("fit", "fit"),
    "handover": ("handover", "handover"),
    "questions": ("questions", "questions"),
    "rehearse": ("rehearse", "rehearse"),
    "trial": ("trial", "trial"),
    "wishes": ("wishes", "wishes"),
}


class _Late(click.Group):
    """A group that imports a command's module only when that command is wanted: start-up time is a feature."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module, function = COMMANDS[cmd_name]
        found = getattr(import_module(f"unstuck.cli.{module}"), function)
        if not isinstance(found, click.Command):
            raise TypeError(cmd_name)
        return found


@click.group(
    cls=_Late,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: unstuck assess story.json",
)
@click.version_option(__version__, prog_name="unstuck", message="%(prog)s %(version)s")
@click.pass_context
def main(ctx: click.Context) -> None:
    """A private companion for people in therapy: is it working, what is going wrong, what now?

    Everything stays on this machine. Without a command, the first demo is shown.
    """
    if ctx.invoked_subcommand is None:
        from unstuck.cli.demo import show_first  # noqa: PLC0415 - only when nothing else is wanted

        show_first()
