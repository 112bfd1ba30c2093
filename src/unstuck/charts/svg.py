"""How is an SVG written, so that no text in it can become markup?

`Markup` is finished SVG; text becomes it only through `words`. SVG 2 (W3C), XML 1.0 for what a character may be.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import NewType

Markup = NewType("Markup", str)
Value = str | float

NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SPACES = re.compile(r"\s+")
IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
NAMESPACE = "http://www.w3.org/2000/svg"
FONT = "ui-sans-serif, system-ui, sans-serif"


def words(text: str) -> Markup:
    """Any text as markup that shows it: escaped, on one line, what XML has no place for shown as a box."""
    return Markup(escape(SPACES.sub(" ", NOT_XML.sub("\ufffd", text))))


def tag(name: str, *inside: Markup, **attributes: Value | None) -> Markup:
    """An element. `class_` is written class, `_` in a name as `-`; an attribute of None is left out."""
    written = "".join(
        f' {_attribute_name(key)}="{number(value) if isinstance(value, (int, float)) else words(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Markup(f"<{name}{written}>{''.join(inside)}</{name}>" if inside else f"<{name}{written}/>")


def number(value: float) -> str:
    """A coordinate with at most one decimal."""
    rounded = round(value, 1)
    return str(int(rounded)) if rounded == int(rounded) else f"{rounded:.1f}"


def points(places: Sequence[tuple[float, float]]) -> str:
    """Coordinates as polylines and polygons want them."""
    return " ".join(f"{number(x)},{number(y)}" for x, y in places)


def label(text: str, x: float, y: float, *, class_: str = "chart-text", anchor: str = "start") -> Markup:
    """A short text at a place."""
    return tag("text", words(text), x=x, y=y, class_=class_, text_anchor=anchor, fill="currentColor")


def picture(identifier: str, title: str, description: str, size: tuple[float, float], *inside: Markup) -> str:
    """A whole SVG with its title and description, by which it is announced.

    Args:
        identifier: unique on its page, a letter and then letters, digits, `-` or `_`.
        title: what it shows, short.
        description: what there is to see, in a sentence or two.
        size: width and height, in pixels when nothing else sizes it.
        inside: what is drawn.

    Raises:
        ValueError: not an identifier.
    """
    if not IDENTIFIER.fullmatch(identifier):
        raise ValueError(f"not an identifier: {identifier!r}")
    width, height = size
    return tag(
        "svg",
        tag("title", words(title), id=f"{identifier}-title"),
        tag("desc", words(description), id=f"{identifier}-desc"),
        tag("g", *inside, font_family=FONT, font_size=13, fill="none", stroke="none"),
        xmlns=NAMESPACE,
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=width,
        height=height,
        role="img",
        aria_labelledby=f"{identifier}-title {identifier}-desc",
        class_="chart",
    )


def _attribute_name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")
