"""Which programs that pip can't bring do the tests drive, and where are they on this machine?

A browser for the tests in the browser, a database server for those of shared storage. Only as root under
Debian, as in a container made for testing, are missing ones installed.
"""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from set_up.programs import run
from set_up.words import say

_BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
_BROWSER_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "~/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "~/Applications/Chromium.app/Contents/MacOS/Chromium",
    "$PROGRAMFILES/Google/Chrome/Application/chrome.exe",
    "${PROGRAMFILES(X86)}/Google/Chrome/Application/chrome.exe",
    "$LOCALAPPDATA/Google/Chrome/Application/chrome.exe",
    "$LOCALAPPDATA/Chromium/Application/chrome.exe",
)
_DATABASE_PLACES = (
    ("/usr/lib/postgresql", "*/bin/initdb"),
    ("/opt/homebrew/opt", "postgresql*/bin/initdb"),
    ("/usr/local/opt", "postgresql*/bin/initdb"),
    ("C:/Program Files/PostgreSQL", "*/bin/initdb.exe"),
)


@dataclass(frozen=True, slots=True)
class Helper:
    """A program of the machine that some tests drive.

    Attributes:
        name: its id in our sentences, and the name of its Debian package.
        variable: tells the tests where it lies; set by hand, it decides.
        search: the places where it may lie, likeliest first.
    """

    name: str
    variable: str
    search: Callable[[], Iterable[Path]]

    def find(self) -> Path | None:
        """Where it lies; None when it is nowhere, also when `variable` names a place where it isn't."""
        named = os.environ.get(self.variable)
        return next((path for path in ([Path(named)] if named else self.search()) if path.exists()), None)


def browsers(places: Iterable[str] = _BROWSER_PLACES) -> Iterator[Path]:
    """Where Chromium or Chrome may lie: by name, else in the usual places of macOS and Windows."""
    yield from (Path(found) for name in _BROWSERS if (found := shutil.which(name)))
    yield from (Path(os.path.expandvars(place)).expanduser() for place in places)


def databases(places: Iterable[tuple[str, str]] = _DATABASE_PLACES) -> Iterator[Path]:
    """The folder of PostgreSQL's `initdb`, which systems keep off the search path; the newest version first.

    Args:
        places: folders, each with the pattern of the program's path in it.
    """
    if found := shutil.which("initdb"):
        yield Path(found).resolve().parent  # a link would lead past the programs beside it
    for folder, pattern in places:
        yield from (program.parent for program in sorted(Path(folder).glob(pattern), key=_version, reverse=True))


def _version(program: Path) -> tuple[int, str]:
    """How new the version in the name of the folder over bin/ is: 15 is newer than 9.6."""
    name = program.parent.parent.name
    digits = name.rpartition("@")[2].partition(".")[0]
    return (int(digits) if digits.isdigit() else 0, name)


HELPERS = (
    Helper("chromium", "UNSTUCK_CHROMIUM", browsers),
    Helper("postgresql", "UNSTUCK_POSTGRESQL", databases),
)


def may_install() -> bool:
    """Whether this is Debian and we are root, as in a container: then a missing helper may be installed."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    try:
        return platform.freedesktop_os_release()["ID"] == "debian"
    except OSError:
        return False


def install(helpers: Iterable[Helper]) -> str | None:
    """Install the Debian packages of `helpers`.

    Returns:
        What went wrong, in words; None when nothing did.
    """
    packages = [helper.name for helper in helpers]
    for arguments in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        code, output = run(
            ["apt-get", "-o", "DPkg::Lock::Timeout=120", *arguments],
            variables={"DEBIAN_FRONTEND": "noninteractive"},
        )
        if code:
            errors = [line for line in output.splitlines() if line.startswith("E:")]
            return say("apt_failed", packages=", ".join(packages), what="\n".join(errors or output.splitlines()[-3:]))
    return None
