"""How is an entry of any kind corrected? A form of all its parts, whatever they are, each with its words.

form = EntryForm(visit, "sessions", entry.value)
if visit.sent and form.is_valid():
    visit.pages.correct(entry.id, form.entry(), seen=...)       # form.tell(unreadable) where the story says no
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms

from unstuck.diary.in_words import MODELS, choice_name
from unstuck.diary.parts import CATALOGUES, Part, Path, parts, together
from unstuck.knowledge import facts, words
from unstuck.safety.help_lines import every_country
from unstuck.story import Unreadable
from unstuck.told import professionals
from unstuck.web.forms import LONGEST_LINE, LONGEST_TEXT, DayField, OwnWords, Ticks, Worded
from unstuck.web.visit import Visit

YES_NO: Mapping[str, bool | None] = {"yes": True, "no": False, "": None}
CHOSEN = frozenset({"choice", "ticks", "yes_no"})
SHOWN_RANGE = 20
"""Numbers up to this are ratings, whose ends are shown."""
FOLDED = "schedule"
"""The part of an entry that is shown folded."""
FIRST = ("date", "started", "therapist", "approach")
"""Parts that are asked about before the others."""


class EntryForm(Worded):
    """All that can be corrected in one entry."""

    file = "diary"
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, visit: Visit, kind: str, value: Mapping[str, Any], *, initial: Mapping[str, Any] | None = None
    ) -> None:
        """With the entry as it is, or as it was half written."""
        self.kind, self.value, self._language = kind, value, visit.language
        self._parts = {".".join(map(str, part.path)): part for part in parts(MODELS[kind], value)}
        now = {name: _shown(part) for name, part in self._parts.items()}
        super().__init__(visit, initial=now | dict(initial or {}))
        for name, part in self._parts.items():
            self.add(name, FIELDS[part.kind](part), self._label(part.path))
            if part.low is not None and part.high is not None and part.high <= SHOWN_RANGE:
                self.fields[name].help_text = self.said.say("range", low=part.low, high=part.high)
            if part.kind in CHOSEN:
                self.offer(name, self._choices(part))

    @property
    def plain(self) -> list[forms.BoundField]:
        """The fields that are shown at once."""
        names = [name for name in self._parts if not name.startswith(FOLDED)]
        return [self[name] for name in sorted(names, key=lambda name: not name.startswith(FIRST))]

    @property
    def folded(self) -> list[forms.BoundField]:
        """The fields that are shown when asked for."""
        return [self[name] for name in self._parts if name.startswith(FOLDED)]

    @property
    def unfolded(self) -> bool:
        """Whether there is something in what is folded."""
        folded = [name for name in self._parts if name.startswith(FOLDED)]
        return any(self._parts[name].value is not None or name in self.errors for name in folded)

    def entry(self) -> dict[str, Any]:
        """The entry as it is to be now."""
        return together(self.value, {part.path: self._given(name, part) for name, part in self._parts.items()})

    def tell(self, unreadable: Unreadable) -> None:
        """Say at each field what the story has against it; elsewhere what no field is to blame for."""
        said = words(self._language, "problems")
        for problem in unreadable.problems:
            tail = problem.path[1:] if self.kind == "about" else problem.path[2:]
            name = ".".join(map(str, tail))
            self.add_error(name if name in self._parts else None, said.say(problem.id, **problem.blanks))

    def _label(self, path: Path) -> str:
        name = str(path[-1])
        own = f"field.{self.kind}.{name}"
        label = self.said.say(own if own in self.said else f"field.{name}")
        for place, step in enumerate(path):
            if isinstance(step, int):
                group = self.said.say(f"field.{path[place - 1]}")
                return self.said.say("part_of", group=group, number=step + 1, label=label)
        return label

    def _choices(self, part: Part) -> list[Any]:
        if part.kind == "yes_no":
            return [("", ""), *((name, self.said.say(f"choice.{name}")) for name in YES_NO if name)]
        if part.name in CATALOGUES:
            return [("", ""), *CATALOGUE[part.name](self._language)]
        named = [(value, choice_name(part.name, value, self._language)) for value in part.values]
        return named if part.required or part.kind == "ticks" else [("", ""), *named]

    def _given(self, name: str, part: Part) -> Any:  # noqa: ANN401 - what JSON holds
        said = self.cleaned_data[name]
        if said in (None, "", []):
            return None
        if part.kind == "day":
            return said.isoformat()
        if part.kind == "yes_no":
            return YES_NO[said]
        return int(said) if isinstance(said, float) and said.is_integer() else said


def _shown(part: Part) -> Any:  # noqa: ANN401 - what a field shows
    if part.kind == "yes_no":
        return next(name for name, meant in YES_NO.items() if meant is part.value)
    return int(part.value) if isinstance(part.value, float) and part.value.is_integer() else part.value


def _text(part: Part, *, rows: int, usual: int) -> OwnWords:
    longest = max(usual, len(part.value or ""))
    widget = forms.Textarea(attrs={"rows": rows}) if rows > 1 else forms.TextInput()
    widget.attrs["autocomplete"] = "off"
    return OwnWords(required=False, max_length=longest, widget=widget)


def _number(part: Part, kind: type[forms.IntegerField]) -> forms.IntegerField:
    return kind(min_value=part.low, max_value=part.high, required=part.required)  # type: ignore[arg-type]


FIELDS: Mapping[str, Callable[[Part], forms.Field]] = {
    "text": lambda part: _text(part, rows=4, usual=LONGEST_TEXT),
    "line": lambda part: _text(part, rows=1, usual=LONGEST_LINE),
    "number": lambda part: _number(part, forms.FloatField),
    "whole": lambda part: _number(part, forms.IntegerField),
    "day": lambda part: DayField(required=part.required),
    "clock": lambda _: forms.CharField(required=False, widget=forms.TimeInput(attrs={"type": "time"})),
    "choice": lambda part: forms.ChoiceField(required=part.required),
    "ticks": lambda _: forms.MultipleChoiceField(required=False, widget=Ticks),
    "yes_no": lambda _: forms.ChoiceField(required=False),
}


def _therapies(language: str) -> list[tuple[str, str]]:
    said = words(language, "therapies")
    return sorted(((one, said.say(f"{one}.name")) for one in facts("catalogue")["therapies"]), key=lambda x: x[1])


def _professionals(language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    return [(country, list(kinds)) for country, kinds in professionals(language)]


CATALOGUE: Mapping[str, Callable[[str], Any]] = {
    "provider_type": _professionals,
    "approach": _therapies,
    "country": every_country,
}
