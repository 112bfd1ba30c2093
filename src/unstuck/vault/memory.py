"""What is in memory while a vault is open, how does it follow what is on the disk, and how does a change get there?"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from threading import RLock

from unstuck.vault import stories
from unstuck.vault.entries import Entry
from unstuck.vault.manifest import Contents, Finding, check
from unstuck.vault.problems import VaultProblem
from unstuck.vault.seal import Key, key_id
from unstuck.vault.store import Snapshot, Store
from unstuck.vault.stories import Gathered
from unstuck.vault.writing import Piece, entries_after, plan

Change = tuple[Sequence[Piece], Collection[str]]
"""What to put, and the ids of what to take away."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A vault's key, and all that it opened.

    Attributes:
        contents: what the vault holds.
        root: the sealed root it was read from; another one on the disk means that something was written since.
        gathered: the story, once it was asked for.
    """

    key: Key
    contents: Contents
    root: bytes = field(repr=False)
    gathered: Gathered | None = field(default=None, repr=False)

    @property
    def fits(self) -> bool:
        """Whether the entries are known to make one story."""
        return self.contents.root is not None and self.contents.root.fits and not self.contents.findings


class Memory:
    """The opened vault, until it is forgotten. Who holds `lock` may use it; two windows take turns.

    Attributes:
        rows: where the sealed rows rest.
        lock: held during every use.
        destroyed: what was destroyed and can still be brought back, by id.
    """

    def __init__(self, rows: Store, key: Key) -> None:
        self.rows = rows
        self.lock = RLock()
        self.destroyed: dict[str, Piece] = {}
        self._opened: Opened | None = self._read(key, rows.snapshot())

    @property
    def empty(self) -> bool:
        """Whether everything has been forgotten."""
        return self._opened is None

    def unlocked(self) -> Opened:
        """What was read last.

        Raises:
            VaultProblem: `locked`.
        """
        if self._opened is None:
            raise VaultProblem("locked")
        return self._opened

    def current(self) -> Opened:
        """What is on the disk now; what was read last where a damaged file gives no more.

        Raises:
            VaultProblem: `locked`, `no_vault`, `key_changed`, or what the machine says.
        """
        opened = self.unlocked()
        try:
            if self.rows.root() == opened.root:
                return opened
            return self._follow(opened, self.rows.snapshot())
        except VaultProblem as problem:
            if problem.id != "file_damaged":
                raise
            return opened

    def write(self, change: Callable[[Opened], Change]) -> Change:
        """Make a change to what is on the disk now, all or nothing; when this returns it is there to stay.

        Raises:
            VaultProblem: as `current`, what `change` raises, or `list_damaged`.
        """
        opened = self.unlocked()
        with self.rows.writing() as root:
            if root != opened.root:
                opened = self._follow(opened, self.rows.everything(root))
            put, remove = change(opened)
            entries = entries_after(opened.contents, put, remove)
            gathered = _looked_at_again(opened, entries, put, remove)
            fits = gathered is None or not gathered.unfit
            planned = plan(opened.key, self.rows.owner, opened.contents, put, remove, entries=entries, fits=fits)
            self.rows.apply(planned.root, planned.pages, planned.rows, planned.removed)
        self._opened = Opened(opened.key, planned.after, planned.root, gathered)
        return put, remove

    def gathered(self) -> Gathered:
        """The story on the disk now. Raises as `current`."""
        opened = self.current()
        if opened.gathered is not None:
            return opened.gathered
        found = stories.gather(opened.contents.entries.values(), fits=opened.fits)
        self._opened = replace(opened, gathered=found)
        return found

    def restart(self, key: Key) -> None:
        """Read everything again, with this key; nothing can be brought back any more. Raises as `current`."""
        self.destroyed.clear()
        self._opened = self._read(key, self.rows.snapshot())

    def forget(self) -> Opened | None:
        """Let go of everything; gives what was there, for the last time."""
        opened, self._opened = self._opened, None
        self.destroyed.clear()
        return opened

    def _follow(self, opened: Opened, snapshot: Snapshot) -> Opened:
        if key_id(snapshot.root) != opened.key.id:
            self.forget()
            raise VaultProblem("key_changed")
        self._opened = self._read(opened.key, snapshot)
        return self._opened

    def _read(self, key: Key, snapshot: Snapshot) -> Opened:
        contents = check(key, self.rows.owner, snapshot.root, snapshot.pages, snapshot.rows)
        if not snapshot.damaged and any(found.kind in {"missing", "older"} for found in contents.findings):
            one_by_one = self.rows.salvaged()
            if len(one_by_one.rows) > len(snapshot.rows):
                snapshot = one_by_one
                contents = check(key, self.rows.owner, snapshot.root, snapshot.pages, snapshot.rows)
        if snapshot.damaged:
            contents = replace(contents, findings=(Finding("file"), *contents.findings))
        return Opened(key, contents, snapshot.root)


def _looked_at_again(
    opened: Opened, entries: dict[str, Entry], put: Sequence[Piece], remove: Collection[str]
) -> Gathered | None:
    """The story after a change that may make other entries unfit; None when it can't, or only adds what was checked."""
    kinds = {opened.contents.entries[name].kind for name in remove if name in opened.contents.entries}
    kinds |= {each.entry.kind for each in put if each.entry is not None and each.entry.id in opened.contents.entries}
    if opened.fits and not kinds & stories.FRAME:
        return None
    return stories.gather(entries.values())
