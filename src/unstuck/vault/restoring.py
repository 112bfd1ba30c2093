"""How does a backup become a vault again, on this machine or another?"""

from __future__ import annotations

from pathlib import Path

from unstuck.vault import copies, opening, store
from unstuck.vault.connecting import alias_of, file_of
from unstuck.vault.keys import STANDARD, Cost, Way
from unstuck.vault.places import BESIDE_DATABASE
from unstuck.vault.problems import VaultProblem, plainly
from unstuck.vault.seal import Key
from unstuck.vault.store import Snapshot, Store
from unstuck.vault.vault import Vault


def ways(backup: Path, folder: Path) -> frozenset[Way]:
    """How a backup can be opened; `folder` is where it is looked at, and stays as it is.

    Raises:
        VaultProblem: it is no backup, a newer release wrote it, or the machine says no.
    """
    with copies.opened(backup, folder) as (_, snapshot):
        return frozenset(snapshot.wraps)


def restore(
    backup: Path,
    folder: Path,
    *,
    passphrase: str | None = None,
    recovery_code: str | None = None,
    instead: bool = False,
    cost: Cost = STANDARD,
) -> Vault:
    """The vault of a backup, put into a folder and opened; nothing is put before it has opened.

    Parameters:
        backup: the file `Vault.backup` wrote, or an automatic backup; it stays as it is.
        passphrase, recovery_code: one of them, as of the moment of the backup; with neither, the device's secret.
        instead: it takes the place of this person's vault in the folder. A damaged file there is set aside, not lost.

    Raises:
        VaultProblem: `already_a_vault`, `other_person`: the folder's vault is someone else's; `wrong_passphrase`,
            `wrong_code`, `not_on_this_device`, `newer_release`, or what the machine says.
    """
    with copies.opened(backup, folder) as (owner, snapshot):
        key, way = _key(snapshot, owner, passphrase, recovery_code, cost)
        rows = _put_instead(folder, owner, snapshot) if instead else store.begin(folder, owner, snapshot)
    return Vault(rows, key, way)


def restore_content(
    copy: bytes,
    folder: Path,
    *,
    passphrase: str | None = None,
    recovery_code: str | None = None,
    instead: bool = False,
    cost: Cost = STANDARD,
) -> Vault:
    """The same for the bytes of a backup. Raises as `restore`, and `no_backup`: it is none, or is damaged."""
    with copies.as_file(copy, folder) as file:
        return restore(file, folder, passphrase=passphrase, recovery_code=recovery_code, instead=instead, cost=cost)


def _key(
    snapshot: Snapshot, owner: str, passphrase: str | None, recovery_code: str | None, cost: Cost
) -> tuple[Key, Way]:
    if recovery_code is not None:
        return opening.with_recovery_code(snapshot.wraps, owner, recovery_code), "recovery_code"
    if passphrase is not None:
        return opening.with_passphrase(snapshot.wraps, owner, passphrase, cost), "passphrase"
    return opening.on_this_device(snapshot.wraps, owner), "device"


def _put_instead(folder: Path, owner: str, snapshot: Snapshot) -> Store:
    try:
        return _replaced(folder, owner, snapshot)
    except VaultProblem as problem:
        if problem.id == "file_damaged":
            _set_aside(folder)
        elif problem.id != "no_vault":
            raise
        return store.begin(folder, owner, snapshot)


def _replaced(folder: Path, owner: str, snapshot: Snapshot) -> Store:
    rows = store.find(folder)
    if rows.owner != owner:
        raise VaultProblem("other_person", place=str(folder))
    with rows.writing():
        rows.put_wraps(snapshot.wraps)
        rows.put_rows(snapshot)
    rows.scrub()
    return rows


def _set_aside(folder: Path) -> None:
    """Rename a damaged database file and what SQLite left beside it, the file itself last."""
    alias = alias_of(folder)
    file = file_of(alias)
    if file is None:
        raise VaultProblem("file_damaged", place=str(folder))
    store.let_go(alias)
    with plainly(folder):
        number = len(list(folder.glob(f"{file.name}.damaged-*")))
        for ending in reversed(BESIDE_DATABASE):
            beside = file.with_name(file.name + ending)
            if beside.exists():
                beside.rename(file.with_name(f"{file.name}.damaged-{number}{ending}"))
