"""Is there a recent copy, should the file be damaged? Automatic backups beside the vault: few, and never in silence.

One a day is kept, of the last five days that had one. As soon as something was destroyed, or a key was changed,
older copies go, since they would still hold it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from unstuck.vault import copies
from unstuck.vault.manifest import Contents, Root
from unstuck.vault.places import BACKUPS, private_folder, wipe
from unstuck.vault.problems import VaultProblem, plainly
from unstuck.vault.seal import tag
from unstuck.vault.store import Store

DAYS = 5
ENDING = ".vault"


def problem_keeping(source: Store, contents: Contents, sealed_root: bytes) -> VaultProblem | None:
    """See to it that there is a copy of the vault as it is, and not more of the older ones than needed.

    A damaged vault is not copied, so that no good copy makes room for it. Gives why there is none, or None.
    """
    if contents.root is None or contents.findings:
        return VaultProblem("no_copy_of_damage", place=str(source.place / BACKUPS))
    try:
        if contents.root.counter:
            _keep(source, contents.root, sealed_root)
    except VaultProblem as problem:
        return VaultProblem(problem.id, **problem.blanks)  # without what was in memory when it was raised
    return None


def kept(folder: Path) -> tuple[Path, ...]:
    """The automatic backups in a person's folder, oldest first."""
    return tuple(sorted((folder / BACKUPS).glob(f"*{ENDING}"), key=lambda path: (path.stat().st_mtime_ns, path.name)))


def _keep(source: Store, root: Root, sealed_root: bytes) -> None:
    source.root()  # a vault that is gone gets no folder for its backups
    folder = source.place / BACKUPS
    path = folder / f"{root.counter:012d}-{tag(sealed_root)[:4].hex()}{ENDING}"
    with plainly(folder):
        private_folder(folder)
        if not path.exists():
            copies.write(source, path)
        for old in set(kept(source.place)) - _worth_keeping(source.place, root.destroyed_at):
            wipe(old)


def _worth_keeping(folder: Path, destroyed_at: int) -> set[Path]:
    of_day: dict[str, Path] = {}
    for path in kept(folder):
        if int(path.name.split("-")[0]) >= destroyed_at:
            day = datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()
            of_day[day] = path
    return {of_day[day] for day in sorted(of_day)[-DAYS:]}
