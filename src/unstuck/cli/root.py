"""Which commands are there? Each lives in a module of its own and is loaded when it is called."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path

import click

from unstuck import __version__

# name: (module, function)
COMMANDS = {
    "assess": ("assess", "assess"),
    "agree": ("agree", "agree"),
    "backup": ("backup", "backup"),
    "brief": ("brief", "brief"),
    "call-sheet": ("call_sheet", "call_sheet"),
    "candidates": ("candidates", "candidates"),
    "chart": ("chart", "chart"),
    "check": ("check", "check"),
    "classify": ("classify", "classify"),
    "convert": ("convert", "convert"),
    "demo": ("demo", "demo"),
    "destroy": ("destroy", "destroy"),
    "ending": ("ending", "ending"),
    "explain": ("explain", "explain"),
    "export": ("export", "export"),
    "fit": ("fit", "fit"),
    "handover": ("handover", "handover"),
    "import": ("import_", "import_"),
    "passphrase": ("passphrase", "passphrase"),
    "questions": ("questions", "questions"),
    "recovery-code": ("passphrase", "recovery_code"),
    "rehearse": ("rehearse", "rehearse"),
    "reseal": ("passphrase", "reseal"),
    "restore": ("restore", "restore"),
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
@click.option(
    "--data", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER", help="Where your pages lie."
)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="A fixed port, instead of one nobody can guess.")
@click.option("--no-browser", is_flag=True, help="Print the link instead of opening the browser.")
@click.pass_context
def main(ctx: click.Context, data: Path | None, port: int, *, no_browser: bool) -> None:
    """A private companion for people in therapy: is it working, what is going wrong, what now?

    Everything stays on this machine. Without a command, the app opens in the browser, until you press Ctrl+C here.
    """
    if data is not None:
        os.environ["UNSTUCK_DATA"] = str(data)
    if ctx.invoked_subcommand is None:
        from unstuck.cli.app import open_app  # noqa: PLC0415 - only when nothing else is wanted

        open_app(port, browser=not no_browser)
