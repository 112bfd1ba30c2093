"""Check in: before and after a session, scores, goals, what happened, a page of the journal; on any day.

Nothing has to be answered, and what is half written is kept. What a check-in belongs to is decided by `unstuck.diary`.
"""

from __future__ import annotations

from datetime import date
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import path

from unstuck.diary.checking_in import OWN_MEASURE, finished, help_first, measures, place, unfinished
from unstuck.diary.in_words import therapy_named
from unstuck.knowledge import words
from unstuck.measures import ids, measure
from unstuck.story import Unreadable
from unstuck.vault.entries import new_id
from unstuck.web.check_in_forms import After, Before, Goals, Journal, NewGoal, NotHeld, OfTherapy, Past, Score
from unstuck.web.entry_form import EntryForm
from unstuck.web.forms import Worded
from unstuck.web.views.door import draft_of
from unstuck.web.visit import Visit, page

FORMS: dict[str, type[OfTherapy]] = {"before": Before, "after": After, "past": Past, "missed": NotHeld}
DRAFTS = {"before": "21", "after": "22", "past": "220", "missed": "29", "goals": "24", "goal": "240", "event": "25"}
DRAFTS |= {"journal": "26", "therapy": "28"}
SCORE_DRAFT = 2300
"""The draft of a score is this and the measure's number."""
NEW = "new"
"""How a goal that is added is told from ratings."""
SHEET_ROWS = 8
ENDED_GOALS = "goals_ended"
"""The setting that holds which goals are not asked about any more."""
Record = tuple[str, dict[str, Any]]


@page
def first(visit: Visit) -> HttpResponse:
    """How it is right now, and the way to everything else."""
    found = place(visit.story, visit.today, visit.mine.therapy)
    name = found.therapy.id if found.therapy else None
    waiting = unfinished(visit.pages.entries(), visit.today, name)
    return visit.show(
        "check_in/first.html",
        title=visit.say("check_in_page.title"),
        section="check_in",
        form=Before(visit),
        said_before=waiting.value["before"] if waiting else None,
        therapy=therapy_named(found.therapy, visit.language) if found.therapy else None,
    )


@page
def before(visit: Visit) -> HttpResponse:
    """Before a session: one tap."""
    return _session(visit, "before")


@page
def after(visit: Visit) -> HttpResponse:
    """After a session."""
    return _session(visit, "after")


@page
def past(visit: Visit) -> HttpResponse:
    """A session of another day, and then the next one."""
    return _session(visit, "past")


@page
def missed(visit: Visit) -> HttpResponse:
    """A session that did not take place."""
    return _session(visit, "missed")


def _session(visit: Visit, what: str) -> HttpResponse:
    form = FORMS[what](visit, initial=draft_of(visit, DRAFTS[what]))
    fresh = _started_afresh(visit, what)
    if fresh is not None:
        return fresh
    if visit.sent and form.is_valid():
        therapy = _settled(visit, form)
        if therapy is not None:
            return _keep_session(visit, what, form, *therapy)
    found = place(visit.story, visit.today, visit.mine.therapy)
    done = finished(visit.pages.entries(), visit.today, found.therapy.id if found.therapy else None)
    return _page(visit, what, form, done=done if what == "after" else None, therapies=len(visit.story.therapies))


def _settled(visit: Visit, form: OfTherapy) -> tuple[str, list[Record]] | None:
    """The id of the therapy it belongs to, and what has to be written down for it; None where the form asks."""
    day: date = form.cleaned_data["day"]
    found, said = place(visit.story, day, visit.mine.therapy), form.cleaned_data.get("belongs")
    if found.therapy is not None:
        return found.therapy.id, []
    if found.near is None or said == "new":
        name = new_id()
        return name, [("therapies", {"id": name, "started": day.isoformat()})]
    if said != "same":
        form.ask(found)
        return None
    entry = next(x for x in visit.pages.entries("therapies") if x.value["id"] == found.near.id)
    changed = {key: value for key, value in entry.value.items() if key not in {"ended", "ended_by"}}
    if found.missing == "later":
        changed = entry.value | {"started": day.isoformat()}
    visit.pages.correct(entry.id, changed, seen=entry.version)
    return found.near.id, []


