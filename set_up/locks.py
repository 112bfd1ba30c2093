"""How are the files made that name every package with its hash? By uv, from the wishes in pyproject.toml."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from set_up.places import LOCKS, ROOT, script
from set_up.programs import run
from set_up.trouble import USAGE, Trouble
from set_up.words import tell

# One version of each package for every system and every Python from 3.11 on, and no address of an index.
_HOW = (
    *("--universal", "--python-version", "3.11", "--fork-strategy", "fewest"),
    *("--generate-hashes", "--no-emit-index-url", "--no-header", "--quiet"),
)


def lock(arguments: Sequence[str]) -> int:
    """Write both lock files anew; versions stay as they are unless `arguments` for uv say otherwise.

    Raises:
        Trouble: uv is missing, or can't find versions that go together.
    """
    uv = _uv()
    run_lock, test_lock = (path.relative_to(ROOT) for path in (LOCKS["run"], LOCKS["test"]))
    postgresql, test = ("--extra", "postgresql"), ("--extra", "test")
    for extras, target in (
        (postgresql, run_lock),
        ((*postgresql, *test, "--constraint", str(run_lock)), test_lock),
    ):
        command = [uv, "pip", "compile", *_HOW, *extras, *arguments, "--output-file", target, "pyproject.toml"]
        code, output = run(command)
        if code:
            raise Trouble("lock_failed", USAGE, file=target, what=output.strip())
        tell("locked", file=target)
    return 0


def _uv() -> Path:
    """The uv of the test environment, else the machine's own."""
    ours, machines = script("uv"), shutil.which("uv")
    if ours.exists():
        return ours
    if machines:
        return Path(machines)
    raise Trouble("no_uv")
