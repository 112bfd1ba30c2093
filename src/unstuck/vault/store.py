"""Where do the sealed rows rest? The one module that asks a database; it holds no key and sees no plain text.

Every question names the owner. Reading and writing lock the owner's row first, so that two windows take turns:
on SQLite by an immediate transaction, on PostgreSQL by SELECT FOR UPDATE.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.db import DatabaseError, connections
from django.db.transaction import atomic

from unstuck.vault import configure
from unstuck.vault.connecting import alias_of, bring_up_to_date, file_of, make_file
from unstuck.vault.entries import Row, blob, row_from
from unstuck.vault.keys import Way, Wrap
from unstuck.vault.places import OWNER, private_folder, write_private
from unstuck.vault.problems import VaultProblem, plainly

configure.ready()  # models can only be imported from a Django that is

from unstuck.vault.models import HEX_ID, WAYS, Owner, Page, Sealed, Wrapped  # noqa: E402

if TYPE_CHECKING:
    from django.db.models import QuerySet

BATCH = 500
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All rows of one owner at one moment.

    Attributes:
        damaged: whether the database's own file is, and some rows could not even be fetched.
    """

    root: bytes = field(repr=False)
    pages: Mapping[int, bytes] = field(repr=False)
    rows: Sequence[Row] = field(repr=False)
    wraps: Mapping[Way, Wrap] = field(repr=False)
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class Store:
    """One owner's rows in one database.

    Attributes:
        place: the folder or file to name in problems.
        alias: Django's name for the connection.
        owner: whose rows.
    """

    place: Path
    alias: str
    owner: str

    def snapshot(self) -> Snapshot:
        """Everything at one moment; from a damaged file all that can still be fetched, one row after the other.

        Raises:
            VaultProblem: there is no such vault any more, or the machine says no.
        """
        try:
            with self.writing() as root:
                return self.everything(root)
        except VaultProblem as problem:
            if problem.id != "file_damaged":
                raise
        return self.salvaged()

    def salvaged(self) -> Snapshot:
        """All that can be fetched one row after the other, where a damaged index or page hides rows from a question.

        Raises:
            VaultProblem: the machine says no.
        """

        def last() -> int:
            return self._mine(Sealed).order_by("-row").values_list("row", flat=True).first() or 0

        none: tuple[Row, ...] = ()
        with self._asked():
            numbers = range(1, _try(last, 0) + 1)
            rows = [row for number in numbers for row in _try(partial(self._rows, row=number), none)]
            root = _try(lambda: self._root(Owner.objects.using(self.alias)), b"")
            return Snapshot(root, _try(self._pages, {}), rows, _try(self._wraps, {}), damaged=True)

    def everything(self, root: bytes) -> Snapshot:
        """Within `writing`: all rows, beside the root it gave."""
        return Snapshot(root, self._pages(), self._rows(), self._wraps())

    def rows_of(self, entries: Collection[str]) -> tuple[Row, ...]:
        """Every version of these entries.

        Raises:
            VaultProblem: the machine says no.
        """
        with self._asked():
            return self._rows(entry__in=entries)

    def wraps(self) -> Mapping[Way, Wrap]:
        """The wrapped data key, by the way that opens it.

        Raises:
            VaultProblem: the machine says no.
        """
        with self._asked():
            return self._wraps()

    def root(self) -> bytes:
        """The sealed root of the list of all that is there: it changes with every write.

        Raises:
            VaultProblem: there is no such vault any more, or the machine says no.
        """
        with self._asked():
            return self._root(Owner.objects.using(self.alias))

    @contextmanager
    def writing(self) -> Iterator[bytes]:
        """A transaction in which nobody else reads or writes this owner's rows; gives the sealed root.

        What was written is on the disk when the block is left, and nothing of it when the block fails.

        Raises:
            VaultProblem: there is no such vault any more, or the machine says no.
        """
        with self._asked(), atomic(using=self.alias, durable=True):
            yield self._root(Owner.objects.using(self.alias).select_for_update())

    def apply(
        self, root: bytes, pages: Mapping[int, bytes], rows: Sequence[Row], removed: Collection[str] = ()
    ) -> None:
        """Within `writing`: take entries away with all their versions, add rows, and put pages and root."""
        for name in removed:
            self._mine(Sealed).filter(entry=name).delete()
        self._add(rows)
        Page.objects.using(self.alias).bulk_create(
            (Page(owner_id=self.owner, number=number, sealed=sealed) for number, sealed in pages.items()),
            batch_size=BATCH,
            update_conflicts=True,
            update_fields=["sealed"],
            unique_fields=["owner", "number"],
        )
        Owner.objects.using(self.alias).filter(id=self.owner).update(root=root)

    def put_wraps(self, wraps: Mapping[Way, Wrap]) -> None:
        """Within `writing`: these ways open the vault, and no others."""
        self._mine(Wrapped).delete()
        Wrapped.objects.using(self.alias).bulk_create(
            Wrapped(owner_id=self.owner, way=wrap.way, parameters=wrap.parameters, sealed=wrap.sealed)
            for wrap in wraps.values()
        )

    def put_list(self, root: bytes, pages: Mapping[int, bytes]) -> None:
        """Within `writing`: this list, and no other."""
        self._mine(Page).delete()
        self.apply(root, pages, ())

    def put_rows(self, snapshot: Snapshot) -> None:
        """Within `writing`: these rows and this list, and no others."""
        self._mine(Sealed).delete()
        self._add(snapshot.rows)
        self.put_list(snapshot.root, snapshot.pages)

    def remove(self) -> None:
        """Within `writing`: nothing of this owner, keys first."""
        self._mine(Wrapped).delete()
        self._mine(Sealed).delete()
        self._mine(Page).delete()
        Owner.objects.using(self.alias).filter(id=self.owner).delete()

    def begin(self, snapshot: Snapshot) -> None:
        """Put a whole vault where there is none of this owner, all or nothing.

        Raises:
            VaultProblem: the machine says no.
        """
        with plainly(self.place), atomic(using=self.alias, durable=True):
            Owner.objects.using(self.alias).create(id=self.owner, root=snapshot.root)
            self.put_wraps(snapshot.wraps)
            self.put_rows(snapshot)

    def scrub(self) -> None:
        """Leave nothing of what was deleted in SQLite's log; while another window reads, that is left to the next."""
        file = file_of(self.alias)
        if file is not None and file.exists():
            with suppress(DatabaseError), connections[self.alias].cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Let go of this thread's connection."""
        let_go(self.alias)

    @contextmanager
    def _asked(self) -> Iterator[None]:
        """Say plainly what goes wrong; a file that is gone is not made anew by looking for it."""
        with plainly(self.place):
            file = file_of(self.alias)
            if file is not None and not file.exists():
                raise VaultProblem("no_vault", place=str(self.place))
            yield

    def _mine(self, model: type[Any]) -> QuerySet[Any]:
        return cast("QuerySet[Any]", model.objects.using(self.alias).filter(owner_id=self.owner))

    def _root(self, owners: QuerySet[Owner]) -> bytes:
        found = owners.filter(id=self.owner).values_list("root", flat=True).first()
        if found is None:
            raise VaultProblem("no_vault", place=str(self.place))
        return blob(found)

    def _wraps(self) -> dict[Way, Wrap]:
        cells = self._mine(Wrapped).values_list("way", "parameters", "sealed")
        return {way: Wrap(way, str(parameters), blob(sealed)) for way, parameters, sealed in cells if way in WAYS}

    def _pages(self) -> dict[int, bytes]:
        cells = self._mine(Page).values_list("number", "sealed")
        return {number: blob(sealed) for number, sealed in cells if type(number) is int}

    def _rows(self, **only: object) -> tuple[Row, ...]:
        cells = self._mine(Sealed).filter(**only).values_list("entry", "version", "position", "sealed")
        return tuple(map(row_from, cells))

    def _add(self, rows: Sequence[Row]) -> None:
        made = (
            Sealed(owner_id=self.owner, entry=row.id, version=row.version, position=row.position, sealed=row.sealed)
            for row in rows
            if _fits(row)
        )
        Sealed.objects.using(self.alias).bulk_create(made, batch_size=BATCH)


