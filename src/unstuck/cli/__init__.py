"""The `unstuck` command: a face of the library, no rule lives here.

Standard output holds the answer and nothing else; errors go to standard error, one clear report each. Exit codes:
0 done, 1 a fault of ours, 2 bad input or usage, 3 the machine says no.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn, TextIO

import click

from unstuck.cli.problems import Refused, report
from unstuck.cli.root import main
from unstuck.story import Unreadable

FAULT, BAD_INPUT, MACHINE_SAYS_NO = 1, 2, 3


def run() -> NoReturn:
    """Run the command of `sys.argv` and exit with its code; never a traceback, never what a person wrote in one."""
    heard = sys.stdout is not None  # else it was closed by whoever started us
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    if not heard and sys.argv[1:]:  # the app needs no output, an answer does
        sys.exit(report("no_output", code=MACHINE_SAYS_NO))
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a stream of text in every real process
    try:
        code = execute(sys.argv[1:])
    except BrokenPipeError:  # whoever read our output has seen enough
        code = 0
    except OSError:  # not even a report can be written
        code = MACHINE_SAYS_NO
    _let_go_of_outputs()
    sys.exit(code)


def execute(arguments: Sequence[str]) -> int:
    """Run one command in this process and return its exit code; every problem has been reported by then."""
    try:
        with main.make_context("unstuck", list(arguments)) as context:
            code = main.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except (click.Abort, KeyboardInterrupt, EOFError):
        return report("aborted", code=BAD_INPUT)
    except click.ClickException as usage:
        usage.show()
        return BAD_INPUT
    except Unreadable as unreadable:
        return report("unreadable", *(problem.text() for problem in unreadable.problems), code=BAD_INPUT)
    except Refused as refused:
        return report(refused.id, *refused.lines, code=refused.code, **refused.blanks)
    except OSError as said_no:
        if said_no.errno == errno.EPIPE:
            raise
        return report("machine", code=MACHINE_SAYS_NO, why=_refusal(said_no))
    except MemoryError:
        return report("memory", code=MACHINE_SAYS_NO)
    except Exception as fault:  # noqa: BLE001 - the last door: a person sees one sentence, not our stack
        return report("fault", code=FAULT, kind=type(fault).__name__, place=_place(fault))
    return code if isinstance(code, int) else 0


def _refusal(said_no: OSError) -> str:
    """What the machine says, and about which file, where it is about one."""
    why = said_no.strerror or type(said_no).__name__
    return f"{why}: {said_no.filename}" if isinstance(said_no.filename, str) else why


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def _let_go_of_outputs() -> None:
    """Whatever could not be written by now never will be; without this Python would try once more, and complain."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _place(fault: Exception) -> str:
    """Where in our code it happened: file and line alone, since a message could hold what someone wrote."""
    trace = fault.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "?"
    name = trace.tb_frame.f_code.co_filename.replace("\\", "/").rpartition("/")[2]
    return f"{name}:{trace.tb_lineno}"
