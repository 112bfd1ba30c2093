"""Practising the talk with a made-up therapist. What was said so far travels in the form, and nothing is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.urls import path

from unstuck.readout.written import lines as help_lines
from unstuck.talk.rehearsal import DANGER, Scene, Turn, begin, pick, scene, write
from unstuck.talk.rehearsal_page import closing_sections, danger_line, remark_lines, shown, who
from unstuck.talk.standing import no_talk
from unstuck.web.visit import Visit, page


@page
def practise(visit: Visit) -> HttpResponse:
    """Whom to practise with."""
    if no_talk(visit.answer):
        return visit.go("talk")
    return visit.show(
        "talk/practise.html",
        title=visit.say("talk_page.title"),
        section="talk",
        therapists=list(enumerate(name for _, name in who(visit.language))),
    )


@page
def rehearse(visit: Visit, therapist: int) -> HttpResponse:
    """One scene of the practice, or its end."""
    kinds = [kind for kind, _ in who(visit.language)]
    if no_talk(visit.answer) or therapist >= len(kinds):
        return visit.go("talk")
    here, turn, worked = begin(kinds[therapist]), None, visit.posted.getlist("worked")
    if visit.sent:
        try:
            turn = _turn(visit, scene(visit.posted.get("scene", "")))
        except KeyError:
            return visit.go("talk_practise")
        worked = [*worked, *([turn.worked] if turn.worked else [])]
        if turn.scene is None:
            return _closed(visit, therapist, turn, worked)
        here = turn.scene
    return visit.show(
        "talk/scene.html",
        title=visit.say("talk_page.title"),
        section="talk",
        therapist=therapist,
        scene=shown(here, visit.language),
        worked=worked,
        **_remarks(visit, turn),
    )


def _turn(visit: Visit, here: Scene) -> Turn:
    reply = visit.posted.get("reply", "")
    return pick(here, reply) if reply else write(here, visit.posted.get("own", ""), visit.language)


def _remarks(visit: Visit, turn: Turn | None) -> dict[str, Any]:
    if turn is None:
        return {"remarks": (), "danger": None, "lines": ()}
    danger = danger_line(turn, visit.language)
    return {
        "remarks": remark_lines(turn, visit.language),
        "danger": danger,
        "lines": help_lines(visit.answer, visit.language) if danger else (),
    }


def _closed(visit: Visit, therapist: int, turn: Turn, worked: Sequence[str]) -> HttpResponse:
    return visit.show(
        "talk/closed.html",
        title=visit.say("talk_page.title"),
        section="talk",
        therapist=therapist,
        sections=closing_sections(turn.closing or DANGER, worked, visit.language),
        **_remarks(visit, turn),
    )


urls = [
    path("55", practise, name="talk_practise"),
    path("56/<int:therapist>", rehearse, name="talk_rehearse"),
]
