"""Finding someone: names and calls, a sheet to use during a call, how it felt, and all of them side by side."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, get_args

from django.http import HttpResponse, QueryDict
from django.urls import path

from unstuck.decision.remit import covered, provider_types
from unstuck.knowledge import words
from unstuck.moving_on.call_sheet import CallSheet, call_sheet
from unstuck.moving_on.candidates import answered, calls, contacted, free_id, judged, rated
from unstuck.moving_on.candidates_page import (
    call_file_name,
    call_paper,
    list_sections,
    mark_choices,
    name_of,
    rating_names,
    sheet_sections,
    side_by_side,
    sounded_choices,
    state_choices,
    table_lines,
    when_choices,
)
from unstuck.moving_on.signs import latest_wishes, signs
from unstuck.moving_on.table import NoTable
from unstuck.moving_on.table import candidates as from_table
from unstuck.moving_on.wishes_page import (
    criterion_name,
    own_texts,
)
from unstuck.story.ground import Format
from unstuck.story.plans import Candidate, Impression, Wishes
from unstuck.web.forms import Worded, choice, day, line, number, scale, text, ticks
from unstuck.web.views.door import draft_of
from unstuck.web.views.wishing import MOST, approaches, formats, split
from unstuck.web.visit import Visit, page

DRAFT = "83"


class Person(Worded):
    """What is known of someone before the first call."""

    file = "finding_page"
    name = line(required=True, longest=200)
    contact = line()
    provider_type = choice((), menu=True)
    found = line()
    languages = line()
    formats = ticks(get_args(Format))
    approaches = ticks(())
    fee = number(0, MOST, whole=False)
    minutes_away = number(0, MOST, whole=False)
    note = text(rows=2, longest=5_000)

    def __init__(self, visit: Visit, initial: Mapping[str, Any] | None = None) -> None:
        """With the kinds of professionals of this person's country."""
        super().__init__(visit, initial=initial)
        said = words(visit.language, "providers")
        country = visit.story.about.country
        listed = provider_types(country) if country and covered(country) else ()
        kinds = [(kind, said.say(f"{kind}.name")) for kind in listed]
        self.offer("provider_type", [("", visit.say("finding_page.unknown")), *kinds])
        self.offer("formats", formats(visit))
        self.offer("approaches", approaches(visit))


class Tried(Worded):
    """One try to reach someone."""

    file = "finding_page"
    date = day(required=True)
    state = choice((), required=True)
    note = line()

    def __init__(self, visit: Visit, initial: Mapping[str, Any] | None = None) -> None:
        """With how it can stand."""
        super().__init__(visit, initial=initial)
        self.offer("state", list(state_choices(visit.language)))


class Felt(Worded):
    """How it felt, straight after."""

    file = "finding_page"
    date = day(required=True)
    when = choice((), required=True)
    heard = scale(0, 10)
    at_ease = scale(0, 10)
    trust = scale(0, 10)
    hope = scale(0, 10)

    def __init__(self, visit: Visit, initial: Mapping[str, Any] | None = None) -> None:
        """With the occasions, and what each number is about."""
        super().__init__(visit, initial=initial)
        self.offer("when", list(when_choices(visit.language)))
        for name, label in rating_names(visit.language):
            self.fields[name].label = label


@page
def first(visit: Visit) -> HttpResponse:
    """The list, whom to call next, and everyone by how it stands."""
    found = calls(visit.story, visit.today)
    plan, *_ = list_sections(found, visit.language)
    said = words(visit.language, "candidates")
    return visit.show(
        "finding/first.html",
        title=visit.say("finding_page.title"),
        section="changing",
        plan=plan,
        people=[
            {
                "name": name_of(one.candidate, visit.language),
                "state": said.say(f"states.{one.state}"),
                "next": said.say(f"next.{one.next}") if f"next.{one.next}" in said else "",
                "place": _place(visit, one.candidate.id),
                "now": one.candidate.id in found.now,
            }
            for one in found.entries
        ],
    )


@page
def add(visit: Visit) -> HttpResponse:
    """Someone new on the list, by hand."""
    form = Person(visit, initial=draft_of(visit, DRAFT))
    if visit.sent and form.is_valid():
        id_ = free_id(one.id for one in visit.story.candidates)
        new = _person(form, Candidate(id=id_, added=visit.today))
        visit.pages.append("candidates", _written(new))
        visit.pages.keep_draft(DRAFT, "")
        visit.tell("frame.saved")
        return visit.go("finding")
    return visit.show(
        "finding/add.html",
        HTTPStatus.BAD_REQUEST if visit.sent else HTTPStatus.OK,
        title=visit.say("finding_page.title"),
        section="changing",
        form=form,
    )


