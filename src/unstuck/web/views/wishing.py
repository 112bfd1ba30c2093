"""What does a person want from a therapist? Own words first, then lines between two ends, then what counts how much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, get_args

from django.http import HttpResponse, QueryDict
from django.urls import path

from unstuck.knowledge import facts, words
from unstuck.moving_on.search import search
from unstuck.moving_on.signs import latest_wishes, missing, worked
from unstuck.moving_on.wishes_page import criteria_choices, own_choices, style_choices, wishes_sections
from unstuck.story.ground import Format
from unstuck.story.plans import OWN, STYLE, Criterion, Style, Wishes
from unstuck.web.forms import Scale, Worded, line, number, scale, text, ticks
from unstuck.web.views.door import draft_of
from unstuck.web.visit import Visit, page

DRAFT = "81"
MOST = 1_000_000
OWN_CRITERIA = 3
HEAVIEST = 5


class Wanted(Worded):
    """What a person wants from a therapist."""

    file = "finding_page"
    trouble = text(rows=2, longest=5_000)
    worked = text(rows=2, longest=5_000)
    missing = text(rows=2, longest=5_000)
    ended = text(rows=2, longest=5_000)
    about_me = text(rows=2, longest=5_000)
    style_text = text(rows=2, longest=5_000)
    times = line()
    directiveness = scale(-5, 5)
    emotion = scale(-5, 5)
    time = scale(-5, 5)
    challenge = scale(-5, 5)
    languages = line()
    formats = ticks(get_args(Format))
    approaches = ticks(())
    most_fee = number(0, MOST, whole=False)
    farthest_minutes = number(0, MOST, whole=False)

    def __init__(self, visit: Visit, initial: Mapping[str, Any] | None = None) -> None:
        """With questions, lines and names from the library, and a row for everything that can count."""
        super().__init__(visit, initial=initial)
        for name, ask in own_choices(visit.language):
            self.fields[name].label = ask
        for name, low, high in style_choices(visit.language):
            widget = self.fields[name].widget
            if isinstance(widget, Scale):
                widget.ends = (low, high)
        self.offer("formats", formats(visit))
        self.offer("approaches", approaches(visit))


@dataclass(frozen=True, slots=True)
class Row:
    """Something that can count.

    Attributes:
        id: the criterion.
        name: what it is called, or the person's own words.
        chosen: "must", "1" to "5", or "".
        own: whether it is one of the person's own.
    """

    id: str
    name: str
    chosen: str
    own: bool = False


@page
def wanted(visit: Visit) -> HttpResponse:
    """What I want: own words first, then lines, and what counts how much."""
    known = latest_wishes(visit.story, visit.today)
    form = Wanted(visit, initial={**(_as_initial(known) if known else {}), **draft_of(visit, DRAFT)})
    if visit.sent and form.is_valid():
        _keep_wishes(visit, _wishes(visit, form), known)
        visit.pages.keep_draft(DRAFT, "")
        return visit.go("wishes_page")
    return visit.show(
        "finding/wanted.html",
        HTTPStatus.BAD_REQUEST if visit.sent else HTTPStatus.OK,
        title=visit.say("finding_page.title"),
        section="changing",
        form=form,
        rows=_rows(visit, known),
        weights=[str(weight) for weight in range(1, HEAVIEST + 1)],
        suggested=[words(visit.language, "wishes").say(f"missing.{name}") for name in missing(visit.answer)],
    )


@page
def what_i_want(visit: Visit) -> HttpResponse:
    """The wishes as a page, with words for a search."""
    answer, known = visit.answer, latest_wishes(visit.story, visit.today)
    found = search(answer, known)
    return visit.show(
        "finding/wishes.html",
        title=visit.say("finding_page.title"),
        section="changing",
        sections=wishes_sections(known, worked(answer), missing(answer), found, visit.language),
    )


def formats(visit: Visit) -> list[tuple[str, str]]:
    """How one can meet, each in words."""
    said = words(visit.language, "wishes")
    return [(one, said.say(f"search.format.{one}")) for one in get_args(Format)]


def approaches(visit: Visit) -> list[tuple[str, str]]:
    """Kinds of therapy, each in words."""
    said = words(visit.language, "therapies")
    return [(one, said.say(f"{one}.name")) for one in facts("catalogue")["therapies"]]


def split(languages: str | None) -> tuple[str, ...]:
    """Languages that were typed with commas between."""
    return tuple(part.strip() for part in (languages or "").replace(";", ",").split(",") if part.strip())


def _as_initial(known: Wishes) -> dict[str, Any]:
    style = known.style.model_dump() if known.style else {}
    lines = {name: f"{value:g}" for name, value in style.items() if value is not None}
    return {**known.model_dump(), **lines, "languages": ", ".join(known.languages)}


def _wishes(visit: Visit, form: Wanted) -> Wishes:
    given = form.given
    style = {name: given.pop(name) for name in STYLE if name in given}
    given["languages"] = split(given.get("languages"))
    for name in ("formats", "approaches"):
        given[name] = tuple(given.get(name, ()))
    kept = latest_wishes(visit.story, visit.today)
    return Wishes(
        date=visit.today,
        style=Style(**style) if style else None,
        provider_types=kept.provider_types if kept else (),
        criteria=tuple(_criteria(visit.posted)),
        **given,
    )


def _criteria(posted: QueryDict) -> Iterator[Criterion]:
    for name in posted:
        kind, _, id_ = name.partition(".")
        chosen, own = str(posted[name]), str(posted.get(f"words.{id_}", "")).strip()
        if kind != "counts" or not chosen or (id_.startswith(OWN) and not own):
            continue
        weight = int(chosen) if chosen.isdecimal() and 1 <= int(chosen) <= HEAVIEST else None
        yield Criterion(id=id_, need="must" if chosen == "must" else "nice", weight=weight, text=own or None)


def _rows(visit: Visit, known: Wishes | None) -> list[Row]:
    """Everything that can count, with what was chosen or, at first, what is offered."""
    held = {one.id: one for one in known.criteria} if known else {}
    rows = []
    for one in criteria_choices(visit.language):
        offered = "must" if one.need == "must" else str(one.weight)
        rows.append(Row(one.id, one.name, _chosen(visit, one.id, held, offered)))
    own = [id_ for id_ in held if id_.startswith(OWN)]
    free = (f"{OWN}{number}" for number in range(1, OWN_CRITERIA + len(own) + 1) if f"{OWN}{number}" not in own)
    for id_ in (*own, *(next(free) for _ in range(max(OWN_CRITERIA - len(own), 1)))):
        text_ = visit.posted.get(f"words.{id_}", held[id_].text or "" if id_ in held else "")
        rows.append(Row(id_, text_, _chosen(visit, id_, held, "3"), own=True))
    return rows


def _chosen(visit: Visit, id_: str, held: Mapping[str, Criterion], offered: str) -> str:
    if visit.sent:
        return visit.posted.get(f"counts.{id_}", "")
    if id_ in held:
        return "must" if held[id_].need == "must" else str(held[id_].weight or 3)
    return "" if held else offered


def _keep_wishes(visit: Visit, new: Wishes, known: Wishes | None) -> None:
    """Wishes of a day replace those of the same day; of another day they stand beside them, since days matter."""
    value = new.model_dump(mode="json", exclude_defaults=True)
    same = [one for one in visit.pages.entries("wishes") if one.value["date"] == new.date.isoformat()]
    if known is not None and same:
        visit.pages.correct(same[-1].id, value, seen=same[-1].version)
    else:
        visit.pages.append("wishes", value)
    visit.tell("frame.saved")


urls = [
    path("81", wanted, name="wishes"),
    path("82", what_i_want, name="wishes_page"),
]
