"""Does it fit? Which therapy this is, whether it fits the concern, and whether the need lies within their remit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.urls import path

from unstuck.decision.remit import NEEDS, covered, need_of, remit, who_could, within_remit
from unstuck.explain import library
from unstuck.knowledge import facts, words
from unstuck.reasons.approach import Guess, next_signs, recognise, signs
from unstuck.reasons.fit_for_concern import fit_for_concern
from unstuck.told import Line, concern_name, fit_lines, guess_lines, listed, professionals, remit_lines
from unstuck.web.forms import Worded, choice, ticks
from unstuck.web.visit import Visit, page

Changes = Mapping[str, Any]


class Fit(Worded):
    """What it is about, and which approach it is."""

    file = "options_page"
    concerns = ticks(())
    approach = choice((), menu=True)

    def __init__(self, visit: Visit, *, initial: Mapping[str, Any]) -> None:
        """With the concerns and approaches the library knows."""
        super().__init__(visit, initial=initial)
        index = facts("catalogue")
        concerns = (*index["conditions"], *index["parts"])
        names = [(one.id, one.name) for one in library(visit.language) if one.kind == "therapy"]
        self.offer("concerns", ((one, concern_name(visit.language, one, "name")) for one in concerns))
        self.offer("approach", [("", visit.say("options_page.fit.not_known")), *names])


class Remit(Worded):
    """Who one sees, and what one needs."""

    file = "options_page"
    kind = choice((), menu=True)
    needs = ticks(NEEDS)

    def __init__(self, visit: Visit, *, initial: Mapping[str, Any]) -> None:
        """With the professions of each country the library covers."""
        super().__init__(visit, initial=initial)
        said = words(visit.language, "remit")
        self.offer("needs", ((need, said.say(f"needs.{need}.label")) for need in NEEDS))
        kinds: list[Any] = [("", visit.say("options_page.remit.not_known")), *professionals(visit.language)]
        self.offer("kind", kinds)


@dataclass(frozen=True, slots=True)
class Concern:
    """One concern: what is known of how the approach fits it."""

    id: str
    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """One approach this may be, with what speaks for it and against."""

    id: str
    name: str
    speaks_for: str
    speaks_against: str


@page
def approach(visit: Visit) -> HttpResponse:
    """Which therapy is this? A few signs to tick, then what they point to, then a few more for who wants."""
    known = {sign.id for sign in signs()}
    if visit.sent and visit.posted.get("keep") in facts("catalogue")["therapies"]:
        _change_therapy(visit, {"approach": visit.posted["keep"]})
        visit.tell("frame.saved")
        return visit.go("options_fit")
    ticked = sorted(known & set(visit.posted.getlist("tick")))
    asked = sorted(known & set(visit.posted.getlist("shown")))
    guess = recognise(ticked, asked) if visit.sent else None
    return visit.show(
        "options/approach.html",
        title=visit.say("options_page.title"),
        section="options",
        ticked=ticked,
        asked=asked,
        signs=next_signs(ticked, asked),
        guess=guess_lines(guess, visit.language) if guess else (),
        seen=_seen(guess, visit.language) if guess else (),
        therapy=visit.answer.record.therapy,
        crossed=_crossed(visit),
    )


@page
def fit(visit: Visit) -> HttpResponse:
    """Does this kind of therapy fit what it is about?"""
    therapy, mine = visit.answer.record.therapy, visit.story.about.concerns
    form = Fit(visit, initial={"concerns": mine, "approach": therapy.approach if therapy else None})
    if therapy is None:
        del form.fields["approach"]
    if visit.sent and form.is_valid():
        visit.mine.set_about(concerns=form.cleaned_data["concerns"] or None)
        if therapy is not None:
            _change_therapy(visit, {"approach": form.cleaned_data["approach"]})
        visit.tell("frame.saved")
        return visit.go("options_fit")
    chosen = therapy.approach if therapy else None
    return visit.show(
        "options/fit.html",
        HTTPStatus.BAD_REQUEST if visit.sent else HTTPStatus.OK,
        title=visit.say("options_page.title"),
        section="options",
        form=form,
        concerns=[
            Concern(
                one, concern_name(visit.language, one, "name"), fit_lines(fit_for_concern(one, chosen), visit.language)
            )
            for one in mine
        ],
        therapy=therapy,
        crossed=_crossed(visit),
    )


@page
def within(visit: Visit) -> HttpResponse:
    """Is what one needs within the remit of the one who is seen?"""
    therapy, about = visit.answer.record.therapy, visit.story.about
    mine = therapy.therapist.provider_type if therapy and therapy.therapist else None
    usual = dict.fromkeys(need for need in map(need_of, about.concerns) if need)
    form = Remit(visit, initial={"kind": mine, "needs": list(usual)})
    valid = visit.sent and form.is_valid()
    given = form.given if valid else {}
    kind, needs = given.get("kind"), given.get("needs", [])
    if valid and kind and "keep" in visit.posted:
        _change_therapist(visit, {"provider_type": kind})
        visit.tell("frame.saved")
        return visit.go("options_remit")
    held = remit(kind) if kind else None
    return visit.show(
        "options/remit.html",
        HTTPStatus.BAD_REQUEST if visit.sent and not valid else HTTPStatus.OK,
        title=visit.say("options_page.title"),
        section="options",
        form=form,
        covered=about.country is None or covered(about.country),
        kind=kind,
        held=held,
        lines=remit_lines(kind, visit.language, needs) if kind else (),
        others=_others(held.country, kind, needs, visit.language) if held and kind else [],
        unknown=valid and not kind,
        crossed=_crossed(visit),
        can_keep=therapy is not None and kind not in {None, mine},
    )


def _crossed(visit: Visit) -> bool:
    return visit.answer.watch.flags.level != "none"


def _seen(guess: Guess, language: str) -> list[Seen]:
    said, therapies = words(language, "approach"), words(language, "therapies")

    def sentence(key: str, found: tuple[str, ...]) -> str:
        signs_ = " ".join(said.say(f"signs.{sign}") for sign in found)
        return said.say(f"why.{key}", signs=signs_) if found else ""

    return [
        Seen(
            one.therapy,
            therapies.say(f"{one.therapy}.name"),
            sentence("for", one.ticked),
            sentence("against", one.not_ticked),
        )
        for one in guess.likely
    ]


def _others(country: str, kind: str, needs: list[str], language: str) -> list[tuple[str, str]]:
    """For each need that isn't plainly theirs, who could be asked in that country."""
    providers, said = words(language, "providers"), words(language, "remit")
    found = []
    for need in needs:
        names = [providers.say(f"{one}.name") for one in who_could(country, need) if one != kind]
        if within_remit(kind, need) != "yes" and names:
            found.append((said.say(f"needs.{need}.label"), listed(language, names)))
    return found


def _change_therapy(visit: Visit, changes: Changes) -> None:
    """Correct the therapy that is looked at; None takes something away. Nothing happens where there is none."""
    therapy = visit.answer.record.therapy_id
    for entry in visit.pages.entries("therapies"):
        if entry.value["id"] == therapy:
            new = {key: value for key, value in {**entry.value, **changes}.items() if value is not None}
            visit.pages.correct(entry.id, new, seen=entry.version)


def _change_therapist(visit: Visit, changes: Changes) -> None:
    therapy = visit.answer.record.therapy
    if therapy is not None:
        held = therapy.therapist.model_dump(mode="json", exclude_defaults=True) if therapy.therapist else {}
        _change_therapy(visit, {"therapist": {**held, **changes}})


urls = [
    path("45", approach, name="options_approach"),
    path("46", fit, name="options_fit"),
    path("47", within, name="options_remit"),
]
