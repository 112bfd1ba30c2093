"""What can be done with a person's entries, and by whom?

    vault, code = Vault.create(folder, "correct horse")      # show the code once
    vault.append("notes", {"date": "2026-02-03", "text": "Slept five nights."})
    vault.story()
    vault.lock()
    vault = Vault.open_with_passphrase(folder, "correct horse")

Every method may raise `VaultProblem`: `locked` once the vault is locked, `no_vault` once it was destroyed elsewhere,
`key_changed` once it was sealed anew elsewhere, and whatever the machine says (disk full, read-only, busy). What a
method that writes has returned from is on the disk.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from unstuck.story import Story
from unstuck.vault import automatic, copies, device, half_written, opening, rewrapping, store, stories
from unstuck.vault.entries import Entry, Row, as_text, disclose, new_id
from unstuck.vault.keys import STANDARD, Cost, Way, cost_of
from unstuck.vault.manifest import Contents, Finding, Root, belonging, check
from unstuck.vault.memory import Change, Memory, Opened
from unstuck.vault.problems import VaultProblem
from unstuck.vault.seal import Key, new_key
from unstuck.vault.store import Snapshot, Store
from unstuck.vault.writing import Piece, fresh, pages_with, piece, plan, rebuilt


class Vault:
    """One person's vault, open until `lock`. Safe to share between threads.

    Attributes:
        folder: the person's data folder.
        owner: the vault's random name.
        opened_by: which way it was opened.
        backup_problem: why the last automatic backup failed, None when it didn't.
    """

    def __init__(self, rows: Store, key: Key, opened_by: Way) -> None:
        self.folder = rows.place
        self.owner = rows.owner
        self.opened_by = opened_by
        self.backup_problem: VaultProblem | None = None
        self._memory = Memory(rows, key)
        self._tidy(self._memory.unlocked())

    @classmethod
    def create(
        cls, folder: Path, passphrase: str | None, cost: Cost = STANDARD, *, entries: Sequence[Entry] = ()
    ) -> tuple[Vault, str]:
        """A new vault in a folder and its recovery code, which is shown once and kept nowhere.

        Without a passphrase the vault opens on this device by itself: see `device`.

        Parameters:
            entries: what was written before there was a vault; it is there with all of them, or not at all.
        """
        key, owner = new_key(), new_id()
        code_wrap, code = opening.for_new_code(key, owner)
        pieces = [piece(key, owner, entry) for entry in entries]
        fits = not stories.gather(entries).unfit
        begun = Root(counter=0 if pieces else -1)  # an empty vault was never written to: no backup of it is kept
        known = {entry.id: entry for entry in entries}
        first = plan(key, owner, Contents(begun, {}, {}), pieces, (), entries=known, fits=fits)
        try:
            wrap = opening.for_passphrase(key, owner, passphrase, cost)
            ways = {wrap.way: wrap, code_wrap.way: code_wrap}
            rows = store.begin(folder, owner, Snapshot(first.root, first.pages, first.rows, ways))
        except VaultProblem:
            if passphrase is None:
                device.forget(owner)
            raise
        return cls(rows, key, wrap.way), code

    @classmethod
    def open_with_passphrase(cls, folder: Path, passphrase: str, cost: Cost = STANDARD) -> Vault:
        """The vault in a folder. A passphrase that cost less than `cost` to try is made to cost that from now on."""
        rows = store.find(folder)
        wraps = rows.wraps()
        vault = cls(rows, opening.with_passphrase(wraps, rows.owner, passphrase, cost), "passphrase")
        if cost.grew_from(cost_of(wraps["passphrase"])):
            with suppress(VaultProblem):  # it opened; the next time tries again
                vault.change_passphrase(passphrase, current=passphrase, cost=cost)
        return vault

    @classmethod
    def open_with_recovery_code(cls, folder: Path, code: str) -> Vault:
        """The vault in a folder; a new passphrase can then be set without the old one."""
        rows = store.find(folder)
        return cls(rows, opening.with_recovery_code(rows.wraps(), rows.owner, code), "recovery_code")

    @classmethod
    def open_on_this_device(cls, folder: Path) -> Vault:
        """The vault in a folder, where it opens without a passphrase."""
        rows = store.find(folder)
        return cls(rows, opening.on_this_device(rows.wraps(), rows.owner), "device")

    @staticmethod
    def ways(folder: Path) -> frozenset[Way]:
        """How the vault in a folder can be opened."""
        return frozenset(store.find(folder).wraps())

    @property
    def locked(self) -> bool:
        """Whether the key is gone from memory."""
        return self._memory.empty

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is not as the person left it: damaged, missing or put back entries."""
        with self._memory.lock:
            return self._memory.current().contents.findings

    def entries(self, kind: str | None = None) -> tuple[Entry, ...]:
        """The newest version of every entry, or of every entry of a kind, in order."""
        with self._memory.lock:
            found = self._memory.current().contents.entries.values()
            return tuple(entry for entry in found if kind is None or entry.kind == kind)

    def entry(self, entry_id: str) -> Entry:
        """One entry in its newest version.

        Raises:
            VaultProblem: `no_entry`: this vault has none of that id that can be read.
        """
        with self._memory.lock:
            return _known(self._memory.current().contents, entry_id)

    def history(self, entry_id: str) -> tuple[Entry, ...]:
        """All readable versions of an entry, oldest first; none of an id this vault doesn't have."""
        with self._memory.lock:
            opened = self._memory.current()
            good = belonging(opened.key, self.owner, opened.contents, self._memory.rows.rows_of([entry_id]))
            versions = (disclose(opened.key, self.owner, row) for row in good)
            return tuple(sorted(versions, key=lambda entry: entry.version))

    def story(self) -> Story:
        """The story that the entries tell, without those that are `unfit`."""
        with self._memory.lock:
            return self._memory.gathered().story

    def unfit(self) -> tuple[str, ...]:
        """Ids of entries that are no part of the story, such as a rating of a destroyed goal; they are kept."""
        with self._memory.lock:
            return self._memory.gathered().unfit

    def append(self, kind: str, value: Any) -> str:  # noqa: ANN401 - what JSON holds
        """Add an entry at the end; gives its id.

        Raises:
            Unreadable: the value is no part of a story (kinds that start with "app." may hold anything).
        """
        return self.append_all([(kind, value)])[0]

    def append_all(self, records: Sequence[tuple[str, Any]]) -> tuple[str, ...]:
        """Add several entries at the end, all or none; gives their ids. Raises as `append`."""

        def change(opened: Opened) -> Change:
            known = list(opened.contents.entries.values())
            for kind, value in records:
                stories.refuse_unfit(kind, value, known)
                known += [Entry(new_id(), 1, 0, kind, as_text(value))] if kind in stories.FRAME else []
            return self._fresh(opened, records), ()

        with self._memory.lock:
            put, _ = self._memory.write(change)
        return tuple(each.entry.id for each in put if each.entry is not None)

    def correct(self, entry_id: str, value: Any, *, seen: int) -> None:  # noqa: ANN401 - what JSON holds
        """Put a newer version of an entry; the older ones are kept until it is destroyed.

        Parameters:
            seen: the version the person was looking at.

        Raises:
            VaultProblem: `no_entry`; `changed_elsewhere`: there is a newer version, and nothing is replaced unseen.
            Unreadable: the value is no part of a story.
        """

        def change(opened: Opened) -> Change:
            old = _known(opened.contents, entry_id)
            if old.version != seen:
                raise VaultProblem("changed_elsewhere")
            others = [entry for entry in opened.contents.entries.values() if entry.id != entry_id]
            stories.refuse_unfit(old.kind, value, others)
            taken = {row.version for row in self._memory.rows.rows_of([entry_id])} | _listed(opened.contents, entry_id)
            return [piece(opened.key, self.owner, old._replace(version=max(taken) + 1, text=as_text(value)))], ()

        with self._memory.lock:
            self._memory.write(change)

    def destroy(self, *entry_ids: str) -> None:
        """Destroy entries with all their versions, readable or not; `undo` brings them back until `forget_destroyed`.

        Raises:
            VaultProblem: `no_entry`: this vault has none of that id; nothing was destroyed.
        """
        kept: dict[str, Piece] = {}

        def change(opened: Opened) -> Change:
            rows = self._memory.rows.rows_of(entry_ids)
            for name in entry_ids:
                kept[name] = _piece_of(opened.contents, name, [row for row in rows if row.id == name])
            return (), entry_ids

        with self._memory.lock:
            self._memory.write(change)
            self._memory.destroyed |= kept
            self._memory.rows.scrub()

    def undo(self, *entry_ids: str) -> None:
        """Bring back what `destroy` took.

        Raises:
            VaultProblem: `no_undo`: it was forgotten meanwhile, or never destroyed here.
        """
        with self._memory.lock:
            pieces = [self._memory.destroyed.get(name) for name in entry_ids]
            put = [each for each in pieces if each is not None]
            if len(put) != len(pieces):
                raise VaultProblem("no_undo")
            opened = self._memory.unlocked()
            self._memory.write(lambda _: (put, ()))
            rest = {name: each for name, each in self._memory.destroyed.items() if name not in entry_ids}
            self._memory.restart(opened.key)
            self._memory.destroyed |= rest

    def forget_destroyed(self) -> None:
        """Let go of what was destroyed: the page with the undo was left."""
        with self._memory.lock:
            self._memory.destroyed.clear()

    def draft(self, name: str) -> str:
        """What was half written under a name, "" when nothing."""
        with self._memory.lock:
            return half_written.drafts(self._memory).get(name, "")

    def keep_draft(self, name: str, text: str) -> None:
        """Keep what is half written, instead of what was; "" lets go of it."""
        with self._memory.lock:
            half_written.keep(self._memory, name, text)

    def write_story(self, story: Story, *, instead: bool = False) -> None:
        """Write a whole story, all or nothing, into an empty vault or instead of the one that is there.

        Raises:
            VaultProblem: `not_empty`: there is a story, and this one is not to stand instead.
        """
        records = list(stories.records(story))

        def change(opened: Opened) -> Change:
            found = opened.contents.entries.values()
            there = [entry.id for entry in found if not entry.kind.startswith(stories.APP)]
            if there and not instead:
                raise VaultProblem("not_empty")
            return self._fresh(opened, records), there

        with self._memory.lock:
            self._memory.write(change)
            self._memory.rows.scrub()

    def accept(self) -> None:
        """Go on with what is there: what is gone is no longer missed; what doesn't open stays and is reported."""
        with self._memory.lock:
            opened, rows = self._memory.unlocked(), self._memory.rows
            with rows.writing() as root:
                snapshot = rows.everything(root)
                contents = check(opened.key, self.owner, snapshot.root, snapshot.pages, snapshot.rows)
                mine = belonging(opened.key, self.owner, contents, snapshot.rows)
                old = contents.root or opened.contents.root or Root()
                rows.put_list(*rebuilt(opened.key, self.owner, mine, replace(old, fits=False)))
            self._memory.restart(opened.key)

    def change_passphrase(self, passphrase: str | None, *, current: str | None = None, cost: Cost = STANDARD) -> None:
        """Open with another passphrase from now on, or with none on this device; no entry is sealed anew.

        Parameters:
            current: the passphrase until now, where there is one and the recovery code did not open the vault.

        Raises:
            VaultProblem: `wrong_passphrase`, `empty_passphrase`.
        """
        with self._memory.lock:
            self._prove(current, cost)
            rewrapping.change_passphrase(self._memory, passphrase, cost)
            self._tidy(self._memory.unlocked())

    def renew_recovery_code(self, *, current: str | None = None, cost: Cost = STANDARD) -> str:
        """A new recovery code, shown once; the old one opens nothing any more. `current` as in `change_passphrase`."""
        with self._memory.lock:
            self._prove(current, cost)
            code = rewrapping.renew_recovery_code(self._memory)
            self._tidy(self._memory.unlocked())
            return code

    def rekey(self, passphrase: str | None = None, *, cost: Cost = STANDARD) -> str:
        """Seal everything anew under a new data key; gives the new recovery code, shown once.

        Parameters:
            passphrase: the one that opens the vault, and still will; None where it opens on this device.

        Raises:
            VaultProblem: `wrong_passphrase`; `list_damaged`: what is missing or damaged has to be accepted first.
        """
        with self._memory.lock:
            rewrapping.prove(self._memory, passphrase, cost)
            code = rewrapping.rekey(self._memory, passphrase, cost)
            self._tidy(self._memory.unlocked())
            return code

    def backup(self, path: Path) -> None:
        """Write the whole vault, sealed, into one new file; the vault may be in use, and may be locked.

        Raises:
            VaultProblem: `file_exists`, or what the machine says; then there is no file.
        """
        copies.write(self._memory.rows, path)

    def sealed(self) -> bytes:
        """The same as the bytes of such a file; nothing of it stays on the disk. Raises as `backup`."""
        return copies.content(self._memory.rows)

    def lock(self) -> None:
        """Forget the key and everything that was opened; then see to the automatic backup."""
        with self._memory.lock:
            opened = self._memory.forget()
        if opened is not None:
            self._tidy(opened)
            self._memory.rows.close()

    def _fresh(self, opened: Opened, records: Sequence[tuple[str, Any]]) -> list[Piece]:
        root = opened.contents.root
        return fresh(opened.key, self.owner, root.next_position if root else 0, records)

    def _prove(self, current: str | None, cost: Cost) -> None:
        if self.opened_by != "recovery_code":
            rewrapping.prove(self._memory, current, cost)

    def _tidy(self, opened: Opened) -> None:
        """Leave nothing of what is over, and see to the automatic backup."""
        self._memory.rows.scrub()
        self.backup_problem = automatic.problem_keeping(self._memory.rows, opened.contents, opened.root)


def _known(contents: Contents, entry_id: str) -> Entry:
    try:
        return contents.entries[entry_id]
    except KeyError:
        raise VaultProblem("no_entry") from None


def _listed(contents: Contents, entry_id: str) -> set[int]:
    """The versions of an entry that belong here, found or not."""
    numbers = pages_with(contents, entry_id)
    return {version for number in numbers for name, version in contents.pages[number] or () if name == entry_id}


def _piece_of(contents: Contents, entry_id: str, rows: Sequence[Row]) -> Piece:
    """Everything there is of an entry, to be put back as it was."""
    numbers = pages_with(contents, entry_id)
    if not rows and not numbers:
        raise VaultProblem("no_entry")
    number = numbers[0] if numbers else 0  # one that is listed nowhere
    listing = contents.pages.get(number) or {}
    mine = {item: found for item, found in listing.items() if item[0] == entry_id}
    return Piece(number, mine, rows, contents.entries.get(entry_id))
