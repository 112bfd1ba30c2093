"""How is a vault destroyed, so that it is really gone, and what is out of reach?"""

from __future__ import annotations

from pathlib import Path

from unstuck.vault import automatic, device, store
from unstuck.vault.connecting import alias_of, file_of
from unstuck.vault.places import (
    BACKUPS,
    BESIDE_DATABASE,
    FACE,
    HALF_WRITTEN,
    OWNER,
    RESTORING,
    settle,
    wipe,
)
from unstuck.vault.problems import VaultProblem, plainly
from unstuck.vault.store import let_go

OUT_OF_REACH = ("old_backups", "exports", "disk", "synchronised")
ON_A_SERVER = "server"


def destroy_everything(folder: Path) -> tuple[str, ...]:
    """Destroy the vault in a folder: first what opens it, then every file of it. No passphrase is needed.

    Stopped half-way, it can be called again. What else lies in the folder stays there.

    Returns:
        The ids of what could not be reached (`out_of_reach` in `vault.toml`): to be said.

    Raises:
        VaultProblem: `no_vault`, or what the machine says.
    """
    file = file_of(alias_of(folder))
    _destroy_rows(folder, on_disk=file is not None and file.exists())
    with plainly(folder):
        if (folder / OWNER).exists():
            device.forget((folder / OWNER).read_text(encoding="ascii", errors="replace").strip())
        for path in _files(folder, file):
            wipe(path)
        for emptied in (folder / BACKUPS, folder):
            if emptied.is_dir() and not any(emptied.iterdir()):
                emptied.rmdir()
        if folder.exists():
            settle(folder)
    return OUT_OF_REACH if file is not None else (*OUT_OF_REACH, ON_A_SERVER)


def _destroy_rows(folder: Path, *, on_disk: bool) -> None:
    """Keys, then entries, where the database still answers; a file that doesn't is wiped whole afterwards."""
    try:
        rows = store.find(folder)
        with rows.writing():
            rows.put_wraps({})
        rows.scrub()
        device.forget(rows.owner)
        with rows.writing():
            rows.remove()
        rows.scrub()
    except VaultProblem as problem:
        if problem.id not in {"file_damaged", "newer_release", "no_vault"} or not (on_disk or _left(folder)):
            raise
    let_go(alias_of(folder))


def _left(folder: Path) -> bool:
    return (folder / OWNER).exists() or bool(automatic.kept(folder))


def _files(folder: Path, file: Path | None) -> list[Path]:
    """All files of a vault: those that hold wrapped keys first, the name it is found by last."""
    beside = [file.with_name(file.name + ending) for ending in BESIDE_DATABASE] if file else []
    aside = sorted(folder.glob(f"{file.name}.damaged-*")) if file else []
    parts = sorted([*(folder / BACKUPS).glob("*.part*"), *folder.glob(f"{RESTORING}*")])
    found = [*automatic.kept(folder), *parts, *aside, *beside, folder / HALF_WRITTEN, folder / FACE, folder / OWNER]
    return [path for path in found if path.exists()]
