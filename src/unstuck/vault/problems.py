"""What can keep a vault from doing as asked? An id and what its sentence needs, never what a person wrote."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from django.db import DatabaseError, IntegrityError, InterfaceError

from unstuck.knowledge import Blank, words

MACHINE = frozenset({"busy", "database_away", "disk_error", "disk_full", "memory", "no_permission", "read_only"})

_SQLITE = {
    "SQLITE_FULL": "disk_full",
    "SQLITE_READONLY": "read_only",
    "SQLITE_PERM": "no_permission",
    "SQLITE_AUTH": "no_permission",
    "SQLITE_CANTOPEN": "no_permission",
    "SQLITE_BUSY": "busy",
    "SQLITE_LOCKED": "busy",
    "SQLITE_CORRUPT": "file_damaged",
    "SQLITE_NOTADB": "file_damaged",
}
_SYSTEM = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EFBIG: "disk_full",
    errno.EROFS: "read_only",
    errno.EACCES: "no_permission",
    errno.EPERM: "no_permission",
    errno.ENOENT: "no_such_file",
    errno.ENOTDIR: "no_such_file",
    errno.EISDIR: "no_such_file",
}
_POSTGRESQL_FULL = "53100"


class VaultProblem(Exception):
    """Why the vault did not do as asked.

    Attributes:
        id: which sentence of `vault.toml`, under `problem`, says it.
        blanks: what the sentence needs: folders, file names and numbers.
    """

    def __init__(self, id: str, **blanks: Blank) -> None:  # noqa: A002 - what it is called everywhere
        super().__init__(id)
        self.id = id
        self.blanks: Mapping[str, Blank] = blanks

    @property
    def exit_code(self) -> int:
        """3 when the machine says no, 2 when what was asked for can't be done."""
        return 3 if self.id in MACHINE else 2

    def text(self, language: str = "en") -> str:
        """The problem and what to do about it, in words."""
        return words(language, "vault").say(f"problem.{self.id}", **self.blanks)


@contextmanager
def plainly(place: Path) -> Iterator[None]:
    """Turn what a database or the system says of a file or folder into a `VaultProblem` about `place`.

    Raises:
        VaultProblem: disk full, read-only, no permission, busy, damaged, database away, or another fault of the disk.
    """
    try:
        yield
    except IntegrityError:
        raise
    except (DatabaseError, InterfaceError, sqlite3.Error) as error:
        raise VaultProblem(_said_by_database(error), place=str(place)) from None
    except UnicodeError:  # SQLite quotes a damaged file in its complaint, and Python can't read the quotation
        raise VaultProblem("file_damaged", place=str(place)) from None
    except OSError as error:
        raise VaultProblem(_SYSTEM.get(error.errno or 0, "disk_error"), place=str(place)) from None


def _said_by_database(error: Exception) -> str:
    cause = error if isinstance(error, sqlite3.Error) else error.__cause__
    if isinstance(cause, sqlite3.Error):
        name = getattr(cause, "sqlite_errorname", None) or ""
        found = next((problem for start, problem in _SQLITE.items() if name.startswith(start)), None)
        return found or (
            "file_damaged" if type(cause) is sqlite3.DatabaseError or "decode" in str(cause) else "disk_error"
        )
    return "disk_full" if getattr(cause, "sqlstate", None) == _POSTGRESQL_FULL else "database_away"
