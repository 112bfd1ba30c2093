"""The `unstuck` command: a face of the library, no rule lives here.

Standard output holds the answer and nothing else; errors go to standard error, one clear report each. Exit codes:
0 done, 1 a fault of ours, 2 bad input or usage, 3 the machine says no.
"""

from __future__ import annotations

import errno
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from unstuck.cli.problems import Refused, report
from unstuck.cli.root import main
from unstuck.story import Unreadable

FAULT, BAD_INPUT, MACHINE_SAYS_NO = 1, 2, 3


def run() -> NoReturn:
    """Run the command of `sys.argv` and exit with its code; never a traceback, never what a person wrote in one."""
    try:
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a stream of text in every real process
        sys.exit(execute(sys.argv[1:]))
    except BrokenPipeError:  # whoever read our output has seen enough
        sys.stderr.close()
        sys.exit(0)


def execute(arguments: Sequence[str]) -> int:
    """Run one command in this process and return its exit code; every problem has been reported by then."""
    try:
        code = main(list(arguments), prog_name="unstuck", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.Abort:
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
        return report("machine", code=MACHINE_SAYS_NO, why=said_no.strerror or type(said_no).__name__)
    except MemoryError:
        return report("memory", code=MACHINE_SAYS_NO)
    except Exception as fault:  # noqa: BLE001 - the last door: a person sees one sentence, not our stack
        return report("fault", code=FAULT, kind=type(fault).__name__, place=_place(fault))
    return code if isinstance(code, int) else 0


def _place(fault: Exception) -> str:
    """Where in our code it happened: file and line alone, since a message could hold what someone wrote."""
    trace = fault.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "?"
    name = trace.tb_frame.f_code.co_filename.replace("\\", "/").rpartition("/")[2]
    return f"{name}:{trace.tb_lineno}"
