"""Moving on well: the ways to end, what the next one gets to know, and what to do with what can't be said."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import get_args

from django.http import HttpResponse
from django.urls import path

from unstuck.moving_on.alone import without_a_talk
from unstuck.moving_on.ending import PATHS, crossed_a_line, ending
from unstuck.moving_on.ending_page import alone_sections, ending_sections, path_name
from unstuck.moving_on.handover import Sheet, own_words, sheet, told
from unstuck.moving_on.handover_page import (
    file_name,
    item_choices,
    opening,
    paper,
    picture,
    sheet_sections,
    told_before,
    word_choices,
)
from unstuck.story.plans import WORDS, Handover, OwnWords, Whom
from unstuck.web.forms import LONGEST_TEXT, Worded, choice, line
from unstuck.web.visit import Visit, page

WRITTEN = "74"
"""The draft of own words for a handover."""


class Handed(Worded):
    """To whom a sheet was given."""

    file = "moving_on_page"
    to = choice((x for x in get_args(Whom) if x != "therapist"), required=True)
    name = line()


@page
def first(visit: Visit) -> HttpResponse:
    """Everything one can change, from one session's hour to the therapist."""
    return visit.show(
        "moving_on/first.html",
        title=visit.say("moving_on_page.title"),
        section="changing",
        crossed=crossed_a_line(visit.answer),
        path=path_name(ending(visit.answer).path, visit.language),
    )


@page
def end(visit: Visit, number: int | None = None) -> HttpResponse:
    """How this therapy can end, by the way the record points to or the one that was chosen."""
    chosen = PATHS[number] if number is not None and number < len(PATHS) else None
    answer = visit.answer
    found = ending(answer, chosen)
    own = own_words(visit.story, visit.today, answer.record.therapy_id)
    sections = ending_sections(answer, found, visit.story.goals, own, visit.language)
    return visit.show(
        "moving_on/end.html",
        title=visit.say("moving_on_page.title"),
        section="changing",
        intro=sections[0],
        sections=sections[1:],
        others=[(PATHS.index(other), path_name(other, visit.language)) for other in found.also],
        safety=found.path == "safety",
        alone=alone_sections(without_a_talk(answer), visit.language) if found.path == "safety" else (),
    )


@page
def alone(visit: Visit) -> HttpResponse:
    """Writing it down, telling someone, and where to turn without anyone."""
    sections = alone_sections(without_a_talk(visit.answer), visit.language)
    return visit.show(
        "moving_on/alone.html",
        title=visit.say("moving_on_page.title"),
        section="changing",
        intro=sections[0],
        sections=sections[1:],
    )


@page
def write(visit: Visit) -> HttpResponse:
    """The handover in own words; nothing of it is shared yet."""
    known = own_words(visit.story, visit.today, visit.answer.record.therapy_id).model_dump(exclude_none=True)
    half = json.loads(visit.pages.draft(WRITTEN) or "{}")
    texts = {**known, **{name: " ".join(said) for name, said in half.items() if name in WORDS}}
    too_long = False
    if visit.sent:
        texts = {name: visit.posted.get(name, "").strip() for name in WORDS}
        too_long = any(len(text) > LONGEST_TEXT for text in texts.values())
        if not too_long:
            _keep(visit, OwnWords(**{name: text for name, text in texts.items() if text}))
            visit.pages.keep_draft(WRITTEN, "")
            return visit.go("handover_tick")
    return visit.show(
        "moving_on/write.html",
        HTTPStatus.BAD_REQUEST if too_long else HTTPStatus.OK,
        title=visit.say("moving_on_page.title"),
        section="changing",
        fields=[(name, label, ask, texts.get(name, "")) for name, label, ask in word_choices(visit.language)],
        problem=visit.say("forms.error.max_length", max_length=LONGEST_TEXT) if too_long else "",
        before=[told_before(one, visit.language) for one in visit.story.told if one.form == "handover"],
    )


@page
def tick(visit: Visit) -> HttpResponse:
    """What stands on the sheet, chosen item by item."""
    known = _known(visit)
    if visit.sent:
        share = tuple(visit.posted.getlist("share"))
        _keep(visit, known.words if known else OwnWords(), share)
        return visit.go("handover_preview")
    own = known.words if known else OwnWords()
    return visit.show(
        "moving_on/tick.html",
        title=visit.say("moving_on_page.title"),
        section="changing",
        items=item_choices(visit.answer, visit.story, own, visit.language),
        ticked=known.share if known else (),
    )


@page
def preview(visit: Visit) -> HttpResponse:
    """Exactly what will be handed over."""
    made, form = _sheet(visit), Handed(visit)
    if visit.sent and form.is_valid():
        given = form.given
        entry = told(made, given["to"], given.get("name"), visit.answer.record.therapy_id)
        visit.pages.append("told", entry.model_dump(mode="json", exclude_defaults=True))
        visit.tell("moving_on_page.handed_over")
        return visit.go("changing")
    pieces = [
        (section, picture(made, piece, visit.language))
        for section, piece in zip(sheet_sections(made, visit.language), made.pieces, strict=True)
    ]
    return visit.show(
        "moving_on/preview.html",
        HTTPStatus.BAD_REQUEST if visit.sent else HTTPStatus.OK,
        title=visit.say("moving_on_page.title"),
        section="changing",
        opening=opening(made, visit.language),
        pieces=pieces,
        left=len(made.kept_back),
        form=form,
    )


@page
def print_it(visit: Visit) -> HttpResponse:
    """The same as a PDF."""
    from unstuck.paper.pdf import fitted  # noqa: PLC0415 - typst looks for every font

    printed = fitted(paper(_sheet(visit), visit.language), language=visit.language)
    if printed.unprintable:
        visit.tell("talk_page.boxes", signs=" ".join(printed.unprintable))
    if printed.cut:
        visit.tell("moving_on_page.cut", headings=", ".join(printed.cut))
    response = HttpResponse(printed.pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(visit.language)}.pdf"'
    return response


def _known(visit: Visit) -> Handover | None:
    """The newest handover of this therapy."""
    therapy = visit.answer.record.therapy_id
    fitting = [one for one in visit.story.handovers if one.therapy in {None, therapy}]
    return max(fitting, key=lambda one: (one.date, one.id), default=None)


def _keep(visit: Visit, words: OwnWords, share: tuple[str, ...] | None = None) -> None:
    """Put the words and ticks into the newest handover, or make the first one."""
    old = _known(visit)
    ids = {one.id for one in visit.story.handovers}
    id_ = old.id if old else next(f"h{number}" for number in range(1, len(ids) + 2) if f"h{number}" not in ids)
    new = Handover(
        id=id_,
        date=visit.today,
        therapy=visit.answer.record.therapy_id,
        words=words,
        share=share if share is not None else (old.share if old else ()),
    )
    value = new.model_dump(mode="json", exclude_defaults=True)
    found = [one for one in visit.pages.entries("handovers") if one.value["id"] == id_]
    if found:
        visit.pages.correct(found[-1].id, value, seen=found[-1].version)
    else:
        visit.pages.append("handovers", value)


def _sheet(visit: Visit) -> Sheet:
    known = _known(visit)
    return sheet(visit.answer, visit.story, known.share if known else (), known.words if known else OwnWords())


urls = [
    path("70", first, name="changing"),
    path("71", end, name="end"),
    path("72/<int:number>", end, name="end_by"),
    path("73", alone, name="alone"),
    path("74", write, name="handover"),
    path("75", tick, name="handover_tick"),
    path("76", preview, name="handover_preview"),
    path("77", print_it, name="handover_pdf"),
]
