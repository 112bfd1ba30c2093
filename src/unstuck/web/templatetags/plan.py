"""What did the person plan? For any page that shows it.

{% load plan %}{% the_plan as plan %}
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django import template
from django.template import Context

from unstuck.aid import name
from unstuck.web.plan import Plan, plan_of

if TYPE_CHECKING:
    from unstuck.web.visit import Visit

register = template.Library()


@register.simple_tag(takes_context=True)
def the_plan(context: Context) -> Plan | None:
    """The plan that stands, None when there is none."""
    visit = cast("Visit", context["visit"])
    return plan_of(visit.mine) if visit.notebook else None


@register.simple_tag(takes_context=True)
def option_name(context: Context, option: str) -> str:
    """What an option is called."""
    return name(option, cast("Visit", context["visit"]).language)
