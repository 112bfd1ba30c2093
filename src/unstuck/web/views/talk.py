"""The talk: what to take along, chosen item by item, and what came of it.

Nothing is shared that was not ticked. What is being prepared rests as a draft, sealed like everything else, until it
was handed over. Where no talk is needed these pages say so, and lead another way.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, get_args

from django.http import HttpResponse
from django.urls import path

from unstuck.decision.steps import in_sessions
from unstuck.explain import Section
from unstuck.knowledge import facts, words
from unstuck.paper.page import Page, as_markdown, as_text
from unstuck.story.models import Offer, Response
from unstuck.story.plans import Form as Kept
from unstuck.talk.answering import reading
from unstuck.talk.brief import Brief, NoSuchItem, NotOne, compose, proposal, told
from unstuck.talk.choosing import choices, hint_lines, left_out, no_talk_lines
from unstuck.talk.items import Item, items
from unstuck.talk.ledger import NotAhead, ledger, talk
from unstuck.talk.ledger_page import ledger_sections, sign_choices
from unstuck.talk.page import Form, file_name, page
from unstuck.talk.standing import may_end_in_writing, no_talk
from unstuck.web.answers import mark_promise
from unstuck.web.forms import Worded, choice, day, text, ticks
from unstuck.web.forms import line as own_line
from unstuck.web.views.door import draft_of
from unstuck.web.visit import Visit
from unstuck.web.visit import page as as_page

FORMS: tuple[Form, ...] = get_args(Form)
KEPT_AS: dict[Form, Kept] = {"page": "brief", "letter": "letter", "spoken": "spoken", "short": "spoken"}
CHOSEN, AFTER = "51", "57"
"""The drafts: what was chosen for a page, and what is being noted after a talk."""
SESSIONS_AHEAD = 3
AGREED = 3
NOTES_A_PAGE = 15
TEXT, MARKDOWN, PDF = 1, 2, 3
TYPES = {TEXT: "text/plain; charset=utf-8", MARKDOWN: "text/markdown; charset=utf-8", PDF: "application/pdf"}
ENDINGS = {TEXT: "txt", MARKDOWN: "md", PDF: "pdf"}


class After(Worded):
    """What came of a talk."""

    file = "talk_page"
    date = day(required=True)
    asked_for = text(rows=2)
    saw = ticks(())
    response = choice(get_args(Response))
    offered = ticks(get_args(Offer))
    agreed_1 = own_line()
    agreed_2 = own_line()
    agreed_3 = own_line()
    review_on = day()

    def __init__(self, visit: Visit, initial: dict[str, Any] | None = None) -> None:
        """With the words of the library for what can be seen, answered and offered."""
        super().__init__(visit, initial=initial)
        said = words(visit.language, "ledger")
        self.offer("saw", sign_choices(visit.language))
        self.offer("response", ((value, said.say(f"response.{value}")) for value in get_args(Response)))
        self.offer("offered", ((value, said.say(f"offer.{value}")) for value in get_args(Offer)))


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is being prepared.

    Attributes:
        share: ids of what is ticked.
        own: own words by section.
        there: whether anything was prepared; a page without a tick is one, too.
    """

    share: tuple[str, ...] = ()
    own: dict[str, str] = field(default_factory=dict)
    there: bool = True


@as_page
def first(visit: Visit) -> HttpResponse:
    """What a talk can be, or why none is needed."""
    answer, why = visit.answer, no_talk(visit.answer)
    found = ledger(answer)
    return visit.show(
        "talk/first.html",
        title=visit.say("talk_page.title"),
        section="talk",
        why=no_talk_lines(why, visit.language) if why else (),
        letter=may_end_in_writing(why),
        hints=hint_lines(answer, visit.language),
        talks=len(found.talks),
        due=len(found.due),
    )


