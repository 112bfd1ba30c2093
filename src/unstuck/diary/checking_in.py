"""Where does a check-in belong: to which therapy, to which session, and does help come first after it?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from unstuck.measures import ids
from unstuck.readout import Readout
from unstuck.record import current_therapy
from unstuck.safety.notes import read_note
from unstuck.safety.rules import SEVERITY
from unstuck.story import Story
from unstuck.story.models import Therapy
from unstuck.vault.entries import Entry

OWN_MEASURE = "checkin"
BEFORE = frozenset({"date", "therapy", "before"})
"""What is known of a session before it."""

Value = dict[str, Any]
Missing = Literal["none", "later", "ended"]


@dataclass(frozen=True, slots=True)
class Place:
    """Which therapy a session of a day belongs to.

    Attributes:
        therapy: the one that ran on that day, None when none did.
        missing: why none did: none is written down, the next one starts "later", or all have "ended" before.
        near: the one that starts later, or that ended last.
    """

    therapy: Therapy | None
    missing: Missing | None = None
    near: Therapy | None = None


def place(story: Story, day: date, chosen: str | None = None) -> Place:
    """The therapy that ran on a day: the chosen one if it did, else the current one of that day."""
    running = [x for x in story.therapies if x.started <= day and (x.ended is None or x.ended >= day)]
    if running:
        named = [x for x in running if x.id == chosen]
        current = current_therapy(story, day)
        return Place(named[0] if named else current if current in running else running[-1])
    later = [x for x in story.therapies if x.started > day]
    if later:
        return Place(None, "later", min(later, key=lambda x: x.started))
    ended = current_therapy(story, day)
    return Place(None, "ended", ended) if ended else Place(None, "none")


def unfinished(entries: Iterable[Entry], day: date, therapy: str | None) -> Entry | None:
    """The session of that day of which only the time before is written down, so that the rest goes into it."""
    found = [entry for entry in entries if entry.kind == "sessions" and _only_before(entry.value, day, therapy)]
    return found[-1] if found else None


def finished(entries: Iterable[Entry], day: date, therapy: str | None) -> Entry | None:
    """A session of that day that was written about already."""
    mine = (x for x in entries if x.kind == "sessions" and _is_of(x.value, day, therapy))
    return next((x for x in mine if x.value.keys() - BEFORE), None)


def outside(story: Story, therapy: Therapy) -> int:
    """How many sessions of a therapy lie before its start or after its end, as it would then stand."""
    mine = [x.date for x in story.sessions if x.therapy == therapy.id]
    return sum(day < therapy.started or (therapy.ended is not None and day > therapy.ended) for day in mine)


def help_first(before: Readout, after: Readout, text: str = "") -> bool:
    """Whether what was just written is a reason to show help before anything else."""
    level = after.watch.safety.level
    if level == "none":
        return False
    return SEVERITY[level] > SEVERITY[before.watch.safety.level] or bool(read_note(text))


def measures(story: Story) -> tuple[str, ...]:
    """All measures: our own check-in, those used before with the last one first, then the rest as in the fact sheet."""
    used = dict.fromkeys(x.measure for x in sorted(story.scores, key=lambda x: x.date, reverse=True))
    return tuple(dict.fromkeys((OWN_MEASURE, *used, *ids())))


def _only_before(value: Mapping[str, Any], day: date, therapy: str | None) -> bool:
    return _is_of(value, day, therapy) and "before" in value and not value.keys() - BEFORE


def _is_of(value: Mapping[str, Any], day: date, therapy: str | None) -> bool:
    return bool(value.get("date") == day.isoformat() and value.get("therapy") == therapy)
