"""Where on this machine do a person's data lie, and where the secret that opens them without a passphrase?"""

from __future__ import annotations

import os
import sys
from pathlib import Path

APP = "unstuck"
DATABASE = "vault.sqlite3"
BESIDE_DATABASE = ("", "-journal", "-shm", "-wal")
"""How the names of the files end that SQLite keeps: the database itself, and what may lie beside it."""
OWNER = "owner"
BACKUPS = "backups"
HALF_WRITTEN = "draft"
"""What is being written and not saved yet, sealed."""
FACE = "face.json"
"""What the app is called and how it looks: nothing of a person."""
RESTORING = "restoring"
"""A backup that is being looked at; left behind only where the process died."""


def data_folder(given: Path | None = None) -> Path:
    """The person's folder: the one given, else `UNSTUCK_DATA`, else the platform's place for data."""
    chosen = given or os.environ.get("UNSTUCK_DATA")
    return Path(chosen).expanduser().absolute() if chosen else _of_platform("data") / APP


def device_folder() -> Path:
    """Where device secrets lie that no keyring takes: never in the data folder, which may be copied or synchronised."""
    return _of_platform("config") / APP


def private_folder(folder: Path) -> None:
    """Make a folder that only its owner may enter; one that is there stays as it is.

    Raises:
        OSError: the system says no.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def settle(folder: Path) -> None:
    """Make the names in a folder survive a power cut, where the system can.

    Raises:
        OSError: the disk says no.
    """
    if os.name == "posix":
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def write_private(path: Path, content: bytes) -> None:
    """Write a file only its owner may read, whole or not at all, and make it last.

    Raises:
        OSError: the system says no; what was there before is still there.
    """
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:  # noqa: PTH123 - a mode
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    settle(path.parent)


def wipe(file: Path) -> None:
    """Overwrite a file with zeros and remove it; what the disk keeps beside it is out of reach.

    Raises:
        OSError: the system says no.
    """
    with file.open("r+b") as opened:
        opened.write(bytes(os.fstat(opened.fileno()).st_size))
        opened.flush()
        os.fsync(opened.fileno())
    file.unlink()


def _of_platform(what: str) -> Path:
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    if sys.platform == "darwin":
        return home / "Library" / "Application Support"
    usual = {"data": home / ".local" / "share", "config": home / ".config"}
    return Path(os.environ.get(f"XDG_{what.upper()}_HOME") or usual[what])
