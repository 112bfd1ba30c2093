"""How can this therapy end well, and how much ending fits?

Five paths: done, not working, ended by the therapist, stopped without a word, and leaving for safety. Who has a red
flag gets the last one whatever was asked for: no talk is ever part of it. What a good ending holds is what experts of
six schools agree on (Norcross et al. 2017, Psychotherapy 54, 66-75); how many last sessions fit is our judgement
(`facts/ending.toml`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from unstuck.decision.remit import prescribes
from unstuck.decision.steps import in_sessions
from unstuck.knowledge import facts
from unstuck.readout import Readout
from unstuck.record import Record

PathId = Literal["planned", "not_working", "by_therapist", "stopped_going", "safety"]
PATHS: tuple[PathId, ...] = get_args(PathId)
DONE_WELL = frozenset({"improving", "improved", "recovered", "holding"})


@dataclass(frozen=True, slots=True)
class Closing:
    """How much ending fits.

    Attributes:
        id: "line", "part", "one" or "several" by how long it was; "letter" for who is afraid to say it; "none" where
            none is owed.
        least, most: last sessions.
    """

    id: str
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Ending:
    """One way to end, as ids.

    Attributes:
        path: which of the five.
        also: the other paths, for who sees it differently; none for who leaves for safety.
        parts: what belongs to it, in reading order (words `ending`, under `parts`).
        closing: how much ending fits.
        check_first: on the path of safety, whether it is to be found out what happened.
        taper: days of sessions further and further apart; empty where meeting less often isn't offered.
        look_back: when to look back, after a taper.
        notices: what has to be known first.
        sources: what it rests on (`facts/sources.toml`).
    """

    path: PathId
    also: tuple[PathId, ...]
    parts: tuple[str, ...]
    closing: Closing
    check_first: bool
    taper: tuple[date, ...]
    look_back: date | None
    notices: tuple[str, ...]
    sources: tuple[str, ...]


def ending(answer: Readout, chosen: PathId | None = None) -> Ending:
    """How this therapy could end.

    Args:
        answer: the read-out of the therapy.
        chosen: the path the person chose; without it the one the record points to. A red flag outweighs it.
    """
    flagged = crossed_a_line(answer)
    path: PathId = "safety" if flagged else chosen or likely_path(answer)
    row = facts("ending")["paths"][path]
    steady = answer.watch.safety.level == "none"
    taper = _taper(answer.record) if path == "planned" and steady and answer.record.open else ()
    return Ending(
        path=path,
        also=() if flagged else tuple(x for x in PATHS if x not in {path, "safety"}),
        parts=tuple(part for part in row["parts"] if part != "less_often" or taper),
        closing=_closing(answer, path),
        check_first=path == "safety" and answer.watch.flags.level == "check_first",
        taper=taper,
        look_back=in_sessions(taper[-1], facts("ending")["taper"]["look_back_days"], 1) if taper else None,
        notices=_notices(answer, path),
        sources=tuple(row["sources"]),
    )


def crossed_a_line(answer: Readout) -> bool:
    """Whether something was recorded of this therapy, going on or over, that should not happen in one."""
    flags = answer.watch.flags
    return flags.level != "none" or any(flag.therapy == answer.record.therapy_id for flag in flags.aftercare)


def likely_path(answer: Readout) -> PathId:
    """The path the record points to when nobody has chosen one."""
    record = answer.record
    by = record.therapy.ended_by if record.therapy else None
    if crossed_a_line(answer):
        return "safety"
    if by == "therapist" or (record.open and answer.case.therapist_ends):
        return "by_therapist"
    if by == "stopped_going" or stopped_going(record):
        return "stopped_going"
    content = answer.working.verdict in DONE_WELL and not answer.case.something_wrong
    if answer.next_step.id == "end_or_space_out" or content:
        return "planned"
    return "not_working"


def stopped_going(record: Record) -> bool:
    """Whether an open therapy has had no session for so long that the person may have stopped without a word."""
    if not record.open or not record.attended:
        return False
    rule: dict[str, int] = facts("ending")["stopped"]
    gap = (record.on - record.attended[-1].date).days
    return gap >= max(rule["days"], rule["gaps"] * record.interval)


def closing_for(sessions: int, days: int) -> Closing:
    """How much ending fits after so many sessions over so many days."""
    rule: dict[str, Any] = facts("ending")["closing"]
    rows = rule["rows"]
    long = days >= rule["long_days"]
    fitting = (row for row in rows if "sessions" not in row or (sessions <= row["sessions"] and not long))
    row = rows[0] if sessions <= rows[0]["sessions"] else next(fitting)
    return Closing(row["id"], *row["last"])


def _closing(answer: Readout, path: PathId) -> Closing:
    if path in {"safety", "stopped_going"} or not answer.record.open:
        return Closing("none", 0, 0)
    if answer.case.afraid:
        return Closing("letter", 0, 0)
    started = answer.record.started
    days = (answer.record.on - started).days if started else 0
    return closing_for(answer.record.session_count, days)


def _taper(record: Record) -> tuple[date, ...]:
    """Days of sessions at longer and longer gaps, from the next usual one on."""
    last = record.attended[-1].date if record.attended else record.on
    days = [max(in_sessions(last, record.interval, 1), record.on)]
    for gap in facts("ending")["taper"]["gaps"]:
        days.append(in_sessions(days[-1], record.interval, gap))
    return tuple(days[1:])


def _notices(answer: Readout, path: PathId) -> tuple[str, ...]:
    about, therapy = answer.record.about, answer.record.therapy
    kind = therapy.therapist.provider_type if therapy and therapy.therapist else None
    held = {
        "minor": answer.case.minor,
        "mandated": bool(about.mandated),
        "contact_first": answer.watch.safety.keep_a_contact and path not in {"safety", "stopped_going"},
        "prescriber": prescribes(kind) is True,
        "shared_device": answer.watch.safety.afraid_at_home,
    }
    return tuple(notice for notice, holds in held.items() if holds)