def _keep_session(visit: Visit, what: str, form: OfTherapy, therapy: str, first: list[Record]) -> HttpResponse:
    """Keep it as one entry with what was said before that session, and go where it leads."""
    day, given = form.cleaned_data["day"].isoformat(), form.given
    value = (
        form.session
        if isinstance(form, After)
        else {key: given[key] for key in ("before", "status", "note") if key in given}
    )
    if what == "before" and not value:
        return visit.go("check_in")
    stood = visit.answer
    mine = {"date": day, "therapy": therapy}
    win: list[Record] = [("events", {"date": day, "kind": "win", "text": given["win"]})] if "win" in given else []
    known = unfinished(visit.pages.entries(), form.cleaned_data["day"], therapy)
    if known is None:
        visit.pages.append_all([*first, ("sessions", mine | value), *win])
    else:
        visit.pages.correct(known.id, known.value | value, seen=known.version)
        visit.pages.append_all(win)
    visit.pages.keep_draft(DRAFTS[what], "")
    if help_first(stood, visit.answer, given.get("note", "")):
        return visit.go("home")
    if "wrong" in visit.posted:
        return visit.go("why_ticks")
    visit.tell(f"check_in_page.saved_{'before' if what == 'before' else 'on'}", date=form.cleaned_data["day"])
    if first:
        visit.tell("check_in_page.therapy.begun")
        entry = next(x for x in visit.pages.entries("therapies") if x.value["id"] == therapy)
        return visit.go("entry", entry.id)
    return visit.go("past" if "another" in visit.posted else "check_in")


@page
def scores(visit: Visit) -> HttpResponse:
    """Which scale."""
    known, used = measures(visit.story), {x.measure for x in visit.story.scores} | {OWN_MEASURE}
    about = words(visit.language, "measures")
    listed = [(ids().index(one), measure(one).name, about.say(f"about.{one}"), one in used) for one in known]
    return visit.show(
        "check_in/scores.html",
        title=visit.say("check_in_page.title"),
        section="check_in",
        used=[one for one in listed if one[3]],
        others=[one for one in listed if not one[3]],
    )


@page
def score(visit: Visit, number: int) -> HttpResponse:
    """One score."""
    if number >= len(ids()):
        raise Http404
    scale, draft = measure(ids()[number], visit.story.about.country), str(SCORE_DRAFT + number)
    form = Score(visit, scale, initial=draft_of(visit, draft))
    if visit.sent and form.is_valid():
        found = form.score
        records = (
            [("scores", {"date": form.cleaned_data["day"].isoformat(), "measure": scale.id, **found})] if found else []
        )
        at = (number,) if "another" in visit.posted else ()
        return _keep(visit, records, draft, _next(visit, "score"), *at)
    about = words(visit.language, "measures")
    return visit.show(
        "check_in/score.html",
        HTTPStatus.BAD_REQUEST if visit.sent else HTTPStatus.OK,
        title=visit.say("check_in_page.title"),
        section="check_in",
        form=form,
        scale=scale,
        about=about.say(f"about.{scale.id}"),
        licence=about.say(f"licence.{scale.licence.value}"),
        draft=draft,
    )


@page
def goals(visit: Visit) -> HttpResponse:
    """How far each goal is; new ones, and those that are not asked about any more."""
    every, ended = visit.pages.entries("goals"), set(visit.mine.settings.get(ENDED_GOALS, ()))
    asked = {entry.id: entry for entry in every if entry.value["id"] not in ended}
    form = Goals(visit, asked, initial=draft_of(visit, DRAFTS["goals"]))
    if visit.sent and NEW not in visit.posted and form.is_valid():
        day = form.cleaned_data["day"].isoformat()
        ratings: list[Record] = [("goal_ratings", {"date": day} | one) for one in form.ratings]
        return _keep(visit, ratings, DRAFTS["goals"], "check_in")
    new = NewGoal(visit, prefix=NEW, initial=draft_of(visit, DRAFTS["goal"]))
    if visit.sent and NEW in visit.posted and new.is_valid():
        value = {"id": new_id(), "set_on": visit.today.isoformat()} | new.given
        return _keep(visit, [("goals", value)] if new.given else [], DRAFTS["goal"], "goals")
    return _page(visit, "goals", form, new=new, asked=asked, ended=[x for x in every if x.id not in asked])


@page
def end_goal(visit: Visit, entry: str) -> HttpResponse:
    """Don't ask about a goal any more, or ask again; what was rated stays."""
    if visit.sent:
        name = visit.pages.entry(entry).value["id"]
        visit.mine.set(**{ENDED_GOALS: sorted({*visit.mine.settings.get(ENDED_GOALS, ())} ^ {name})})
    return visit.go("goals")