@as_page
def choose(visit: Visit) -> HttpResponse:
    """Everything that could be shared, to tick; nothing is ticked by itself, a suggestion only when it is asked for."""
    why = no_talk(visit.answer)
    if why and not may_end_in_writing(why):
        return visit.go("talk")
    chosen = _sent(visit) if visit.sent else _chosen(visit)
    every = _items(visit, chosen)
    problem, suggest, older = "", "suggest" in visit.posted, visit.posted.get("older", "")
    if older:
        _keep(visit, chosen)
    elif suggest:
        usual = proposal(every, nothing=visit.answer.case.afraid_at_home or why is not None)
        chosen = Chosen(tuple(dict.fromkeys((*chosen.share, *usual))), chosen.own)
    elif visit.sent:
        try:
            compose(every, chosen.share)
        except NotOne as error:
            problem = visit.say(f"talk_page.one.{error.section}")
        except NoSuchItem:
            problem = visit.say("talk_page.no_such_item")
        else:
            _keep(visit, chosen)
            return visit.go("talk_preview", FORMS.index("letter") if why else 0)
    shown, more = _shown(every, chosen, int(older) if older.isdecimal() else 0)
    return visit.show(
        "talk/choose.html",
        HTTPStatus.BAD_REQUEST if problem else HTTPStatus.OK,
        title=visit.say("talk_page.title"),
        section="talk",
        problem=problem,
        choices=choices(shown, visit.language),
        more=more,
        ticked=chosen.share,
        suggested=suggest,
        own=[] if why else [(name, chosen.own.get(name, "")) for name in facts("brief")["own"]],
        hints=hint_lines(visit.answer, visit.language),
    )


@as_page
def preview(visit: Visit, form: int) -> HttpResponse:
    """Exactly what will be shared, in one of its forms; below it, for the person alone, what was left out."""
    kind = _form(form)
    made, shared = _made(visit, kind)
    if made is None or shared is None:
        return visit.go("talk_choose")
    if visit.sent:
        entry = told(made.shared, visit.today, "therapist", KEPT_AS[kind], visit.answer.record.therapy_id)
        visit.pages.append("told", entry.model_dump(mode="json", exclude_defaults=True))
        visit.pages.keep_draft(CHOSEN, "")
        visit.tell("talk_page.handed_over")
        return visit.go("talk")
    return visit.show(
        "talk/preview.html",
        title=visit.say("talk_page.title"),
        section="talk",
        number=form,
        forms=[(number, visit.say(f"talk_page.form.{name}")) for number, name in _forms(visit)],
        paper=shared,
        left=[(one.heading, _named(visit, one.ids)) for one in left_out(made, visit.language)],
    )


@as_page
def file(visit: Visit, form: int, kind: int) -> HttpResponse:
    """The same as a file: text, Markdown or PDF."""
    made, shared = _made(visit, _form(form))
    if made is None or shared is None or kind not in TYPES:
        return visit.go("talk_choose")
    content = _pdf(visit, _form(form)) if kind == PDF else (as_text if kind == TEXT else as_markdown)(shared).encode()
    if content is None:
        return visit.go("talk_preview", form)
    response = HttpResponse(content, content_type=TYPES[kind])
    name = f"{file_name(_form(form), visit.language)}.{ENDINGS[kind]}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@as_page
def after(visit: Visit) -> HttpResponse:
    """What was asked, seen, offered and agreed."""
    start = draft_of(visit, AFTER)
    usual = in_sessions(visit.today, visit.answer.record.interval, SESSIONS_AHEAD)
    form = After(visit, initial={"date": visit.today, "review_on": usual, **start})
    if visit.sent and form.is_valid() and _noted(visit, form):
        visit.pages.keep_draft(AFTER, "")
        visit.tell("frame.saved")
        return visit.go("talk_ledger")
    return visit.show(
        "talk/after.html",
        HTTPStatus.BAD_REQUEST if visit.sent else HTTPStatus.OK,
        title=visit.say("talk_page.title"),
        section="talk",
        form=form,
    )


@as_page
def asked_and_kept(visit: Visit) -> HttpResponse:
    """The ledger: what was asked, promised and kept, and how the last answer can be read."""
    if visit.sent:
        _mark(visit)
        return visit.go("talk_ledger")
    answer, why = visit.answer, no_talk(visit.answer)
    found, read = ledger(answer), reading(answer)
    shows = read if why is None or read == "boundary" else None
    sections: tuple[Section, ...] = ledger_sections(found, shows, visit.language)
    return visit.show(
        "talk/ledger.html",
        title=visit.say("talk_page.title"),
        section="talk",
        intro=sections[0],
        sections=[one for one in sections[1:] if one.id != "due"],
        due=[(one.number, one.text) for one in found.due],
        why=no_talk_lines(why, visit.language) if why and shows is None else (),
    )


def _items(visit: Visit, chosen: Chosen) -> tuple[Item, ...]:
    return items(visit.answer, visit.story, chosen.own, visit.language)


def _keep(visit: Visit, chosen: Chosen) -> None:
    visit.pages.keep_draft(CHOSEN, json.dumps({"share": chosen.share, "own": chosen.own}))


