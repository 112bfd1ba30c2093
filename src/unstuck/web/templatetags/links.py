"""How does a page lead on: to a thing of the library by its place, and to an address outside only when it is followed?

{% load links %}   {% url "library_item" reason.id|place %}   {{ line.text|linked }}
"""

from __future__ import annotations

import re

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from unstuck.explain import source
from unstuck.web.places import place_of

register = template.Library()
ADDRESS = re.compile(r"(https?://[^\s<>\"]+[^\s<>\".,;:)\]])")


@register.filter
def place(id_: str) -> int:
    """The number under which the library shows a thing."""
    return place_of(id_)


@register.filter
def citation(id_: str) -> str:
    """Who found something, by the id of the source."""
    return source(id_).citation


@register.filter
def linked(text: str) -> SafeString:
    """A text, escaped, whose addresses can be followed and tell the other side nothing."""
    parts = ADDRESS.split(text)
    return format_html_join(
        "", "{}", ((_link(part) if n % 2 else conditional_escape(part),) for n, part in enumerate(parts))
    )


def _link(address: str) -> SafeString:
    return format_html('<a href="{}" rel="noreferrer noopener" target="_blank">{}</a>', address, address)