@page
def event(visit: Visit) -> HttpResponse:
    """Something that happened."""
    value = {"date": visit.today.isoformat(), "kind": "other"}
    return _new_entry(visit, "event", "events", value)


@page
def new_therapy(visit: Visit) -> HttpResponse:
    """A therapy more."""
    return _new_entry(visit, "therapy", "therapies", {"id": new_id(), "started": visit.today.isoformat()})


def _new_entry(visit: Visit, what: str, kind: str, value: dict[str, Any]) -> HttpResponse:
    form = EntryForm(visit, kind, value, initial=draft_of(visit, DRAFTS[what]))
    if visit.sent and form.is_valid():
        new = form.entry()
        empty = kind == "events" and new == value
        try:
            return _keep(
                visit,
                [] if empty else [(kind, new)],
                DRAFTS[what],
                "therapies" if what == "therapy" else _next(visit, what),
            )
        except Unreadable as unreadable:
            form.tell(unreadable)
    return _page(visit, what, form)


@page
def journal(visit: Visit) -> HttpResponse:
    """A page of the journal."""
    form = Journal(visit, initial=draft_of(visit, DRAFTS["journal"]))
    fresh = _started_afresh(visit, "journal")
    if fresh is not None:
        return fresh
    if visit.sent and form.is_valid():
        note = form.given.get("text")
        records = [("notes", {"date": form.cleaned_data["day"].isoformat(), "text": note})] if note else []
        return _keep(visit, records, DRAFTS["journal"], _next(visit, "journal"), text=note or "")
    prompts = words(visit.language, "check_in_page").list("journal.prompts")
    turn = visit.today.toordinal() % len(prompts)
    return _page(visit, "journal", form, prompt=prompts[turn], prompts=prompts)


@page
def sheet(visit: Visit) -> HttpResponse:
    """A blank sheet, to be filled in away from this machine and typed in later."""
    return visit.show("check_in/sheet.html", title=visit.say("check_in_page.title"), rows=range(SHEET_ROWS))


@page
def therapies(visit: Visit) -> HttpResponse:
    """The therapies there are, each to be corrected."""
    named = {x.id: therapy_named(x, visit.language) for x in visit.story.therapies}
    listed = [
        (entry.id, named[entry.value["id"]]) for entry in visit.pages.entries("therapies") if entry.value["id"] in named
    ]
    return visit.show(
        "check_in/therapies.html", title=visit.say("check_in_page.title"), section="check_in", listed=listed
    )


def _keep(visit: Visit, records: list[Record], draft: str, then: str, *at: object, text: str = "") -> HttpResponse:
    """Keep entries, and go where they lead: to help, to the same form once more, or on."""
    stood = visit.answer
    if records:
        visit.pages.append_all(records)
    visit.pages.keep_draft(draft, "")
    if help_first(stood, visit.answer, text):
        return visit.go("home")
    visit.tell("frame.saved" if records else "check_in_page.nothing")
    return visit.go(then, *at)


def _next(visit: Visit, again: str) -> str:
    return again if "another" in visit.posted else "check_in"


def _started_afresh(visit: Visit, what: str) -> HttpResponse | None:
    """Let go of what was half written, where that was asked for."""
    if not visit.sent or "fresh" not in visit.posted:
        return None
    visit.pages.keep_draft(DRAFTS[what], "")
    return visit.go(what)


def _page(visit: Visit, what: str, form: Worded, **more: object) -> HttpResponse:
    return visit.show(
        f"check_in/{what}.html",
        HTTPStatus.BAD_REQUEST if visit.sent else HTTPStatus.OK,
        title=visit.say("check_in_page.title"),
        section="check_in",
        form=form,
        draft=DRAFTS[what],
        begun=not visit.sent and bool(visit.pages.draft(DRAFTS[what])),
        **more,
    )


urls = [
    path("20", first, name="check_in"),
    path("21", before, name="before"),
    path("22", after, name="after"),
    path("22/1", past, name="past"),
    path("23", scores, name="scores"),
    path("23/<int:number>", score, name="score"),
    path("24", goals, name="goals"),
    path("24/2/<str:entry>", end_goal, name="end_goal"),
    path("25", event, name="event"),
    path("26", journal, name="journal"),
    path("27", sheet, name="sheet"),
    path("28", therapies, name="therapies"),
    path("28/1", new_therapy, name="therapy"),
    path("29", missed, name="missed"),
]
