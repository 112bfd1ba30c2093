"""How do days and times become a calendar file (RFC 5545)? With one word for all of them, and nothing of a person.

calendar([Reminder(date(2026, 12, 4), time(10, 0))], "Reminder", stamp)     # bytes of an .ics file
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import NAMESPACE_OID, uuid5

LONGEST = 75
"""Octets of a line, without its end (RFC 5545, 3.1)."""
ESCAPES = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\r\n": "\\n", "\r": "\\n", "\n": "\\n"}


@dataclass(frozen=True, slots=True)
class Reminder:
    """A day to be reminded of.

    Attributes:
        on: the day.
        at: the time, as clocks show it wherever one is; None for the whole day.
    """

    on: date
    at: time | None = None


def calendar(reminders: Iterable[Reminder], summary: str, stamp: datetime) -> bytes:
    """A file that calendar programs read. The same day and time has the same UID, so that it is put in once.

    Args:
        reminders: what is in it.
        summary: the one word that each of them shows.
        stamp: when it was made, with its time zone UTC.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//reminders//EN", "CALSCALE:GREGORIAN"]
    for one in reminders:
        lines += _event(one, summary, stamp)
    lines.append("END:VCALENDAR")
    return "".join(part + "\r\n" for line in lines for part in _folded(line)).encode()


def _event(one: Reminder, summary: str, stamp: datetime) -> Iterator[str]:
    moment = f"{one.on.isoformat()} {one.at or ''}"
    yield "BEGIN:VEVENT"
    yield f"UID:{uuid5(NAMESPACE_OID, moment)}"
    yield f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}"
    if one.at is None:
        yield f"DTSTART;VALUE=DATE:{_day(one.on)}"
        yield f"DTEND;VALUE=DATE:{_day(one.on + timedelta(days=1))}"
    else:
        yield f"DTSTART:{_day(one.on)}T{one.at:%H%M%S}"
        yield "DURATION:PT15M"
    yield f"SUMMARY:{_escaped(summary)}"
    yield "TRANSP:TRANSPARENT"
    yield "CLASS:PRIVATE"
    yield "END:VEVENT"


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _escaped(text: str) -> str:
    for sign, instead in ESCAPES.items():
        text = text.replace(sign, instead)
    return "".join(sign for sign in text if sign == "\t" or sign >= " ")


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets, each but the first after a space, and no letter cut in two."""
    piece, room = "", LONGEST
    for sign in line:
        size = len(sign.encode())
        if size > room:
            yield piece
            piece, room = " ", LONGEST - 1
        piece += sign
        room -= size
    yield piece
