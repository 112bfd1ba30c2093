"""How does a page ask? Django's forms, with our words, and a few ways to answer of our own.

    class After(Worded):
        file = "check_in"
        after = scale(-5, 5)
        note = text(rows=3)

    form = After(visit, initial={...})        # words: check_in.fields.after.label, .help, .low, .high, .choices.<value>

Nothing is required unless a field says so. A field left empty gives None.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import BaseValidator
from django.forms.renderers import TemplatesSetting

from unstuck.knowledge import Words, words
from unstuck.story.models import DAY
from unstuck.web.visit import Visit

LONGEST_LINE = 500
LONGEST_TEXT = 200_000
LIMITS = ("max_length", "min_value", "max_value")
ERRORS = ("required", "invalid", "invalid_choice", "invalid_list", *LIMITS)


class Renderer(TemplatesSetting):
    """Our own look of fields and forms."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"


class Scale(forms.RadioSelect):
    """Numbers in a row, of which one is chosen; or none."""

    template_name = "forms/scale.html"
    ends: tuple[str, str] = ("", "")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:  # noqa: ANN401
        """Add what the ends of the scale mean."""
        context = super().get_context(name, value, attrs)
        context["widget"]["ends"] = self.ends
        return context


class Choices(forms.RadioSelect):
    """A few answers below each other, of which one is chosen; or none."""

    template_name = "forms/choices.html"


class Ticks(forms.CheckboxSelectMultiple):
    """Things to tick."""

    template_name = "forms/choices.html"


class Whole(forms.TypedChoiceField):
    """A whole number on a scale."""


class OwnWords(forms.CharField):
    """Own words as they were written. A browser told of a limit cuts off what is pasted; so it isn't told."""

    def to_python(self, value: Any) -> str:  # noqa: ANN401 - Django's signature
        """The words, with the line ends of a file rather than of a form."""
        return str(super().to_python(value) or "").replace("\r\n", "\n")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Everything but the limit."""
        return {name: said for name, said in super().widget_attrs(widget).items() if name != "maxlength"}


class DayField(forms.Field):
    """A day, as `<input type="date">` gives it."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages: ClassVar = {"invalid": ""}

    def to_python(self, value: Any) -> date | None:  # noqa: ANN401 - Django's signature
        """The day, None when nothing was said."""
        if isinstance(value, date) or value in self.empty_values:
            return value or None
        try:
            if DAY.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        raise ValidationError(self.error_messages["invalid"], code="invalid")


class Worded(forms.Form):
    """A form whose labels, hints, choices and complaints stand in `knowledge`.

    Attributes:
        file: the file of words, which has a table `fields`.
    """

    file: ClassVar[str]

    def __init__(self, visit: Visit, *, initial: Mapping[str, Any] | None = None, prefix: str | None = None) -> None:
        """Filled from what was sent, where a form was; else from `initial`."""
        data, files = (visit.posted, visit.request.FILES) if visit.sent else (None, None)
        super().__init__(data, files, initial=dict(initial or {}), prefix=prefix, label_suffix="")
        self.said, self._errors_said = words(visit.language, self.file), words(visit.language, "forms")
        for name, field in self.fields.items():
            _word(field, name, self.said, self._errors_said)

    def add(self, name: str, field: forms.Field, label: str) -> None:
        """One field more, with its label."""
        self.fields[name] = field
        _word(field, name, self.said, self._errors_said)
        field.label = label

    def offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        """Have a field offer these choices, each with its words."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(choices)

    @property
    def given(self) -> dict[str, Any]:
        """What was answered, without what was left empty."""
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "", [], ())}


def scale(low: int, high: int) -> Whole:
    """A number from `low` to `high`."""
    return Whole(
        choices=[(str(number), str(number)) for number in range(low, high + 1)],
        coerce=int,
        empty_value=None,
        required=False,
        widget=Scale,
    )


def choice(values: Iterable[str], *, required: bool = False, menu: bool = False) -> forms.TypedChoiceField:
    """One of a few ids, below each other or in a menu; their words are `fields.<name>.choices.<id>`."""
    listed = [("", ""), *((value, value) for value in values)] if menu else [(value, value) for value in values]
    widget = forms.Select if menu else Choices
    return forms.TypedChoiceField(choices=listed, empty_value=None, required=required, widget=widget)


def ticks(values: Iterable[str]) -> forms.MultipleChoiceField:
    """Several of a few ids."""
    return forms.MultipleChoiceField(choices=[(value, value) for value in values], required=False, widget=Ticks)


def line(*, required: bool = False, longest: int = LONGEST_LINE) -> forms.CharField:
    """A line of own words."""
    return OwnWords(required=required, max_length=longest, widget=forms.TextInput(attrs={"autocomplete": "off"}))


def text(*, rows: int = 4, required: bool = False, longest: int = LONGEST_TEXT) -> forms.CharField:
    """Own words, as many as one likes."""
    widget = forms.Textarea(attrs={"rows": rows, "autocomplete": "off"})
    return OwnWords(required=required, max_length=longest, widget=widget)


def number(low: int, high: int, *, whole: bool = True, required: bool = False) -> forms.IntegerField:
    """A number typed in."""
    kind = forms.IntegerField if whole else forms.FloatField
    return kind(min_value=low, max_value=high, required=required)


def day(*, required: bool = False) -> DayField:
    """A day."""
    return DayField(required=required)


def _word(field: forms.Field, name: str, said: Words, errors: Words) -> None:
    at = f"fields.{name}"
    if f"{at}.label" in said:
        field.label = said.say(f"{at}.label")
    if f"{at}.help" in said:
        field.help_text = said.say(f"{at}.help")
    if isinstance(field, forms.ChoiceField):
        listed = cast("list[tuple[str, str]]", field.choices)
        field.choices = [(value, _choice(f"{at}.choices.{value}", text, said)) for value, text in listed]
    if isinstance(field.widget, Scale) and f"{at}.low" in said:
        field.widget.ends = (said.say(f"{at}.low"), said.say(f"{at}.high"))
    limits = {blank: limit for blank in LIMITS if (limit := getattr(field, blank, None)) is not None}
    for code in ERRORS:
        if code not in LIMITS or code in limits:
            field.error_messages[code] = errors.say(f"error.{code}", **limits)
    for validator in field.validators:
        if isinstance(validator, BaseValidator) and validator.code in field.error_messages:
            validator.message = field.error_messages[validator.code]


def _choice(key: str, usual: str, said: Words) -> str:
    return said.say(key) if key in said else usual
