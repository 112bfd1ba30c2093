"""Whom do I look for, and with which words? From wishes and history to search words and kinds of professionals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from unstuck.decision.remit import Link, covered, need_of, remit, who_could, within_remit
from unstuck.knowledge import facts
from unstuck.readout import Readout
from unstuck.reasons.fit_for_concern import fit_for_concern
from unstuck.story import Therapy
from unstuck.story.plans import Wishes

USUAL_NEED = "common_problems"


@dataclass(frozen=True, slots=True)
class Approach:
    """A therapy worth searching for.

    Attributes:
        id: the therapy.
        why: "wished", or "first_choice" for a concern.
        concern: the concern it is a first choice for.
        tried: whether it was tried before.
    """

    id: str
    why: Literal["wished", "first_choice"]
    concern: str | None
    tried: bool


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of professional, what of the needs is usual work for them and what has to be asked, and where to check."""

    id: str
    usual: tuple[str, ...]
    ask: tuple[str, ...]
    registers: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """What to search with.

    Attributes:
        own: the person's own words, which come first.
        concerns: the concerns to name.
        approaches: wished ones first, then first choices for a concern where the kind of therapy matters.
        languages, formats: as wished.
        kinds: kinds of professionals; those for whom everything needed is usual work first.
        known_country: whether we know the professions there.
        look: where to look, in the order that is worth trying.
        notices: what has to be known first (words `safety`, under `notices`).
    """

    own: tuple[str, ...]
    concerns: tuple[str, ...]
    approaches: tuple[Approach, ...]
    languages: tuple[str, ...]
    formats: tuple[str, ...]
    kinds: tuple[Kind, ...]
    known_country: bool
    look: tuple[str, ...]
    notices: tuple[str, ...]


def search(answer: Readout, wishes: Wishes | None) -> Search:
    """The search for this person; without wishes it rests on concerns and history alone."""
    about, record = answer.record.about, answer.record
    wished = wishes or Wishes(date=record.on)
    tried = {x.approach for x in (record.therapy, *record.other_therapies) if x is not None and x.approach}
    first = {"minor": answer.case.minor, "mandated": bool(about.mandated)}
    own = (wished.trouble, wished.style_text, wished.about_me, wished.times)
    return Search(
        own=tuple(text for text in own if text),
        concerns=about.concerns,
        approaches=tuple(_approaches(about.concerns, wished.approaches, tried)),
        languages=wished.languages,
        formats=wished.formats,
        kinds=_kinds(about.country, about.concerns, wished.provider_types),
        known_country=covered(about.country),
        look=_look(record.therapy, flagged=answer.watch.flags.level != "none" or bool(answer.watch.flags.aftercare)),
        notices=tuple(name for name, holds in first.items() if holds),
    )


def _look(therapy: Therapy | None, *, flagged: bool) -> tuple[str, ...]:
    """Nobody is sent back for names to a therapist who crossed a line, or to one there never was."""
    places: list[str] = facts("candidates")["search"]["look"]
    return tuple(place for place in places if place != "present_therapist" or (therapy is not None and not flagged))


def _approaches(concerns: Iterable[str], wished: Iterable[str], tried: set[str]) -> Iterator[Approach]:
    seen = set()
    for therapy in wished:
        seen.add(therapy)
        yield Approach(therapy, "wished", None, therapy in tried)
    for concern in concerns:
        fit = fit_for_concern(concern, None)
        for therapy in fit.first_choices if fit.matters == "much" else ():
            if therapy not in seen:
                seen.add(therapy)
                yield Approach(therapy, "first_choice", concern, therapy in tried)


def _kinds(country: str | None, concerns: Iterable[str], wished: tuple[str, ...]) -> tuple[Kind, ...]:
    needs = tuple(dict.fromkeys(need_of(concern) or USUAL_NEED for concern in concerns)) or (USUAL_NEED,)
    possible = wished or tuple(dict.fromkeys(kind for need in needs for kind in who_could(country or "", need)))
    kinds = [_kind(kind, needs) for kind in possible]
    return tuple(sorted(kinds, key=lambda kind: -len(kind.usual))) if not wished else tuple(kinds)


def _kind(kind: str, needs: tuple[str, ...]) -> Kind:
    known = remit(kind)
    return Kind(
        id=kind,
        usual=tuple(need for need in needs if within_remit(kind, need) == "yes"),
        ask=tuple(need for need in needs if within_remit(kind, need) != "yes"),
        registers=known.registers if known else (),
    )
