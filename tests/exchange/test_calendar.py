"""The promise: any calendar program reads the file, it says one word and nothing else, and it is put in once.

The rules are those of RFC 5545; the unfolding and unescaping here are written from its text, not from our code.
"""

import re
from datetime import UTC, date, datetime, time

from hypothesis import given
from hypothesis import strategies as st

from unstuck.exchange.calendar import Reminder, calendar

STAMP = datetime(2026, 11, 27, 8, 30, 5, tzinfo=UTC)
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
TIMES = st.none() | st.times().map(lambda at: at.replace(microsecond=0))


def content_lines(file: bytes) -> list[str]:
    """RFC 5545, 3.1: a line ends with CRLF; CRLF and one space inside a line is taken out."""
    text = file.decode("utf-8")
    assert text.endswith("\r\n")
    return re.sub("\r\n[ \t]", "", text).removesuffix("\r\n").split("\r\n")


def as_text(value: str) -> str:
    r"""RFC 5545, 3.3.11: `\n`, `\,`, `\;` and `\\`."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def test_a_whole_day_and_a_time_as_the_standard_writes_them() -> None:
    file = calendar([Reminder(date(2026, 12, 31)), Reminder(date(2026, 12, 4), time(9, 5))], "Reminder", STAMP)
    lines = content_lines(file)
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert lines[-1] == "END:VCALENDAR"
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 2
    assert "DTSTART;VALUE=DATE:20261231" in lines
    assert "DTEND;VALUE=DATE:20270101" in lines  # the end is the first day that is no longer part of it
    assert "DTSTART:20261204T090500" in lines  # no zone: as clocks show it wherever one is
    assert lines.count("DTSTAMP:20261127T083005Z") == 2


def test_an_empty_one_is_still_a_calendar() -> None:
    assert content_lines(calendar([], "Reminder", STAMP))[-1] == "END:VCALENDAR"


@given(st.lists(st.builds(Reminder, DAYS, TIMES), unique=True, max_size=8), st.text(max_size=300))
def test_every_line_is_short_enough_and_the_word_comes_back_whole(reminders: list[Reminder], word: str) -> None:
    file = calendar(reminders, word, STAMP)
    assert all(len(line) <= 75 for line in file.removesuffix(b"\r\n").split(b"\r\n"))
    file.decode("utf-8")  # no letter was cut in two
    lines = content_lines(file)
    shown = [as_text(line.removeprefix("SUMMARY:")) for line in lines if line.startswith("SUMMARY:")]
    ends = word.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(sign for sign in ends if sign in "\n\t" or sign >= " ")
    assert shown == [kept] * len(reminders)
    uids = [line for line in lines if line.startswith("UID:")]
    assert len(set(uids)) == len(reminders)


def test_the_same_day_has_the_same_mark_whenever_the_file_is_made() -> None:
    def marks(stamp: datetime, word: str) -> list[str]:
        file = calendar([Reminder(date(2026, 12, 4), time(9, 5))], word, stamp)
        return [line for line in content_lines(file) if line.startswith("UID:")]

    assert marks(STAMP, "Reminder") == marks(STAMP.replace(year=2027), "Other")
