"""Has the therapist crossed a line, so that one may stop now, or check first?

However good the scores. Which flag is which stands in `knowledge/facts/safety.toml`; ids are the indicators of
`boundary_violation`. Nothing here says who is to blame.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from unstuck.knowledge import facts
from unstuck.safety.answers import Answer, histories

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

Kind = Literal["stop_now", "check_first"]


@dataclass(frozen=True, slots=True)
class Punishing:
    """The therapist answered a concern with a threat or a punishment."""

    on: date
    therapy: str | None


@dataclass(frozen=True, slots=True)
class Flag:
    """One red flag about one therapy, with its newest day."""

    id: str
    on: date
    kind: Kind
    therapy: str | None


@dataclass(frozen=True, slots=True)
class RedFlags:
    """What the flags of the current therapy mean, and where others stand.

    Attributes:
        level: the most serious kind among `flags`.
        flags: of the current therapy while it is open; stop now first, then the newest.
        to_ask: ids answered "unsure" or taken back, which are asked about.
        aftercare: flags of therapies that have ended: a notice, never a step.
        elsewhere: flags of other therapies still open.
    """

    level: Literal["none", "check_first", "stop_now"]
    flags: tuple[Flag, ...]
    to_ask: tuple[str, ...]
    aftercare: tuple[Flag, ...]
    elsewhere: tuple[Flag, ...]


def red_flags(
    answers: Iterable[Answer], punishing: Iterable[Punishing], current: str | None, ended: frozenset[str]
) -> RedFlags:
    """Sort the flags by the therapy they belong to; the order of entries means nothing.

    Args:
        answers: all that is known; those to other questions are passed over. One that names no therapy is about the
            current one.
        punishing: responses that punished, read the same way.
        current: the current therapy; its flags give no step when it is among `ended`.
        ended: therapies that are over.
    """
    about: dict[str | None, tuple[list[Answer], list[date]]] = {current: ([], [])}
    for answer in answers:
        about.setdefault(answer.therapy or current, ([], []))[0].append(answer)
    for response in punishing:
        about.setdefault(response.therapy or current, ([], []))[1].append(response.on)
    flags = {therapy: _flags_of(therapy, histories(said), punished) for therapy, (said, punished) in about.items()}
    is_open = current not in ended
    now = flags[current] if is_open else ()
    return RedFlags(
        level=now[0].kind if now else "none",
        flags=now,
        to_ask=_to_ask(histories(about[current][0])) if is_open else (),
        aftercare=_sorted(flag for therapy in flags if therapy in ended for flag in flags[therapy]),
        elsewhere=_sorted(flag for therapy in flags if therapy not in {current, *ended} for flag in flags[therapy]),
    )


def _flags_of(therapy: str | None, said: Mapping[str, list[Answer]], punished: list[date]) -> tuple[Flag, ...]:
    rules = facts("safety")["red_flags"]
    stop, check = rules["stop_now"].split(), rules["check_first"].split()
    found = [Flag(rules["punishing_response"], max(punished), "stop_now", therapy)] if punished else []
    two_others = sum(said[flag][-1].said == "yes" for flag in check if flag in said) > 1
    for flag in (*stop, *check):
        history = said.get(flag, [])
        if history and history[-1].said == "yes":
            kind: Kind = "stop_now" if flag in stop or two_others else "check_first"
            found.append(Flag(flag, history[-1].on, kind, therapy))
        elif _taken_back(history) or (flag in stop and _is_unsure(history)):
            found.append(Flag(flag, history[-1].on, "check_first", therapy))
    return _sorted(found)


def _to_ask(said: Mapping[str, list[Answer]]) -> tuple[str, ...]:
    rules = facts("safety")["red_flags"]
    flags = (*rules["stop_now"].split(), *rules["check_first"].split())
    return tuple(flag for flag in flags if _taken_back(said.get(flag, [])) or _is_unsure(said.get(flag, [])))


def _is_unsure(history: list[Answer]) -> bool:
    return bool(history) and history[-1].said == "unsure"


def _taken_back(history: list[Answer]) -> bool:
    return any(answer.said == "yes" for answer in history) and history[-1].said != "yes"


def _sorted(flags: Iterable[Flag]) -> tuple[Flag, ...]:
    return tuple(sorted(flags, key=lambda f: (f.kind != "stop_now", -f.on.toordinal(), f.id, f.therapy or "")))