def _shown(every: Sequence[Item], chosen: Chosen, older: int) -> tuple[list[Item], int | None]:
    """The items to show, of the notes a page full of each section beside those that are ticked; and the next page."""
    pages: dict[str, int] = {}
    found = []
    last = 0
    for item in every:
        is_note = item.own and item.id.startswith(f"{item.section}:")
        number = pages.get(item.section, 0) // NOTES_A_PAGE if is_note else older
        if is_note:
            pages[item.section] = pages.get(item.section, 0) + 1
        last = max(last, number)
        if number == older or item.id in chosen.share:
            found.append(item)
    return found, older + 1 if older < last else None


def _chosen(visit: Visit) -> Chosen:
    kept = json.loads(visit.pages.draft(CHOSEN) or "{}")
    if not kept:
        return Chosen(there=False)
    if "own" in kept:
        return Chosen(tuple(kept["share"]), dict(kept["own"]))
    return _read(kept)  # kept by the script while it was being filled in


def _sent(visit: Visit) -> Chosen:
    return _read(dict(visit.posted.lists()))


def _read(said: dict[str, list[str]]) -> Chosen:
    own = {name: " ".join(said.get(f"own.{name}", ())).strip() for name in facts("brief")["own"]}
    written = {name: texts for name, texts in own.items() if texts}
    share = [*said.get("share", ()), *(f"own:{name}" for name in written)]
    return Chosen(tuple(dict.fromkeys(share)), written)


def _forms(visit: Visit) -> list[tuple[int, Form]]:
    only = ("letter",) if no_talk(visit.answer) else FORMS
    return [(number, name) for number, name in enumerate(FORMS) if name in only]


def _form(number: int) -> Form:
    return FORMS[number] if number < len(FORMS) else FORMS[0]


def _made(visit: Visit, form: Form) -> tuple[Brief | None, Page | None]:
    """What was ticked, and how it is written; nothing where nothing was, or where there is to be no talk."""
    why, chosen = no_talk(visit.answer), _chosen(visit)
    if why and (form != "letter" or not may_end_in_writing(why)):
        return None, None
    if not chosen.there and not why:
        return None, None
    made = compose(_items(visit, chosen), chosen.share)
    return made, page(made, form, safe=why is not None, language=visit.language)


def _pdf(visit: Visit, form: Form) -> bytes | None:
    """The page as PDF; what it can't show is told on the next page, and so is that it takes more than a sheet."""
    from unstuck.paper.pdf import TooLong  # noqa: PLC0415 - typst looks for every font
    from unstuck.talk.printing import printed_brief  # noqa: PLC0415

    chosen, safe = _chosen(visit), no_talk(visit.answer) is not None
    try:
        _, printed = printed_brief(_items(visit, chosen), chosen.share, form, safe=safe, language=visit.language)
    except TooLong:
        visit.tell("talk_page.too_long")
        return None
    if printed.unprintable:
        visit.tell("talk_page.boxes", signs=" ".join(printed.unprintable))
    return printed.pdf


def _named(visit: Visit, ids: Sequence[str]) -> list[str]:
    """The items by what they say, short enough to be recognised."""
    texts = {item.id: item.text for item in _items(visit, _chosen(visit))}
    return [" ".join(texts[name].split()) if name in texts else name for name in ids]


def _noted(visit: Visit, form: After) -> bool:
    """Whether the talk could be noted; the form says why not."""
    given = form.given
    on = given.pop("date")
    if on > visit.today:
        form.add_error("date", visit.say("talk_page.not_yet"))
        return False
    agreed = [given.pop(name) for name in _agreed_fields() if name in given]
    try:
        entry = talk(visit.answer, agreed=agreed, **given).model_copy(update={"date": on})
    except NotAhead:
        form.add_error("review_on", visit.say("talk_page.not_ahead"))
        return False
    visit.pages.append("conversations", entry.model_dump(mode="json", exclude_defaults=True))
    return True


def _agreed_fields() -> list[str]:
    return [f"agreed_{number}" for number in range(1, AGREED + 1)]


def _mark(visit: Visit) -> None:
    """A promise was kept, or not."""
    number, kept = visit.posted.get("number", ""), visit.posted.get("kept", "")
    if not number.isdecimal() or kept not in {"yes", "no"}:
        return
    try:
        mark_promise(visit, int(number), kept=kept == "yes")
    except KeyError:
        return
    visit.tell("frame.saved")


urls = [
    path("50", first, name="talk"),
    path("51", choose, name="talk_choose"),
    path("52/<int:form>", preview, name="talk_preview"),
    path("53/<int:form>/<int:kind>", file, name="talk_file"),
    path("57", after, name="talk_after"),
    path("58", asked_and_kept, name="talk_ledger"),
]
