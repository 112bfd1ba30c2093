"""What stopped the set-up, in words a person can act on, and with which exit code?"""

from __future__ import annotations

import errno
import shutil
import sys

from set_up.places import ROOT

BUG = 1
USAGE = 2
MACHINE = 3
"""The machine says no: disk full, no permission, no network, something it lacks."""

_NEXT_TO_NOTHING = 20_000_000
"""Bytes free on the disk below which a failure is put down to it: venv doesn't pass on what stopped it."""

_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
_NOT_ALLOWED = (errno.EACCES, errno.EPERM, errno.EROFS)

# What pip, venv and Python print, most telling first: a package index that is slow now and then leaves
# signs of a network away in the output of a set-up that failed for another reason.
_SIGNS = (
    ("disk_full", ("[Errno 28]", "[Errno 122]", "[WinError 112]", "No space left on device")),
    ("changed_package", ("DO NOT MATCH THE HASHES",)),
    ("network", ("NewConnectionError", "NameResolutionError", "Timeout", "ProxyError", "SSLError", "HTTP error")),
    ("not_allowed", ("[Errno 1]", "[Errno 13]", "[Errno 30]", "[WinError 5]", "[WinError 32]")),
    ("not_offered", ("No matching distribution",)),
)


class Trouble(Exception):
    """The set-up can't go on.

    Attributes:
        sentence: the id of what to tell the person, in en.toml.
        code: the exit code.
        blanks: what fills the sentence.
    """

    def __init__(self, sentence: str, code: int = MACHINE, **blanks: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code
        self.blanks = blanks


def from_error(error: OSError) -> Trouble:
    """What the operating system refused."""
    what = f"{error.strerror}: {error.filename}" if error.filename else str(error)
    if error.errno in _FULL:
        return Trouble("disk_full", place=ROOT, what=what)
    if error.errno in _NOT_ALLOWED:
        return Trouble("not_allowed", place=ROOT, what=what)
    return Trouble("machine", what=what)


def sign_in(output: str) -> str | None:
    """The id of the trouble that the output of a failed program shows, if it shows a known one."""
    return next((sentence for sentence, signs in _SIGNS if any(sign in output for sign in signs)), None)


def from_output(program: str, output: str) -> Trouble:
    """What stopped `program`, by what it printed; a trouble nobody foresaw is a bug and quotes it."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR:")] or lines
    what = errors[-1] if errors else program
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    sentence = sign_in(output)
    if sentence is None and shutil.disk_usage(ROOT).free < _NEXT_TO_NOTHING:
        sentence = "disk_full"
    if sentence is None:
        return Trouble("program_failed", BUG, program=program, what="\n".join(errors[-5:]))
    return Trouble(sentence, place=ROOT, what=what, python=python)
