"""What was asked of `start.py`: to test, to lock anew, or to run Unstuck?"""

from __future__ import annotations

import os
import subprocess  # nosec B404
from collections.abc import Sequence

from set_up.environment import ensure
from set_up.places import PYTHON, WINDOWS
from set_up.trouble import BUG, Trouble, from_error
from set_up.words import tell

_INTERRUPTED = 130


def main(arguments: Sequence[str]) -> int:
    """Do what the command line asks; every failure is one clear report, never a traceback.

    Returns:
        The exit code: that of the command, or 1 a bug, 2 bad usage, 3 the machine says no.
    """
    try:
        return _open(arguments)
    except Trouble as trouble:
        return _report(trouble)
    except OSError as error:
        return _report(from_error(error))
    except KeyboardInterrupt:
        tell("interrupted")
        return _INTERRUPTED
    except Exception as fault:  # noqa: BLE001 - the last resort: whatever it is, a person gets a report
        tell("bug", what=f"{type(fault).__name__}: {fault}")
        return BUG


def _report(trouble: Trouble) -> int:
    tell(trouble.sentence, **trouble.blanks)
    return trouble.code


def _open(arguments: Sequence[str]) -> int:
    match list(arguments):
        case ["test", *rest]:
            from set_up.checks import test  # noqa: PLC0415 - the everyday start is faster without

            return test(rest)
        case ["lock", *rest]:
            from set_up.locks import lock  # noqa: PLC0415

            return lock(rest)
        case ["-h" | "--help"]:
            tell("help")
    ensure("run")
    return _unstuck(arguments)


def _unstuck(arguments: Sequence[str]) -> int:
    """Hand over to the `unstuck` command of the environment, which sees our input, outputs and signals.

    Isolated (`-I`): neither the folder it is called in nor the person's Python settings can slip a module in.
    """
    command = [str(PYTHON), "-I", "-X", "utf8", "-m", "unstuck", *arguments]
    if not WINDOWS:
        os.execv(PYTHON, command)  # noqa: S606 # nosec B606
    # On Windows a program that replaces itself ends at once for whoever waits for it.
    with subprocess.Popen(command) as unstuck:  # noqa: S603 # nosec B603
        while True:
            try:
                return unstuck.wait()
            except KeyboardInterrupt:  # Unstuck got it as well, and answers for itself
                continue
