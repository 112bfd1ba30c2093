"""Which connection leads to a folder's rows, and are its tables those of this release?"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.transaction import atomic

from unstuck.vault.configure import ready
from unstuck.vault.database import databases, sqlite
from unstuck.vault.places import settle
from unstuck.vault.problems import VaultProblem

APP = "vault"
SQLITE = "django.db.backends.sqlite3"
ONE_AT_A_TIME = 0x7661756C74
"""A number of ours for PostgreSQL's locks."""
_SAME = ("ENGINE", "NAME", "USER", "HOST", "PORT")


def alias_of(folder: Path) -> str:
    """Django's name for the connection to the database of a person's folder; nothing is opened or made yet."""
    ready()
    return _alias(databases(folder, getattr(settings, "UNSTUCK_DATABASE_URL", None))["default"])


@contextmanager
def alias_of_file(file: Path) -> Iterator[str]:
    """Django's name for the connection to one SQLite file that has no other files beside it, closed at the end."""
    ready()
    alias = _alias(sqlite(file, journal="DELETE"))
    try:
        yield alias
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.settings[alias]


def file_of(alias: str) -> Path | None:
    """The database's own file, None where a server keeps it."""
    known = connections.settings[alias]
    return Path(known["NAME"]) if known["ENGINE"] == SQLITE else None


def make_file(alias: str) -> None:
    """Make the file of an SQLite database, readable by nobody else.

    Raises:
        OSError: the system says no.
    """
    file = file_of(alias)
    if file is not None:
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
        settle(file.parent)


def bring_up_to_date(alias: str) -> None:
    """Give the tables the shape of this release, all or nothing; who comes second waits until the first is done.

    Raises:
        VaultProblem: a newer release made them; nothing was changed.
        DatabaseError: the database says no.
    """
    connection = connections[alias]
    if not _plan(connection)[1]:
        return
    connection.disable_constraint_checking()  # SQLite can't in a transaction, and Django's schema editor wants it off
    try:
        with atomic(using=alias, durable=True):
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
            executor, plan = _plan(connection)
            if plan:
                executor.migrate([node for node in executor.loader.graph.leaf_nodes() if node[0] == APP])
    finally:
        connection.enable_constraint_checking()


def _plan(connection: BaseDatabaseWrapper) -> tuple[MigrationExecutor, bool]:
    """Django's executor, and whether there is something to do.

    Raises:
        VaultProblem: a newer release was here.
    """
    executor = MigrationExecutor(connection)
    applied = {name for name in executor.loader.applied_migrations if name[0] == APP}
    ours = {name for name in executor.loader.disk_migrations if name[0] == APP}
    if applied - ours:
        raise VaultProblem("newer_release")
    return executor, bool(ours - applied)


def _alias(wanted: dict[str, Any]) -> str:
    known = connections.settings
    for alias, there in known.items():
        if all(str(there.get(part) or "") == str(wanted.get(part) or "") for part in _SAME):
            return str(alias)
    alias = f"{APP} {wanted['NAME']}"
    known[alias] = connections.configure_settings({"default": wanted})["default"]
    return alias
