"""Is what this person needs within the remit of the professional they see?

For seven countries: what each kind of professional is trained for, may diagnose, may prescribe, whether the title
is protected and where to check the register. Scope differs by state or province, so "depends" becomes "ask" and
the register decides. What a kind of professional is used to (`needs_*`) is our judgement of typical work, never a
rule. Facts and sources: `facts/providers/<country>.toml`, `facts/sources.toml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from unstuck.knowledge import facts

if TYPE_CHECKING:
    from datetime import date

Answer = Literal["yes", "no", "ask", "unknown"]
Power = Literal["yes", "no", "depends"]
Title = Literal["protected", "open", "not_yet", "depends"]
Field = Literal["training", "diagnose", "prescribe", "title", "register", "report"]

NEEDS = (
    "medicine",
    "diagnosis",
    "assessment",
    "sick_note",
    "severe_illness",
    "trauma",
    "ocd",
    "eating",
    "substance",
    "couple",
    "young_people",
    "common_problems",
    "practical",
)
BY_LAW: dict[str, Field] = {"medicine": "prescribe", "diagnosis": "diagnose"}
PREFIXES = {"uk": "GB"}


@dataclass(frozen=True, slots=True)
class Link:
    """Where to check a register.

    Attributes:
        name: whose register it is.
        url: its address.
        opened: whether somebody opened the address in the check; False is a well-known one nobody opened.
    """

    name: str
    url: str
    opened: bool


@dataclass(frozen=True, slots=True)
class Remit:
    """What one kind of professional may do, by the rules of one country.

    Attributes:
        id: the kind of professional.
        country: ISO 3166 alpha-2.
        diagnose: whether they may give a diagnosis; "depends" on the state, the level or the training.
        prescribe: the same for medicine.
        title: "protected" by law, "open" to anyone, "not_yet" protected, or it "depends" on the place.
        registers: where to check.
        confirmed: the fields somebody read at the sources; all others are shown as unconfirmed.
        sources: ids in `facts/sources.toml`.
        checked: the day it was last checked.
    """

    id: str
    country: str
    diagnose: Power
    prescribe: Power
    title: Title
    registers: tuple[Link, ...]
    confirmed: frozenset[Field]
    sources: tuple[str, ...]
    checked: date


def country_of(provider_type: str) -> str | None:
    """The country whose rules hold for a kind of professional; None when we don't know the kind."""
    if provider_type not in facts("catalogue")["providers"]:
        return None
    prefix = provider_type.partition("_")[0]
    return PREFIXES.get(prefix, prefix.upper())


def covered(country: str | None) -> bool:
    """Whether we know the professions of a country (ISO 3166 alpha-2)."""
    return country in facts("catalogue")["countries"]


def provider_types(country: str) -> tuple[str, ...]:
    """The kinds of professionals we know in a country, in the order people see; empty when it isn't covered."""
    return tuple(kind for kind in facts("catalogue")["providers"] if country_of(kind) == country)


def remit(provider_type: str) -> Remit | None:
    """What a kind of professional may do, or None when we don't know the kind."""
    country = country_of(provider_type)
    if country is None:
        return None
    held = _held(country)
    row = held[provider_type]
    return Remit(
        id=provider_type,
        country=country,
        diagnose=row["diagnose"],
        prescribe=row["prescribe"],
        title=row["title"],
        registers=tuple(Link(at["name"], at["url"], at.get("opened", True)) for at in row.get("registers", ())),
        confirmed=frozenset(row["confirmed"]),
        sources=tuple(row["sources"]),
        checked=held["checked"],
    )


def within_remit(provider_type: str | None, need: str) -> Answer:
    """Whether `need` (one of `NEEDS`) is usual work for this kind of professional.

    "yes": belongs to their work. "ask": some do it, so ask about training, or the state's rules decide. "no": look
    for someone to add. "unknown": a kind or a need we know nothing of.
    """
    kind = remit(provider_type) if provider_type else None
    if kind is None:
        return "unknown"
    if need in BY_LAW:
        power: Power = getattr(kind, BY_LAW[need])
        return "ask" if power == "depends" else power
    row = _held(kind.country)[kind.id]
    answers: tuple[Answer, ...] = ("yes", "ask", "no")
    return next((answer for answer in answers if need in row[f"needs_{answer}"]), "unknown")


def prescribes(provider_type: str | None) -> bool | None:
    """Whether this kind of professional may prescribe medicine; None when it depends or we don't know."""
    kind = remit(provider_type) if provider_type else None
    return {"yes": True, "no": False}.get(kind.prescribe) if kind else None


def who_could(country: str, need: str) -> tuple[str, ...]:
    """The kinds of professionals in `country` for whom `need` is usual work, then those to ask."""
    kinds = provider_types(country)
    usual = tuple(kind for kind in kinds if within_remit(kind, need) == "yes")
    return usual + tuple(kind for kind in kinds if within_remit(kind, need) == "ask")


def need_of(concern: str) -> str | None:
    """The need (one of `NEEDS`) that a concern asks for, or None when we don't know the concern."""
    index = facts("catalogue")
    condition = concern if concern in index["conditions"] else index["parts"].get(concern)
    if condition is None:
        return None
    need: str = facts(f"conditions/{condition}")["need"]
    return need


def _held(country: str) -> dict[str, Any]:
    return facts(f"providers/{country.lower()}")
