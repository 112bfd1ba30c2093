"""Where can someone talk over, or report, what a therapist has done?

Confirmed places only (`knowledge/facts/reporting`, one file a country); what each can do, and whether it needs a name,
stands in the words `reporting`. Reporting is the person's choice, so independent advice comes first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from unstuck.knowledge import Words, exists, facts

CODE = re.compile(r"[A-Za-z]{2}")
ORDER = ("independent_advice", "sexual_violence_service", "regulator", "professional_body", "police")


@dataclass(frozen=True, slots=True)
class Place:
    """One place to turn to.

    Attributes:
        id: its words in the file "reporting".
        kind: one of ORDER.
        name: its own name, or None where each language names it.
        url, phone: how to reach it; None where there is no single one.
        source: where it was confirmed.
    """

    id: str
    kind: str
    name: str | None
    url: str | None
    phone: str | None
    source: str


def places(country: str | None) -> tuple[Place, ...]:
    """The confirmed places of a country (ISO 3166 alpha-2), independent advice first; none when we know of none."""
    if not country or not CODE.fullmatch(country) or not exists(f"reporting/{country.lower()}"):
        return ()
    found = (
        Place(x["id"], x["kind"], x.get("name"), x.get("url"), x.get("phone"), x["source"])
        for x in facts(f"reporting/{country.lower()}")["places"]
    )
    return tuple(sorted(found, key=lambda place: ORDER.index(place.kind)))


def named(place: Place, words: Words) -> str:
    """The place's name in the language of `words` (its file "reporting")."""
    return place.name or words.say(f"{place.id}.name")


def told(place: Place, words: Words) -> str:
    """The place with the ways to reach it, what it can do, and whether one has to give a name."""
    ways = ", ".join(way for way in (place.phone, place.url) if way)
    name = named(place, words)
    return " ".join(
        (
            f"{name} ({ways})." if ways else f"{name}.",
            words.say(f"{place.id}.can_do"),
            words.say(f"{place.id}.name_needed"),
        )
    )
