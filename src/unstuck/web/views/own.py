"""Mine: everything that was ever written, to be read, corrected and deleted; and how the app shows itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from urllib.parse import urlsplit

from babel import Locale
from django.conf import settings as django_settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.urls import path

from unstuck.diary.checking_in import help_first, outside
from unstuck.diary.in_words import Written, newest_first, read, written
from unstuck.diary.reminders import reminders
from unstuck.exchange.calendar import calendar
from unstuck.knowledge import languages, words
from unstuck.story import Unreadable
from unstuck.story.models import Therapy
from unstuck.vault import telling
from unstuck.vault.entries import Entry
from unstuck.vault.problems import VaultProblem
from unstuck.vault.rewrapping import LOOKED_AT_FIRST
from unstuck.vault.stories import APP
from unstuck.vault.vault import Vault
from unstuck.web.entry_form import EntryForm
from unstuck.web.face import LONGEST_NAME, NAME, THEMES, Face, put_face
from unstuck.web.forms import Worded, choice, line
from unstuck.web.notebook import IDLE_MINUTES
from unstuck.web.views.door import draft_of
from unstuck.web.visit import Visit, page

A_PAGE = 40
OWN_TEXT = ("text", "note")
"""The fields in which signs of danger are read."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry as it stands in the list."""

    id: str
    line: Written
    left_out: bool


