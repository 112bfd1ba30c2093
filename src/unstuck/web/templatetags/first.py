"""What has to stand on top of a page before anything else?

{% load first %}{% help_first as help %}
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django import template
from django.template import Context

from unstuck.knowledge import words
from unstuck.readout.sentences import help_now
from unstuck.readout.written import lines

if TYPE_CHECKING:
    from unstuck.web.visit import Visit

register = template.Library()


@dataclass(frozen=True, slots=True)
class Help:
    """Help, as it stands on top.

    Attributes:
        sentences: what is said.
        lines: whom to call, by the person's country.
        because: why it stands there.
        country_known: whether the lines are those of the person's country.
    """

    sentences: tuple[str, ...]
    lines: list[dict[str, str | None]]
    because: tuple[str, ...]
    country_known: bool


@register.simple_tag(takes_context=True)
def help_first(context: Context) -> Help | None:
    """The help that comes first, None where nothing recorded asks for it."""
    visit = cast("Visit", context["visit"])
    if visit.notebook is None or visit.answer.watch.safety.level == "none":
        return None
    answer, say = visit.answer, words(visit.language, "safety").say
    return Help(
        sentences=tuple(help_now(answer, visit.language)),
        lines=lines(answer, visit.language),
        because=tuple(say(f"signals.{signal.id}") for signal in answer.watch.safety.signals),
        country_known=answer.record.about.country is not None,
    )
