"""Mine: take everything along, bring it back, change what opens it, or destroy it.

Nothing plain is ever put on the disk here: what is brought in or taken along goes through memory alone.
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.urls import path

from unstuck.story import Unreadable
from unstuck.story import read as read_story
from unstuck.vault import device
from unstuck.vault.destroying import destroy_everything
from unstuck.vault.exporting import zipped
from unstuck.vault.problems import MACHINE, VaultProblem
from unstuck.vault.restoring import restore_content
from unstuck.vault.vault import Vault
from unstuck.web.forms import Worded
from unstuck.web.notebook import Notebook
from unstuck.web.settings import LARGEST_REQUEST
from unstuck.web.views.first_run import Passphrase
from unstuck.web.views.now import vault_there
from unstuck.web.visit import Visit, page

SURE = "sure"


class Upload(Worded):
    """A file to bring in, and that it may take the place of what is there."""

    file = "own_page"
    upload = forms.FileField(required=False, allow_empty_file=True)
    sure = forms.BooleanField(required=False)

    def __init__(self, visit: Visit) -> None:
        super().__init__(visit)
        self._too_large = visit.sent and int(visit.request.META.get("CONTENT_LENGTH") or 0) > LARGEST_REQUEST

    def clean(self) -> dict[str, object]:
        """There is a file, and it fits."""
        if not self.cleaned_data.get("upload"):
            self.add_error("upload", self.said.say("problem.too_large" if self._too_large else "problem.no_file"))
        return self.cleaned_data

    @property
    def content(self) -> bytes:
        """What is in the file."""
        found: bytes = self.cleaned_data["upload"].read()
        return found


class Restore(Upload):
    """A backup, and what opens it."""

    passphrase = forms.CharField(
        required=False, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    code = forms.CharField(required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))


class Current(Worded):
    """The passphrase until now."""

    file = "own_page"
    current = forms.CharField(
        required=False, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


class Sure(Worded):
    """Really?"""

    file = "own_page"
    destroy = forms.BooleanField(required=False)


@page
def first(visit: Visit) -> HttpResponse:
    """What can be done."""
    if visit.mine.demo:
        return visit.go("own")
    pages = visit.pages
    problem = pages.backup_problem.text(visit.language) if isinstance(pages, Vault) and pages.backup_problem else ""
    return _show(visit, "keeping", problem=problem)


@page
def export(visit: Visit) -> HttpResponse:
    """Everything in plain files, as one download; asked first."""
    if visit.mine.demo:
        return visit.go("own")
    if visit.sent:
        return _download(zipped(visit.story, visit.language), "application/zip", "export.zip")
    return _show(visit, "export", unfit=len(visit.pages.unfit()))


@page
def bring_in(visit: Visit) -> HttpResponse:
    """A story file; every problem of it is told, and nothing is replaced unless that was ticked."""
    if visit.mine.demo:
        return visit.go("own")
    form = Upload(visit)
    problems: list[str] = []
    if visit.sent and form.is_valid():
        try:
            visit.pages.write_story(read_story(form.content), instead=form.cleaned_data["sure"])
        except Unreadable as unreadable:
            problems = [problem.text(visit.language) for problem in unreadable.problems]
        except VaultProblem as problem:
            if problem.id != "not_empty":
                raise
            form.add_error("sure", visit.say("own_page.problem.not_empty"))
        else:
            visit.tell("own_page.brought_in")
            return visit.go("home")
    return _show(visit, "import", bad=visit.sent, form=form, problems=problems)


@page
def backup(visit: Visit) -> HttpResponse:
    """The whole vault as one sealed file."""
    pages = visit.pages
    if not isinstance(pages, Vault):
        return visit.go("keeping")
    if visit.sent:
        return _download(pages.sealed(), "application/octet-stream", f"backup-{visit.today.isoformat()}.vault")
    return _show(visit, "backup", alone="passphrase" not in Vault.ways(pages.folder))


@page
def restore(visit: Visit) -> HttpResponse:
    """A vault from a backup, also where none can be opened here; what opens the backup has to be known."""
    if visit.notebook is not None and visit.notebook.demo:
        return visit.go("own")
    form, problem = Restore(visit), ""
    status = HTTPStatus.OK
    instead = _there()
    there = instead or (visit.notebook is not None and bool(visit.notebook.pages.entries()))
    if visit.sent and form.is_valid() and there and not form.cleaned_data["sure"]:
        form.add_error("sure", visit.say("own_page.problem.sure"))
    if visit.sent and form.is_valid() and visit.desk is not None:
        try:
            vault = restore_content(
                form.content,
                settings.UNSTUCK_FOLDER,
                passphrase=form.cleaned_data["passphrase"] or None,
                recovery_code=form.cleaned_data["code"] or None,
                instead=instead,
            )
        except VaultProblem as error:
            problem, status = _told(visit, error)
        else:
            visit.desk.open(Notebook(vault, kept=True))
            visit.tell("own_page.restored")
            return visit.go("home")
    elif visit.sent:
        status = HTTPStatus.BAD_REQUEST
    return _show(visit, "restore", status=status, form=form, problem=problem, there=there)


@page
def passphrase(visit: Visit) -> HttpResponse:
    """Another passphrase, or none on this device."""
    pages = visit.pages
    if not isinstance(pages, Vault):
        return visit.go("keeping")
    shown, without = "show" in visit.posted, "without" in visit.posted
    current, new = Current(visit), Passphrase(visit, shown=shown)
    problem, status = "", HTTPStatus.OK
    if visit.sent and not shown and current.is_valid() and (without or new.is_valid()):
        chosen = None if without else new.cleaned_data["passphrase"]
        try:
            pages.change_passphrase(chosen, current=current.cleaned_data["current"])
        except VaultProblem as error:
            problem, status = _told(visit, error)
        else:
            visit.tell(f"vault_commands.said.{'no_passphrase' if without else 'passphrase'}")
            return visit.go("keeping")
    elif visit.sent and not shown:
        status = HTTPStatus.BAD_REQUEST
    return _show(
        visit,
        "passphrase",
        status=status,
        current=current if _asks_for_it(pages) else None,
        new=new,
        shown=shown,
        problem=problem,
        secret_in=device.place(),
        has_one="passphrase" in Vault.ways(pages.folder),
    )


@page
def code(visit: Visit) -> HttpResponse:
    """A new recovery code; the old one opens nothing any more."""
    return _new_code(visit, "code", lambda pages, current: pages.renew_recovery_code(current=current))


@page
def reseal(visit: Visit) -> HttpResponse:
    """Everything sealed anew under another key, and a new recovery code."""
    return _new_code(visit, "reseal", lambda pages, current: pages.rekey(current or None))


def _new_code(visit: Visit, what: str, make: Callable[[Vault, str], str]) -> HttpResponse:
    pages = visit.pages
    if not isinstance(pages, Vault):
        return visit.go("keeping")
    form, problem, status = Current(visit), "", HTTPStatus.OK
    if visit.sent and form.is_valid():
        try:
            visit.mine.code = make(pages, form.cleaned_data["current"])
        except VaultProblem as error:
            problem, status = _told(visit, error)
        else:
            return visit.go("kept")
    asks = _asks_for_it(pages) or (what == "reseal" and "passphrase" in Vault.ways(pages.folder))
    return _show(visit, what, status=status, form=form if asks else None, problem=problem)


@page
def destroy(visit: Visit) -> HttpResponse:
    """Everything, really gone; what could not be reached is said."""
    if visit.mine.demo or not isinstance(visit.pages, Vault) or visit.desk is None:
        return visit.go("keeping")
    form = Sure(visit)
    if visit.sent and form.is_valid():
        if form.cleaned_data["destroy"]:
            folder = visit.pages.folder
            visit.desk.clear()
            left = destroy_everything(folder)
            return visit.show("own/destroyed.html", title=visit.say("own_page.title"), left=left)
        form.add_error("destroy", visit.say("own_page.problem.destroy"))
    return _show(visit, "destroy", bad=visit.sent, form=form, folder=str(settings.UNSTUCK_FOLDER))


def _there() -> bool:
    """Whether there is a vault, be it one that can't be read."""
    try:
        return vault_there()
    except VaultProblem:
        return True


def _asks_for_it(pages: Vault) -> bool:
    """Whether the passphrase until now is asked for."""
    return pages.opened_by != "recovery_code" and "passphrase" in Vault.ways(pages.folder)


def _told(visit: Visit, problem: VaultProblem) -> tuple[str, HTTPStatus]:
    status = HTTPStatus.SERVICE_UNAVAILABLE if problem.id in MACHINE else HTTPStatus.FORBIDDEN
    return problem.text(visit.language), status


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _show(
    visit: Visit, what: str, *, status: HTTPStatus = HTTPStatus.OK, bad: bool = False, **context: object
) -> HttpResponse:
    status = HTTPStatus.BAD_REQUEST if bad else status
    return visit.show(f"own/{what}.html", status, title=visit.say("own_page.title"), section="own", **context)


urls = [
    path("105", first, name="keeping"),
    path("105/1", export, name="export"),
    path("105/2", bring_in, name="import"),
    path("105/3", backup, name="backup"),
    path("105/4", restore, name="restore"),
    path("105/5", passphrase, name="passphrase"),
    path("105/6", code, name="new_code"),
    path("105/7", reseal, name="reseal"),
    path("105/8", destroy, name="destroy"),
]
