"""Is the environment that Unstuck runs in there and whole, and if not, how is it made?

A virtual environment in the project's folder, filled by pip from a file that names every package with its
hash. A stamp, written last, says what it was made from: without the right stamp it is made anew, so a set-up
that was broken off is never built upon.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import sysconfig
from importlib.util import find_spec
from pathlib import Path

from set_up.alone import alone
from set_up.places import LOCKS, PYTHON, ROOT, SOURCE, VENV, Kind
from set_up.programs import run
from set_up.trouble import Trouble, from_output
from set_up.words import say, tell

_TURN = VENV / "set-up.lock"
_STAMPS: dict[Kind, Path] = {"run": VENV / "run.stamp", "test": VENV / "test.stamp"}


def ensure(kind: Kind) -> None:
    """Have the environment for `kind` ready; without a word, and without pip, when it already is.

    Raises:
        Trouble: it can't be made, and why.
        OSError: the disk or the permissions say no.
    """
    if _ready(kind):
        return
    VENV.mkdir(exist_ok=True)
    with alone(_TURN):
        if not _ready(kind):  # the start we waited for may have done it
            _set_up(kind)


def _ready(kind: Kind) -> bool:
    try:
        return _STAMPS[kind].read_text(encoding="ascii") == _stamp(kind) and PYTHON.exists()
    except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError):
        return False


def _stamp(kind: Kind) -> str:
    """What an environment stands and falls with: its packages, its Python, this kind of machine, its place."""
    lock = hashlib.sha256(LOCKS[kind].read_bytes()).hexdigest()
    return "\n".join((lock, str(sys.implementation.cache_tag), sysconfig.get_platform(), ascii(str(ROOT)), ""))


def _set_up(kind: Kind) -> None:
    tell("setting_up", place=VENV)
    base_is_whole = kind == "test" and _ready("run")
    for stamp in _STAMPS.values():
        stamp.unlink(missing_ok=True)
    if not base_is_whole:
        _make_empty()
    _install(LOCKS[kind])
    made: tuple[Kind, ...] = ("run", "test") if kind == "test" else ("run",)
    for part in made:
        _STAMPS[part].write_text(_stamp(part), encoding="ascii")
    tell("set_up")


def _make_empty() -> None:
    """A new environment with nothing but pip in it, that finds Unstuck where it lies."""
    if find_spec("venv") is None or find_spec("ensurepip") is None:
        raise Trouble("no_venv", package=f"python3.{sys.version_info.minor}-venv")
    for left_over in VENV.iterdir():
        if left_over.is_dir() and not left_over.is_symlink():
            shutil.rmtree(left_over)
        elif left_over != _TURN:
            left_over.unlink()
    # Started from inside an environment, venv would otherwise build upon that one.
    base = getattr(sys, "_base_executable", sys.executable)
    code, output = run([base, "-I", "-m", "venv", VENV])
    if code:
        raise from_output("venv", output)
    packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(VENV)}))
    # A relative line is plain ASCII wherever the project lies; Python reads this file in the local encoding.
    (packages / "unstuck.pth").write_text(os.path.relpath(SOURCE, packages) + "\n", encoding="ascii")


def _install(lock: Path) -> None:
    """Have pip put in exactly what `lock` names: checked by hash, ready-made, nothing built or looked up."""
    count = 0

    def show(line: str) -> None:
        nonlocal count
        if sys.stderr.isatty() and line.startswith("Collecting "):
            count += 1
            sys.stderr.write("\r" + say("fetching", count=count))
        elif sys.stderr.isatty() and line.startswith("Installing "):
            sys.stderr.write("\n" + say("installing", count=count) + "\n")

    exactly = ("--require-hashes", "--no-deps", "--only-binary", ":all:")
    quietly = ("--no-input", "--disable-pip-version-check", "--progress-bar", "off")
    code, output = run(
        [PYTHON, "-I", "-m", "pip", "install", *exactly, *quietly, "-r", lock],
        variables={"PIP_USER": "0"},  # a person's settings may send packages to the home folder
        each_line=show,
    )
    if code:
        raise from_output("pip", output)
