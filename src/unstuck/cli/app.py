"""`unstuck` alone: the app in the browser, on this machine only, until it is told to stop."""

from __future__ import annotations

import errno
import signal
import sys
import webbrowser
from contextlib import suppress

import click

from unstuck.cli.problems import Refused
from unstuck.knowledge import words
from unstuck.web.serving import App

MACHINE_SAYS_NO = 3


def open_app(port: int, *, browser: bool) -> None:
    """Start the app and let the browser in by a link that works once; the link is printed where no browser opens.

    Raises:
        Refused: the port is taken.
    """
    told = words("en", "terminal")
    try:
        app = App(port=port)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise Refused("port_taken", code=MACHINE_SAYS_NO, port=str(port)) from None
        raise
    link = app.link()

    def say() -> None:
        if browser and webbrowser.open(link):
            click.echo(told.say("app.opened"), err=True)
        else:
            click.echo(link)
            click.echo(told.say("app.link"), err=True)
        click.echo(told.say("app.stop"), err=True)
        sys.stdout.flush()

    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        app.run(say)
    click.echo(told.say("app.closed"), err=True)
