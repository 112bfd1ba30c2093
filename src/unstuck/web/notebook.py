"""What does a person write into: a sealed vault, or loose pages in memory that are not kept yet?

A first run and an invented person are loose pages: nothing of them touches the disk. Once there is something to keep,
they are written into a vault. Both offer the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Protocol

from unstuck.readout import Readout, assess
from unstuck.story import Story
from unstuck.vault import stories
from unstuck.vault.destroying import destroy_everything
from unstuck.vault.entries import Entry, as_text, new_id
from unstuck.vault.problems import VaultProblem
from unstuck.vault.unlocked import IDLE
from unstuck.vault.vault import Vault

SETTINGS = "app.settings"
IDLE_MINUTES = (5, 10, 30, 60)
"""How long a person can have it stay open when nobody does anything."""


class Pages(Protocol):
    """Entries that can be read, added, corrected and destroyed: `Vault`, or `Loose`."""

    @property
    def locked(self) -> bool:
        """Whether nothing can be read any more."""

    def lock(self) -> None:
        """Let go of everything that is open."""

    def entries(self, kind: str | None = None) -> tuple[Entry, ...]:
        """The newest version of every entry, or of every entry of a kind, in order."""

    def entry(self, entry_id: str) -> Entry:
        """One entry; raises `VaultProblem` (`no_entry`)."""

    def story(self) -> Story:
        """The story they tell."""

    def unfit(self) -> tuple[str, ...]:
        """Ids of entries that are no part of the story."""

    def append(self, kind: str, value: Any) -> str:  # noqa: ANN401 - what JSON holds
        """Add an entry; gives its id. Raises `Unreadable` where it is no part of a story."""

    def append_all(self, records: Sequence[tuple[str, Any]]) -> tuple[str, ...]:
        """Add several, all or none."""

    def correct(self, entry_id: str, value: Any, *, seen: int) -> None:  # noqa: ANN401 - what JSON holds
        """Put a newer version; raises `VaultProblem` (`changed_elsewhere`) unless `seen` is the newest."""

    def destroy(self, *entry_ids: str) -> None:
        """Destroy entries; `undo` brings them back until `forget_destroyed`."""

    def undo(self, *entry_ids: str) -> None:
        """Bring back what was destroyed."""

    def forget_destroyed(self) -> None:
        """Let go of what was destroyed."""

    def write_story(self, story: Story, *, instead: bool = False) -> None:
        """Write a whole story, all or nothing."""

    def draft(self, name: str) -> str:
        """What was half written under a name, "" when nothing."""

    def keep_draft(self, name: str, text: str) -> None:
        """Keep what is half written, instead of what was; "" lets go of it."""


class Loose:
    """Entries in memory alone."""

    def __init__(self, story: Story | None = None) -> None:
        self.locked = False
        self._entries: dict[str, Entry] = {}
        self._destroyed: dict[str, Entry] = {}
        self._drafts: dict[str, str] = {}
        if story is not None:
            self.write_story(story)

    def lock(self) -> None:
        """Forget everything."""
        self.locked = True
        for held in (self._entries, self._destroyed, self._drafts):
            held.clear()

    def entries(self, kind: str | None = None) -> tuple[Entry, ...]:
        """Every entry, or every entry of a kind, in order."""
        found = sorted(self._entries.values(), key=lambda entry: entry.position)
        return tuple(entry for entry in found if kind is None or entry.kind == kind)

    def entry(self, entry_id: str) -> Entry:
        """One entry; raises `VaultProblem` (`no_entry`)."""
        try:
            return self._entries[entry_id]
        except KeyError:
            raise VaultProblem("no_entry") from None

    def story(self) -> Story:
        """The story they tell."""
        return stories.gather(self.entries()).story

    def unfit(self) -> tuple[str, ...]:
        """Ids of entries that are no part of the story."""
        return stories.gather(self.entries()).unfit

    def append(self, kind: str, value: Any) -> str:  # noqa: ANN401 - what JSON holds
        """Add an entry; gives its id. Raises `Unreadable` where it is no part of a story."""
        return self.append_all([(kind, value)])[0]

    def append_all(self, records: Sequence[tuple[str, Any]]) -> tuple[str, ...]:
        """Add several, all or none."""
        start = max((entry.position for entry in self._entries.values()), default=-1) + 1
        new = [
            Entry(new_id(), 1, position, kind, as_text(value)) for position, (kind, value) in enumerate(records, start)
        ]
        before = self.entries()
        for place, entry in enumerate(new):
            stories.refuse_unfit(entry.kind, entry.value, (*before, *new[:place], *new[place + 1 :]))
        self._entries |= {entry.id: entry for entry in new}
        return tuple(entry.id for entry in new)

    def correct(self, entry_id: str, value: Any, *, seen: int) -> None:  # noqa: ANN401 - what JSON holds
        """Put a newer version; raises `VaultProblem` (`changed_elsewhere`) unless `seen` is the newest."""
        old = self.entry(entry_id)
        if old.version != seen:
            raise VaultProblem("changed_elsewhere")
        stories.refuse_unfit(old.kind, value, [entry for entry in self.entries() if entry.id != entry_id])
        self._entries[entry_id] = old._replace(version=seen + 1, text=as_text(value))

    def destroy(self, *entry_ids: str) -> None:
        """Destroy entries; `undo` brings them back until `forget_destroyed`."""
        self._destroyed |= {name: self.entry(name) for name in entry_ids}
        for name in entry_ids:
            del self._entries[name]

    def undo(self, *entry_ids: str) -> None:
        """Bring back what was destroyed."""
        if not set(entry_ids) <= set(self._destroyed):
            raise VaultProblem("no_undo")
        self._entries |= {name: self._destroyed.pop(name) for name in entry_ids}

    def forget_destroyed(self) -> None:
        """Let go of what was destroyed."""
        self._destroyed.clear()

    def write_story(self, story: Story, *, instead: bool = False) -> None:
        """Write a whole story, all or nothing."""
        there = [entry.id for entry in self.entries() if not entry.kind.startswith(stories.APP)]
        if there and not instead:
            raise VaultProblem("not_empty")
        for name in there:
            del self._entries[name]
        self.append_all(tuple(stories.records(story)))

    def draft(self, name: str) -> str:
        """What was half written under a name, "" when nothing."""
        return self._drafts.get(name, "")

    def keep_draft(self, name: str, text: str) -> None:
        """Keep what is half written, instead of what was; "" lets go of it."""
        self._drafts[name] = text

    def into_vault(self, folder: Path, passphrase: str | None) -> tuple[Vault, str]:
        """A vault with everything that is written here, and its recovery code; these pages stay as they are.

        Raises:
            VaultProblem: it can't be made; then there is no vault.
        """
        vault, code = Vault.create(folder, passphrase, entries=self.entries())
        try:
            for name, text in self._drafts.items():
                if text:
                    vault.keep_draft(name, text)
        except VaultProblem:
            vault.lock()
            destroy_everything(folder)
            raise
        return vault, code


@dataclass(slots=True)
class Notebook:
    """What a browser has open.

    Attributes:
        pages: where the entries are.
        kept: whether they rest in a vault; loose pages go when the window is left.
        demo: the name of the invented person whose pages these are, "" for a person's own.
        day: the day it is in these pages, None for the real one.
        therapy: the therapy the person chose to look at, None for the current one.
        asked: what this sitting of the interview has asked, answered or skipped.
        undoable: what was deleted and can be brought back until another page is shown.
        code: the recovery code of a new vault, until the person says that it is written down.
        under: what was open before an invented person was looked at.
    """

    pages: Pages
    kept: bool = False
    demo: str = ""
    day: date | None = None
    therapy: str | None = None
    asked: list[str] = field(default_factory=list)
    undoable: tuple[str, ...] = ()
    code: str = field(default="", repr=False)
    under: Notebook | None = field(default=None, repr=False)
    clock: Callable[[], date] = date.today
    _answer: tuple[Story, date, str | None, Readout] | None = field(default=None, repr=False)

    @property
    def locked(self) -> bool:
        """Whether nothing can be read any more."""
        return self.pages.locked

    def lock(self) -> None:
        """Let go of everything that is open."""
        self._answer = None
        self.code = ""
        self.asked.clear()
        self.pages.lock()
        if self.under is not None:
            self.under.lock()

    def look_at(self, name: str, story: Story, day: date) -> None:
        """Have the pages of an invented person on top, on their own day."""
        under = self.under if self.demo else replace(self)
        self._become(Notebook(Loose(story), demo=name, day=day, under=under))

    def look_away(self) -> None:
        """Be done with an invented person, and have open again what was before; else nothing."""
        if self.under is None:
            self.lock()
        else:
            self._become(self.under)

    def _become(self, other: Notebook) -> None:
        for one in fields(self):
            setattr(self, one.name, getattr(other, one.name))

    @property
    def today(self) -> date:
        """The day it is in these pages."""
        return self.day or self.clock()

    @property
    def story(self) -> Story:
        """The story they tell."""
        return self.pages.story()

    def answer(self) -> Readout:
        """The read-out of today, made anew only when something changed."""
        story, today = self.story, self.today
        therapy = self.therapy if any(x.id == self.therapy and x.started <= today for x in story.therapies) else None
        if self._answer is None or self._answer[:3] != (story, today, therapy):
            self._answer = (story, today, therapy, assess(story, today, therapy))
        return self._answer[3]

    @property
    def settings(self) -> dict[str, Any]:
        """What the person set for the app; empty when nothing."""
        found = self.pages.entries(SETTINGS)
        return dict(found[-1].value) if found else {}

    @property
    def idle(self) -> timedelta:
        """How long it stays open when nobody does anything."""
        minutes = self.settings.get("idle")
        return timedelta(minutes=minutes) if minutes in IDLE_MINUTES else IDLE

    def forget_destroyed(self) -> None:
        """Let go of what was deleted: the page with the undo was left."""
        self.undoable = ()
        self.pages.forget_destroyed()

    def set(self, **changes: Any) -> None:  # noqa: ANN401 - what JSON holds
        """Change settings; those not named stay as they are."""
        found = self.pages.entries(SETTINGS)
        if found:
            self.pages.correct(found[-1].id, {**found[-1].value, **changes}, seen=found[-1].version)
        else:
            self.pages.append(SETTINGS, changes)

    def set_about(self, **changes: Any) -> None:  # noqa: ANN401 - what JSON holds
        """Change what is known of the person; None takes something away."""
        found = self.pages.entries(stories.ABOUT)
        old = dict(found[-1].value) if found else {}
        new = {name: value for name, value in {**old, **changes}.items() if value is not None}
        if found:
            self.pages.correct(found[-1].id, new, seen=found[-1].version)
        else:
            self.pages.append(stories.ABOUT, new)
