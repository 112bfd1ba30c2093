"""How does a template say something? By the file and id of a sentence; no sentence stands in a template.

{% say "frame.saved" %}   {% say "now.sessions" n=3 %}   {% say "now.chart" date=answer.record.on as text %}
"""

from __future__ import annotations

from typing import cast

from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from unstuck.knowledge import Blank
from unstuck.web.visit import Visit

register = template.Library()


@register.simple_tag(takes_context=True)
def say(context: Context, key: str, **blanks: Blank) -> str:
    """The sentence in the page's language, its blanks filled; escaped like every other text."""
    return _visit(context).say(key, **blanks)


@register.simple_tag(takes_context=True)
def written(context: Context, value: Blank) -> str:
    """A number or a day as the page's language writes it."""
    from unstuck.knowledge import words  # noqa: PLC0415 - one name less for the templates

    return words(_visit(context).language, "frame").written(value)


@register.filter
def get(found: dict[str, object], key: str) -> object:
    """What a table holds under a key."""
    return found.get(key)


@register.filter
def svg(drawing: str) -> SafeString:
    """A picture of `unstuck.charts`, which escapes every text that goes into it."""
    return mark_safe(drawing)  # noqa: S308 # nosec B308 B703


def _visit(context: Context) -> Visit:
    return cast("Visit", context["visit"])