@page
def add_table(visit: Visit) -> HttpResponse:
    """A list of names from a table; all of it or none."""
    problems: tuple[str, ...] = ()
    if visit.sent:
        sent = visit.request.FILES.get("table")
        try:
            new = from_table(sent.read() if sent else b"", {one.id for one in visit.story.candidates})
        except NoTable as refused:
            problems = table_lines(refused.wrong, visit.language)
        else:
            visit.pages.append_all([("candidates", _written(one)) for one in new])
            visit.tell("finding_page.added", n=len(new))
            return visit.go("finding")
    return visit.show(
        "finding/table.html",
        HTTPStatus.BAD_REQUEST if problems else HTTPStatus.OK,
        title=visit.say("finding_page.title"),
        section="changing",
        problems=problems,
    )


@page
def person(visit: Visit, place: int) -> HttpResponse:
    """One of them: what is known, how it stands, how it felt, and which wishes are met."""
    found = _at(visit, place)
    if found is None:
        return visit.go("finding")
    which = visit.posted.get("form", "") if visit.sent else ""
    known = Person(visit, initial=_person_initial(found))
    tried = Tried(visit, initial={"date": visit.today})
    felt = Felt(visit, initial={"date": visit.today})
    changed = _changed(visit, found, {"known": known, "tried": tried, "felt": felt}, which)
    if changed is not None:
        _put(visit, changed)
        visit.tell("frame.saved")
        return visit.go("candidate", place)
    wishes = latest_wishes(visit.story, visit.today)
    return visit.show(
        "finding/person.html",
        HTTPStatus.BAD_REQUEST if visit.sent else HTTPStatus.OK,
        title=visit.say("finding_page.title"),
        section="changing",
        place=place,
        person=found,
        name=name_of(found, visit.language),
        history=_history(visit, found),
        forms=_unbound(visit, found, {"known": known, "tried": tried, "felt": felt}, which),
        opened=which,
        marks=_marks(visit, found, wishes),
        mark_names=mark_choices(visit.language),
    )


@page
def call(visit: Visit, place: int | None = None) -> HttpResponse:
    """The call sheet, to be filled in while talking; or an empty one to print."""
    found = _at(visit, place) if place is not None else None
    sheet = _sheet(visit, found)
    if visit.sent and found is not None and place is not None:
        changed = found
        for question in sheet.questions:
            sounded = visit.posted.get(f"sounded.{question.id}") or None
            said = visit.posted.get(f"said.{question.id}", "").strip() or None
            if sounded in dict(sounded_choices(visit.language)) or said:
                changed = answered(changed, question.id, sounded, said)  # type: ignore[arg-type]  # one of the choices
        _put(visit, contacted(changed, visit.today, "called"))
        visit.tell("finding_page.now_rate")
        return visit.go("candidate", place)
    shown = sheet_sections(sheet, visit.language)
    asked = {question.id for question in sheet.questions}
    given = {one.question: one for one in found.answers} if found else {}
    return visit.show(
        "finding/call.html",
        title=visit.say("finding_page.title"),
        section="changing",
        place=place,
        name=name_of(found, visit.language) if found else "",
        before=[one for one in shown if one.id in {"before", "lines", "musts"}],
        questions=[(one, given.get(one.id)) for one in shown if one.id in asked],
        after=[one for one in shown if one.id == "after"],
        sounded=sounded_choices(visit.language),
        fillable=found is not None,
    )