def begin(folder: Path, owner: str, snapshot: Snapshot) -> Store:
    """Put a new vault into a folder, and make the folder where there is none.

    Raises:
        VaultProblem: the folder holds a vault already, or the machine says no.
    """
    with plainly(folder):
        private_folder(folder)
        alias = alias_of(folder)
        make_file(alias)
        bring_up_to_date(alias)
        if _owner_in(folder, alias) is not None:
            raise VaultProblem("already_a_vault", place=str(folder))
        # First the name, then the rows: a vault that was begun can always be found again.
        write_private(folder / OWNER, owner.encode())
        store = Store(folder, alias, owner)
        store.begin(snapshot)
    return store


def find(folder: Path) -> Store:
    """The store of the vault in a folder, its tables those of this release.

    Raises:
        VaultProblem: there is none, a newer release made it, or the machine says no.
    """
    alias = alias_of(folder)
    file = file_of(alias)
    with plainly(folder):
        there = file is None or file.exists()
        if there:
            bring_up_to_date(alias)
        owner = _owner_in(folder, alias) if there else None
    if owner is None:
        raise VaultProblem("no_vault", place=str(folder))
    return Store(folder, alias, owner)


def let_go(alias: str) -> None:
    """Close this thread's connection to a database."""
    connections[alias].close()


def only(place: Path, alias: str) -> Store:
    """The store of the one vault in a database.

    Raises:
        VaultProblem: there is none, or more than one.
    """
    owners = list(Owner.objects.using(alias).values_list("id", flat=True)[:2])
    if len(owners) != 1:
        raise VaultProblem("no_vault", place=str(place))
    return Store(place, alias, owners[0])


def _owner_in(folder: Path, alias: str) -> str | None:
    """The owner the folder names, if the database has rows of theirs; without a name, the only one of SQLite's file."""
    owners = Owner.objects.using(alias)
    name = folder / OWNER
    if name.exists():
        return (
            owners.filter(id=name.read_text(encoding="ascii", errors="replace").strip())
            .values_list("id", flat=True)
            .first()
        )
    found = list(owners.values_list("id", flat=True)[:2]) if file_of(alias) else []
    return found[0] if len(found) == 1 else None


def _fits(row: Row) -> bool:
    """Whether our tables take a row; what else a changed database holds opens nowhere, and stays behind."""
    numbers = type(row.version) is int and row.version >= 1 and type(row.position) is int and row.position >= 0
    return numbers and type(row.id) is str and len(row.id) <= HEX_ID


def _try(ask: Callable[[], Found], otherwise: Found) -> Found:
    try:
        return ask()
    except (DatabaseError, UnicodeError):
        return otherwise
