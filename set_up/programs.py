"""How does the set-up run another program? Always this way: no shell, nothing on standard input."""

from __future__ import annotations

import subprocess  # nosec B404
from collections.abc import Callable, Mapping, Sequence
from os import environ
from pathlib import Path

from set_up.places import ROOT


def run(
    command: Sequence[str | Path],
    *,
    variables: Mapping[str, str] | None = None,
    each_line: Callable[[str], None] = lambda _line: None,
) -> tuple[int, str]:
    """Run `command` in the project's folder.

    Args:
        command: the program and its arguments.
        variables: what stands in its environment beside our own.
        each_line: is handed every line as soon as it is printed.

    Returns:
        Its exit code, and all it printed on both outputs.
    """
    lines = []
    # No shell, and every word of the command is ours.
    with subprocess.Popen(  # noqa: S603 # nosec B603
        command,
        cwd=ROOT,
        env={**environ, **(variables or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as program:
        for line in program.stdout or ():
            lines.append(line)
            each_line(line)
    return program.returncode, "".join(lines)