@page
def first(visit: Visit, number: int = 1) -> HttpResponse:
    """Everything, newest first."""
    pages = visit.pages
    mine = newest_first(entry for entry in pages.entries() if not entry.kind.startswith(APP))
    last = max(-(-len(mine) // A_PAGE), 1)
    if not 1 <= number <= last:
        raise Http404
    shown, unfit, story = mine[(number - 1) * A_PAGE : number * A_PAGE], frozenset(pages.unfit()), visit.story
    listed = [
        Listed(entry.id, written(entry.kind, entry.value, story, visit.language), entry.id in unfit) for entry in shown
    ]
    return visit.show(
        "own/first.html",
        title=visit.say("own_page.title"),
        section="own",
        listed=listed,
        many=len(mine),
        number=number,
        last=last,
        undo=visit.mine.undoable,
        findings=tuple(_findings(visit, len(unfit))),
        lost=isinstance(pages, Vault) and any(found.kind in LOOKED_AT_FIRST for found in pages.findings),
    )


def _findings(visit: Visit, unfit: int) -> Iterator[str]:
    """What is not as it should be."""
    pages = visit.pages
    if isinstance(pages, Vault):
        yield from telling.findings(pages, visit.language)
        if pages.backup_problem is not None:
            yield visit.say("vault_commands.said.no_backup", why=pages.backup_problem.text(visit.language))
    elif unfit:
        yield visit.say("vault.finding.unfit", n=unfit)


@page
def entry(visit: Visit, entry: str) -> HttpResponse:
    """One entry, to be corrected. A newer version is never overwritten unseen: both are shown."""
    found = visit.pages.entry(entry)
    if found.kind.startswith(APP):
        raise Http404
    if read(found.kind, found.value) is None:
        return _entry_page(visit, found, None, found.version)
    number = str(int(found.id, 16))
    half = draft_of(visit, number)
    form = EntryForm(visit, found.kind, found.value, initial=half)
    seen = visit.posted.get("seen", "") if visit.sent else str(half.get("seen", found.version))
    version = int(seen) if seen.isdecimal() else 0
    if visit.sent and form.is_valid() and _may_be(visit, form):
        try:
            return _correct(visit, found, form, version, number)
        except Unreadable as unreadable:
            form.tell(unreadable)
        except VaultProblem as problem:
            if problem.id != "changed_elsewhere":
                raise
            newer = visit.pages.entry(found.id)
            return _entry_page(visit, newer, form, newer.version, status=HTTPStatus.CONFLICT)
    return _entry_page(visit, found, form, version, status=HTTPStatus.BAD_REQUEST if visit.sent else HTTPStatus.OK)


def _may_be(visit: Visit, form: EntryForm) -> bool:
    """Whether a therapy so corrected leaves none of its sessions outside; else the form says so."""
    therapy = read(form.kind, form.entry())
    left = outside(visit.story, therapy) if isinstance(therapy, Therapy) else 0
    if left:
        form.add_error(None, visit.say("own_page.left_outside", n=left))
    return not left


def _correct(visit: Visit, found: Entry, form: EntryForm, seen: int, number: str) -> HttpResponse:
    stood, value = visit.answer, form.entry()
    visit.pages.correct(found.id, value, seen=seen)
    visit.pages.keep_draft(number, "")
    text = " ".join(str(value[name]) for name in OWN_TEXT if value.get(name))
    if found.kind in {"notes", "sessions"} and help_first(stood, visit.answer, text):
        return visit.go("home")
    visit.tell("frame.saved")
    return visit.go("own")


def _entry_page(
    visit: Visit, found: Entry, form: EntryForm | None, seen: int, *, status: int = HTTPStatus.OK
) -> HttpResponse:
    return visit.show(
        "own/entry.html",
        status,
        title=visit.say("own_page.title"),
        section="own",
        id=found.id,
        line=written(found.kind, found.value, visit.story, visit.language),
        left_out=found.id in visit.pages.unfit(),
        form=form,
        seen=seen,
        draft=int(found.id, 16),
        changed=status == HTTPStatus.CONFLICT,
    )


@page
def delete(visit: Visit, entry: str) -> HttpResponse:
    """Delete an entry; it can be brought back until the page is left."""
    if visit.sent:
        found = visit.pages.entry(entry)
        if found.kind.startswith(APP):
            raise Http404
        visit.pages.destroy(found.id)
        visit.mine.undoable = (*visit.mine.undoable, found.id)
        visit.pages.keep_draft(str(int(found.id, 16)), "")
    return visit.go("own")


@page
def undo(visit: Visit) -> HttpResponse:
    """Bring back what was deleted on this page."""
    if visit.sent and visit.mine.undoable:
        visit.pages.undo(*visit.mine.undoable)
        visit.mine.undoable = ()
        visit.tell("own_page.brought_back")
    return visit.go("own")


@page
def accept(visit: Visit) -> HttpResponse:
    """Go on with what is there; what is gone is no longer missed."""
    if visit.sent and isinstance(visit.pages, Vault):
        visit.pages.accept()
    return visit.go("own")


class Settings(Worded):
    """How the app shows itself, where quick exit leads, and when it locks."""

    file = "own_page"
    name = line(longest=LONGEST_NAME)
    theme = choice(THEMES)
    exit = line(longest=2_000)
    idle = choice([str(minutes) for minutes in IDLE_MINUTES], menu=True)
    language = choice((), menu=True)

    def __init__(self, visit: Visit) -> None:
        chosen, mine = visit.face, visit.mine
        now = {"name": chosen.name, "theme": chosen.theme, "language": visit.language}
        now |= {"exit": mine.settings.get("exit") or "", "idle": str(mine.idle.seconds // 60)}
        super().__init__(visit, initial=now)
        minutes = ((str(one), self.said.say("minutes", n=one)) for one in IDLE_MINUTES)
        self.offer("idle", minutes)
        if len(languages()) > 1:
            self.offer("language", [(one, Locale.parse(one).get_display_name() or one) for one in languages()])
        else:
            del self.fields["language"]

    def clean_exit(self) -> str:
        """An address that a browser can go to, or none."""
        typed: str = self.cleaned_data["exit"]
        if typed:
            try:
                parts = urlsplit(typed)
                fits = parts.scheme in {"http", "https"} and bool(parts.hostname) and typed.isprintable()
            except ValueError:
                fits = False
            if not fits:
                raise ValidationError(self.said.say("problem.exit"))
        return typed


@page
def settings(visit: Visit) -> HttpResponse:
    """Name, light and dark, quick exit, idle time."""
    if visit.mine.demo:
        return visit.go("own")
    form = Settings(visit)
    if visit.sent and form.is_valid():
        given = form.given
        face = Face(given.get("name", NAME), given.get("theme", "auto"), given.get("language", ""))
        if face != visit.face:
            put_face(django_settings.UNSTUCK_FOLDER, face)
        visit.mine.set(exit=given.get("exit"), idle=int(given["idle"]) if "idle" in given else None)
        if visit.desk is not None:
            visit.desk.open(visit.mine)
        visit.tell("frame.saved")
        return visit.go("settings")
    status = HTTPStatus.BAD_REQUEST if visit.sent else HTTPStatus.OK
    return visit.show("own/settings.html", status, title=visit.say("own_page.title"), section="own", form=form)


@page
def dates(visit: Visit) -> HttpResponse:
    """A calendar file with days and times, and one word for all of them."""
    found = reminders(visit.answer, visit.story)
    if visit.sent:
        word = visit.say("own_page.calendar.word")
        response = HttpResponse(calendar(found, word, datetime.now(UTC)), content_type="text/calendar; charset=utf-8")
        response.headers["Content-Disposition"] = 'attachment; filename="calendar.ics"'
        return response
    said = words(visit.language, "own_page")
    listed = [said.say("calendar.at", date=x.on, time=f"{x.at:%H:%M}") if x.at else said.written(x.on) for x in found]
    return visit.show("own/dates.html", title=visit.say("own_page.title"), section="own", listed=listed)


urls = [
    path("100", first, name="own"),
    path("100/<int:number>", first, name="own_more"),
    path("101/<str:entry>", entry, name="entry"),
    path("102/<str:entry>", delete, name="delete"),
    path("103", undo, name="undo"),
    path("103/1", accept, name="accept"),
    path("104", settings, name="settings"),
    path("106", dates, name="dates"),
]
