"""What does a check-in ask? Little at a time, and nothing of it has to be answered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, Literal

from django import forms
from django.core.exceptions import ValidationError

from unstuck.diary.checking_in import Place
from unstuck.knowledge import words
from unstuck.measures import Measure
from unstuck.vault.entries import Entry
from unstuck.web.forms import Worded, choice, day, line, scale, text
from unstuck.web.visit import Visit

Belongs = Literal["same", "new"]
FOUR = ("bond", "goals", "tasks", "heard")
NOT_HELD = ("moved", "cancelled_by_me", "cancelled_by_therapist", "missed")


class Dated(Worded):
    """A form about a day, which is today unless another one is chosen, and never one that hasn't come yet."""

    file = "check_in_page"
    day = day()
    needs_day: ClassVar[bool] = False

    def __init__(self, visit: Visit, *, initial: Mapping[str, Any] | None = None) -> None:
        self._today = visit.today
        usual = {} if self.needs_day else {"day": visit.today}
        super().__init__(visit, initial=usual | dict(initial or {}))
        self.fields["day"].widget.attrs["max"] = visit.today.isoformat()

    def clean_day(self) -> date:
        """The day that is meant."""
        chosen: date | None = self.cleaned_data["day"]
        if chosen is None and self.needs_day:
            raise ValidationError(self.said.say("problem.which_day"))
        if chosen is not None and chosen > self._today:
            raise ValidationError(self.said.say("problem.not_yet"))
        return chosen or self._today


class OfTherapy(Dated):
    """A form about a session; where no therapy ran on its day, it asks which one is meant."""

    belongs = choice(("same", "new"))

    asks: bool = False

    def ask(self, place: Place) -> None:
        """Have it ask which therapy is meant."""
        if place.near is None or place.missing is None:
            return
        self.asks = True
        when = place.near.started if place.missing == "later" else place.near.ended or place.near.started
        said = self.said
        self.offer("belongs", [("same", said.say(f"belongs.{place.missing}")), ("new", said.say("belongs.new"))])
        self.fields["belongs"].label = said.say(f"belongs.ask_{place.missing}", date=when)
        self.add_error("belongs", said.say("belongs.which"))


class Before(OfTherapy):
    """Before a session: one tap."""

    before = scale(-5, 5)


class After(OfTherapy):
    """After a session."""

    after = scale(-5, 5)
    bond = scale(0, 10)
    goals = scale(0, 10)
    tasks = scale(0, 10)
    heard = scale(0, 10)
    note = text(rows=2)
    win = line()

    @property
    def session(self) -> dict[str, Any]:
        """What was said of the session itself."""
        given = self.given
        alliance = {name: given[name] for name in FOUR if name in given}
        said = {name: given[name] for name in ("before", "after", "note") if name in given}
        return said | ({"alliance": alliance} if alliance else {})


class Past(After):
    """A session of another day, before and after."""

    before = scale(-5, 5)
    needs_day = True


class NotHeld(OfTherapy):
    """A session that did not take place."""

    status = choice(NOT_HELD, required=True)
    note = text(rows=2)


class Score(Dated):
    """A score of a scale: its total, or for our own check-in its four sliders."""

    def __init__(self, visit: Visit, measure: Measure, *, initial: Mapping[str, Any] | None = None) -> None:
        """With what the scale needs."""
        super().__init__(visit, initial=initial)
        self.measure = measure
        said = words(visit.language, "measures")
        for part in measure.parts:
            one = scale(int(measure.items.lowest), int(measure.items.highest)) if measure.items else scale(0, 10)
            self.add(part, one, said.say(f"{measure.id}.{part}.ask"))
            self.fields[part].widget.ends = (
                said.say(f"{measure.id}.{part}.low"),
                said.say(f"{measure.id}.{part}.high"),
            )
        if not measure.parts:
            kind = forms.FloatField if measure.decimals else forms.IntegerField
            self.add(
                "total",
                kind(min_value=measure.lowest, max_value=measure.highest, required=False),  # type: ignore[arg-type]
                self.said.say("fields.total.label"),
            )

    def clean(self) -> dict[str, Any]:
        """All of our own sliders, or none."""
        given = [self.cleaned_data.get(part) is not None for part in self.measure.parts]
        if any(given) and not all(given):
            for part in self.measure.parts:
                if part in self.cleaned_data and self.cleaned_data[part] is None:
                    self.add_error(part, self.said.say("problem.all_sliders"))
        return self.cleaned_data

    @property
    def score(self) -> dict[str, Any] | None:
        """What was scored, None when nothing."""
        given = self.given
        if self.measure.parts:
            items = [given[part] for part in self.measure.parts if part in given]
            return {"total": sum(items), "items": items} if items else None
        return {"total": given["total"]} if "total" in given else None


class Goals(Dated):
    """How far each goal is."""

    def __init__(self, visit: Visit, goals: Mapping[str, Entry], *, initial: Mapping[str, Any] | None = None) -> None:
        """One scale a goal, under the id of its entry."""
        super().__init__(visit, initial=initial)
        self.goals = goals
        ends = (self.said.say("goals.low"), self.said.say("goals.high"))
        for name, entry in goals.items():
            one = scale(0, 10)
            one.widget.ends = ends
            self.add(name, one, entry.value.get("text") or self.said.say("goals.unnamed"))

    @property
    def ratings(self) -> list[dict[str, Any]]:
        """What was rated."""
        return [
            {"goal": entry.value["id"], "rating": self.given[name]}
            for name, entry in self.goals.items()
            if name in self.given
        ]


class NewGoal(Worded):
    """A goal, in one's own words."""

    file = "check_in_page"
    text = line(longest=300)


class Journal(Dated):
    """A page of the journal."""

    text = text(rows=8)
