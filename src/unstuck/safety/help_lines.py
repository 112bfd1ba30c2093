"""Whom can someone call, text or write to, in this country, today?

Confirmed numbers only (`knowledge/facts/help_lines`, one file a country): the emergency number first, then the
lines that fit, then two international sites which need no country. How they were checked: docs/safety.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from unstuck.knowledge import Words, exists, facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

CODE = re.compile(r"[A-Za-z]{2}")
EMERGENCY_ORDER = ("all", "ambulance", "fire_ambulance", "mobile", "police")
GENERAL, CHILDREN, ADULTS, AFRAID = None, "children", "adults", "afraid_at_home"


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One way to reach help.

    Attributes:
        name: the service's own name; None for an emergency number, which each language names (`kind`).
        kind: "emergency.<which>", "line" or "international".
        phone, text, url, hours: as people dial or read them; None where there is none.
        audience: who it is for, an id ("children", "veterans", "afraid_at_home", ...), or None for everyone.
        checked_on, expires_on: when it was last checked, and the last day on which it may be shown without a mark.
        expired: whether `expires_on` has passed; then it is shown with "please check".
    """

    name: str | None
    kind: str
    phone: str | None
    text: str | None
    url: str | None
    hours: str | None
    audience: str | None
    checked_on: date
    expires_on: date
    expired: bool


def help_lines(
    country: str | None, on: date, *, minor: bool = False, needs: frozenset[str] = frozenset()
) -> tuple[HelpLine, ...]:
    """The ways to help that fit, best first; never empty.

    Args:
        country: ISO 3166 alpha-2 in any case, or None when unknown.
        on: the day the lines are shown.
        minor: under 18: child lines come first, lines for adults are left out.
        needs: ids of what a person lives with; a line for "afraid_at_home" is shown only to who is.
    """
    known = facts(f"help_lines/{country.lower()}") if country and _is_known(country) else {}
    lines = sorted(
        (line for line in known.get("lines", ()) if _fits(line.get("audience"), minor, needs)),
        key=lambda line: _rank(line.get("audience")),
    )
    return (
        *_emergency_numbers(known.get("emergency") or _european(country), on),
        *(_line(line, "line", on) for line in lines),
        *(_line(line, "international", on) for line in facts("help_lines/international")["lines"]),
    )


def read_out(line: HelpLine, words: Words) -> dict[str, str | None]:
    """A line as the read-out has it, named in the language of `words` (its file "safety"), marked when expired."""
    name = line.name or words.say(f"lines.{line.kind}")
    if line.audience and f"lines.audience.{line.audience}" in words:
        name = words.say(f"lines.audience.{line.audience}", name=name)
    if line.expired:
        name = words.say("lines.please_check", name=name, checked_on=line.checked_on)
    phone = _either(line.phone, words.language) if line.phone else None
    return {"name": name, "phone": phone, "text": line.text, "url": line.url, "hours": line.hours}


def _either(numbers: str, language: str) -> str:
    """Several numbers as a language says that any of them will do."""
    from babel.lists import format_list  # noqa: PLC0415 - late: a tenth of the start-up time

    several = numbers.split(" or ")
    return format_list(several, style="or", locale=language) if len(several) > 1 else numbers


def all_lines(on: date) -> tuple[tuple[str, HelpLine], ...]:
    """Every number and address we know, with the file it stands in: what a release has to check."""
    found = []
    for file in _files():
        known = facts(f"help_lines/{file}")
        kind = "international" if file == "international" else "line"
        found += [(file, line) for line in _emergency_numbers(known.get("emergency"), on)]
        found += [(file, _line(line, kind, on)) for line in known.get("lines", ())]
    return tuple(found)


def countries(language: str) -> tuple[tuple[str, str], ...]:
    """The countries we know lines of, as (code, name), by their name in that language (CLDR)."""
    from babel import Locale  # noqa: PLC0415 - late: a tenth of the start-up time

    names = Locale.parse(language).territories
    found = ((code.upper(), names[code.upper()]) for code in _files() if CODE.fullmatch(code))
    return tuple(sorted(found, key=lambda one: one[1]))


def every_country(language: str) -> tuple[tuple[str, str], ...]:
    """Every country there is, as (code, name), by its name in that language (CLDR)."""
    from babel import Locale  # noqa: PLC0415 - late, as above

    names = Locale.parse(language).territories
    found = ((code, names[code]) for code in facts("vocabulary")["countries"].split())
    return tuple(sorted(found, key=lambda one: one[1]))


def _files() -> Iterable[str]:
    from unstuck.knowledge import ROOT  # noqa: PLC0415 - only the page of all of them asks

    return sorted(path.stem for path in (ROOT / "facts" / "help_lines").glob("*.toml"))


def _is_known(country: str) -> bool:
    return bool(CODE.fullmatch(country)) and exists(f"help_lines/{country.lower()}")


def _fits(audience: str | None, minor: bool, needs: frozenset[str]) -> bool:
    if audience == CHILDREN:
        return minor
    if audience == ADULTS:
        return not minor
    return audience != AFRAID or AFRAID in needs


def _rank(audience: str | None) -> int:
    order: tuple[str | None, ...] = (CHILDREN, AFRAID, GENERAL, ADULTS)
    return order.index(audience) if audience in order else len(order)


def _european(country: str | None) -> Mapping[str, Any] | None:
    """The European emergency number where it is law; a country's own page, which names it too, comes first."""
    union = facts("help_lines/european_union")
    return union["emergency"] if country and country.upper() in union["members"].split() else None


def _emergency_numbers(emergency: Mapping[str, Any] | None, on: date) -> tuple[HelpLine, ...]:
    """One number for everything where there is one, else ambulance before police."""
    if not emergency:
        return ()
    numbers: Mapping[str, str] = emergency["numbers"]
    which = ["all"] if "all" in numbers else [kind for kind in EMERGENCY_ORDER if kind in numbers]
    return tuple(_line({**emergency, "phone": numbers[kind]}, f"emergency.{kind}", on) for kind in which)


def _line(line: Mapping[str, Any], kind: str, on: date) -> HelpLine:
    return HelpLine(
        name=line.get("name"),
        kind=kind,
        phone=line.get("phone"),
        text=line.get("text"),
        url=line.get("url"),
        hours=line.get("hours"),
        audience=line.get("audience"),
        checked_on=line["checked_on"],
        expires_on=line["expires_on"],
        expired=on > line["expires_on"],
    )