@page
def call_print(visit: Visit, place: int | None = None) -> HttpResponse:
    """The call sheet as a PDF, with room to write."""
    from unstuck.paper.pdf import fitted  # noqa: PLC0415 - typst looks for every font

    found = _at(visit, place) if place is not None else None
    printed = fitted(call_paper(_sheet(visit, found), visit.language), language=visit.language)
    response = HttpResponse(printed.pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{call_file_name(visit.language)}.pdf"'
    return response


@page
def compare(visit: Visit) -> HttpResponse:
    """Everyone one has talked to, side by side."""
    return visit.show(
        "finding/compare.html",
        title=visit.say("finding_page.title"),
        section="changing",
        found=side_by_side(visit.story, visit.today, visit.language),
    )


def _person(form: Person, old: Candidate) -> Candidate:
    given = form.given
    new = {
        name: given.get(name) for name in ("name", "contact", "provider_type", "found", "fee", "minutes_away", "note")
    }
    lists = {name: tuple(given.get(name, ())) for name in ("formats", "approaches")}
    return old.model_copy(update={**new, **lists, "languages": split(given.get("languages"))})


def _person_initial(found: Candidate) -> dict[str, Any]:
    return {**found.model_dump(), "languages": ", ".join(found.languages)}


def _changed(visit: Visit, found: Candidate, asked: Mapping[str, Worded], which: str) -> Candidate | None:
    """The candidate as one of the forms changes it; None where nothing was sent, or what was sent can't be taken."""
    if which == "marks":
        names = dict(mark_choices(visit.language))
        changed = found
        for name, value in visit.posted.items():
            kind, _, id_ = name.partition(".")
            if kind == "mark":
                changed = judged(changed, id_, value if value in names else None)  # type: ignore[arg-type]  # a choice
        return changed
    form = asked.get(which)
    if form is None or not form.is_valid():
        return None
    if isinstance(form, Person):
        return _person(form, found)
    given = form.given
    if isinstance(form, Tried):
        return contacted(found, given["date"], given["state"], given.get("note"))
    return rated(found, Impression(**given))


def _unbound(visit: Visit, found: Candidate, asked: dict[str, Worded], which: str) -> dict[str, Worded]:
    """The forms to show: the one that was sent with its complaints, the others fresh."""
    if not visit.sent:
        return asked
    fresh = Visit(visit.request, visit.desk, QueryDict())
    made: dict[str, Worded] = {}
    for name, form in asked.items():
        initial = _person_initial(found) if name == "known" else {"date": visit.today}
        made[name] = form if name == which else _fresh(type(form), fresh, initial)
    return made


def _fresh(kind: type[Worded], visit: Visit, initial: Mapping[str, Any]) -> Worded:
    form = kind(visit, initial=initial)
    form.is_bound = False
    return form


def _history(visit: Visit, found: Candidate) -> list[tuple[Any, str]]:
    states, whens = dict(state_choices(visit.language)), dict(when_choices(visit.language))
    tries = [(one.date, f"{states[one.state]}{f': {one.note}' if one.note else ''}") for one in found.contacts]
    feelings = [
        (one.date, visit.say("finding_page.felt", when=whens[one.when], mean=round(one.mean, 1)))
        for one in found.impressions
        if one.mean is not None
    ]
    return sorted([*tries, *feelings], key=lambda one: one[0])


def _marks(visit: Visit, found: Candidate, wishes: Wishes | None) -> list[tuple[str, str, str]]:
    if wishes is None:
        return []
    texts = own_texts(wishes.criteria)
    return [
        (one.id, criterion_name(one.id, texts, visit.language), found.marks.get(one.id, "")) for one in wishes.criteria
    ]


def _sheet(visit: Visit, found: Candidate | None) -> CallSheet:
    wishes = latest_wishes(visit.story, visit.today)
    return call_sheet(signs(visit.answer, wishes), wishes, found)


def _place(visit: Visit, id_: str) -> int:
    return next(place for place, one in enumerate(visit.story.candidates) if one.id == id_)


def _at(visit: Visit, place: int) -> Candidate | None:
    known = visit.story.candidates
    return known[place] if place < len(known) else None


def _put(visit: Visit, new: Candidate) -> None:
    found = next(one for one in visit.pages.entries("candidates") if one.value["id"] == new.id)
    visit.pages.correct(found.id, _written(new), seen=found.version)


def _written(one: Candidate) -> Any:  # noqa: ANN401 - what JSON holds
    return one.model_dump(mode="json", exclude_defaults=True)


urls = [
    path("80", first, name="finding"),
    path("83", add, name="candidate_add"),
    path("84", add_table, name="candidate_table"),
    path("85/<int:place>", person, name="candidate"),
    path("86/<int:place>", call, name="call"),
    path("86", call, name="call_blank"),
    path("87/<int:place>", call_print, name="call_pdf"),
    path("87", call_print, name="call_pdf_blank"),
    path("88", compare, name="compare"),
]
