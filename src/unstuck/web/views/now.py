"""The first page: where things stand, or the way in where nothing was written yet; and how it was worked out."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import path

from unstuck.change.working import MeasureChange
from unstuck.demo import people
from unstuck.explain import Section
from unstuck.knowledge import words
from unstuck.pictures import Table, scores_picture, scores_table, sessions_picture, sessions_table
from unstuck.readout import Readout
from unstuck.readout.asking import questions
from unstuck.readout.at_a_glance import headline, how_sure
from unstuck.readout.heeding import HEEDED
from unstuck.readout.sentences import notices, step, working_said, would_change
from unstuck.safety.reporting import named, places
from unstuck.vault.problems import VaultProblem
from unstuck.vault.stories import ABOUT, APP
from unstuck.vault.vault import Vault
from unstuck.web.views.why import reasons_of
from unstuck.web.visit import Visit, page
from unstuck.workings import forecast_workings, workings

QUESTIONS = 3
NEWEST = 60
"""Days of a table beside a picture; a page of ten years would be too heavy."""
ROOMS = {
    "wait_and_review": "check_in",
    "talk_to_therapist": "talk",
    "change_therapy_type": "talk",
    "adjust_schedule": "talk",
    "add_or_refer_specialist": "options",
    "planned_break": "changing",
    "change_therapist": "changing",
    "end_or_space_out": "changing",
    "get_independent_advice": "changing",
    "leave_now_and_report": "changing",
}
"""The room in which a step is prepared; those that are not here need none."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing, and the table that says the same."""

    drawing: str
    table: Table


@dataclass(frozen=True, slots=True)
class Ahead:
    """Where one measure may be heading."""

    name: str
    picture: Picture
    sections: tuple[Section, ...]


@page
def home(visit: Visit) -> HttpResponse:
    """Now, the locked door, or the first run."""
    if visit.notebook is None:
        return visit.go("door" if vault_there() else "begin")
    title = visit.say("now.title")
    if not any(entry.kind != ABOUT and not entry.kind.startswith(APP) for entry in visit.pages.entries()):
        return visit.show("now/empty.html", title=title, section="now")
    answer, language = visit.answer, visit.language
    said = tuple(notices(answer, language))
    danger, crossed = answer.watch.safety.level != "none", answer.watch.flags.level != "none"
    return visit.show(
        "now/now.html",
        title=title,
        section="now",
        person=people()[visit.mine.demo] if visit.mine.demo else None,
        answer=answer,
        headline=headline(answer, language),
        working=working_said(answer, language),
        more=_more(answer, language),
        sure=how_sure(answer, language),
        picture=_picture(answer, language),
        heeded=[sentence for name, sentence in said if name in HEEDED],
        step=tuple(step(answer, language)),
        step_name=visit.say(f"steps.{answer.next_step.id}.name"),
        danger=danger,
        room=None if danger else ROOMS.get(answer.next_step.id),
        would_change=tuple(would_change(answer, language)),
        places=_places(visit),
        **reasons_of(visit),
        questions=tuple(islice(questions(answer, language), QUESTIONS)),
        notices=[sentence for name, sentence in said if name not in HEEDED],
        forecast=bool(answer.working.measures) and not (danger or crossed),
        wants_to_stop=visit.mine.settings.get("door") == "want_to_stop" and answer.record.open,
        therapies=_therapies(visit),
    )


def vault_there() -> bool:
    """Whether there is a vault."""
    try:
        Vault.ways(settings.UNSTUCK_FOLDER)
    except VaultProblem as problem:
        if problem.id == "no_vault":
            return False
        raise
    return True


@page
def forecast(visit: Visit) -> HttpResponse:
    """Where each measure may be heading, beside many people's course: only for who asks."""
    answer, language = visit.answer, visit.language
    told = answer.watch.safety.level != "urgent"  # nobody in danger is told chances, nor shown them
    by_id = {change.scale.id: change for change in answer.working.measures}
    found = [
        Ahead(
            worked.name,
            _scores(answer, by_id[worked.id], language, forecast=told),
            worked.sections,
        )
        for worked in forecast_workings(answer, language)
    ]
    leading = answer.working.leading
    first = leading.scale.full_name if leading else ""
    found.sort(key=lambda one: one.name != first)
    return visit.show("now/forecast.html", title=visit.say("now.title"), section="now", ahead=found)


@page
def worked(visit: Visit, number: int) -> HttpResponse:
    """How one thing of the answer was worked out, and a way to all others."""
    found = workings(visit.answer, visit.language)
    if number >= len(found):
        raise Http404
    others = [(place, one.name) for place, one in enumerate(found) if place != number]
    return visit.show(
        "now/worked.html", title=visit.say("now.title"), section="now", worked=found[number], others=others
    )


@page
def choose_therapy(visit: Visit) -> HttpResponse:
    """Look at another therapy."""
    chosen = visit.posted.get("therapy")
    if visit.sent and any(therapy.id == chosen for therapy in visit.story.therapies):
        visit.mine.therapy = chosen
    return visit.go("home")


def _more(answer: Readout, language: str) -> list[str]:
    """What the ratings of working together and of sessions add."""
    told, alliance = words(language, "working"), answer.working.alliance
    state = "rupture" if alliance.ruptured else alliance.level
    keys = (f"alliance.{state}", f"feel.{answer.working.feel.pattern}")
    return [told.say(key) for key in keys if key in told]


def _picture(answer: Readout, language: str) -> Picture | None:
    """The measure that leads, else how sessions felt, else nothing."""
    if answer.working.leading is not None:
        return _scores(answer, answer.working.leading, language)
    drawing, table = sessions_picture(answer, language), sessions_table(answer, language)
    return Picture(drawing, table) if drawing and table else None


def _scores(answer: Readout, change: MeasureChange, language: str, *, forecast: bool = False) -> Picture:
    return Picture(
        scores_picture(answer, change, language, forecast=forecast),
        scores_table(answer, change, language, forecast=forecast, newest=NEWEST),
    )


def _places(visit: Visit) -> list[dict[str, str | None]]:
    """Where it can be talked over or told, when a line was crossed."""
    if visit.answer.watch.flags.level == "none":
        return []
    told = words(visit.language, "reporting")
    return [
        {
            "name": named(one, told),
            "phone": one.phone,
            "url": one.url,
            "can_do": told.say(f"{one.id}.can_do"),
            "name_needed": told.say(f"{one.id}.name_needed"),
        }
        for one in places(visit.answer.record.about.country)
    ]


def _therapies(visit: Visit) -> list[tuple[str, str, bool]]:
    """The therapies one can look at as (id, name, whether this is it), where there are several."""
    begun = [therapy for therapy in visit.story.therapies if therapy.started <= visit.today]
    current = visit.answer.record.therapy_id
    found = []
    for therapy in begun if len(begun) > 1 else ():
        who = therapy.therapist.name if therapy.therapist else None
        key = "now.therapy.with" if who else "now.therapy.since"
        found.append((therapy.id, visit.say(key, name=who or "", date=therapy.started), therapy.id == current))
    return found


urls = [
    path("", home, name="home"),
    path("9", forecast, name="forecast"),
    path("9/<int:number>", worked, name="worked"),
    path("14", choose_therapy, name="choose_therapy"),
]
