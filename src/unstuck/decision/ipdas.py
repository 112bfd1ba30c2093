"""How does the decision aid stand with each item of its standard? The page docs/decision-aid.md.

International Patient Decision Aid Standards, version 4: 6 qualifying, 10 certification and 28 quality items. Items:
`facts/ipdas.toml`; words: `en/ipdas.toml`. `python -m unstuck.decision.ipdas` prints the page.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from unstuck.knowledge import Words, facts, version, words

Class = Literal["qualifying", "certification", "quality"]
Met = Literal["yes", "partly", "no"]


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the standard.

    Attributes:
        id: its id in the data.
        code: its published code, or our running number for the quality items.
        item_class: what failing it means: no decision aid, not a fair one, not a good one.
        met: whether we meet it.
        checks: the names of the checks a test does on the data.
    """

    id: str
    code: str
    item_class: Class
    met: Met
    checks: tuple[str, ...]


def items() -> tuple[Item, ...]:
    """All 44 items in the order of the checklist."""
    return tuple(
        Item(id_, row["code"], row["class"], row["met"], tuple(row["checks"]))
        for id_, row in facts("ipdas")["items"].items()
    )


def page(language: str = "en") -> str:
    """The whole page, in Markdown."""
    said = words(language, "ipdas")
    met = Counter(item.met for item in items())
    counts = said.say("page.counts", yes=met["yes"], partly=met["partly"], no=met["no"], all=met.total())
    about_the_aid = words(language, "options").say
    parts = [
        f"# {said.say('page.title')}",
        said.say("page.intro"),
        said.say("page.claim"),
        f"{counts} {said.say('page.checked')}",
        " ".join(
            about_the_aid(f"page.{key}", knowledge=version())
            for key in ("dated", "update", "paid_by", "makers", "not_tested")
        ),
        *(part for item_class in ("qualifying", "certification", "quality") for part in _class_parts(said, item_class)),
        f"## {said.say('page.not_done')}",
        said.say("page.not_done_intro"),
        "\n".join(f"- {item.code}: {_asks(said, item)}" for item in items() if item.met == "no"),
        *(text for key in ("evidence", "certainty", "reading") for text in _about(said, key)),
        "\n".join(f"- {_citation(source)}" for source in facts("ipdas")["sources"]),
        said.say("page.generated"),
    ]
    return "\n\n".join(parts) + "\n"


def _class_parts(said: Words, item_class: str) -> tuple[str, str]:
    rows = [
        f"| {item.code} | {_asks(said, item)} | {said.say(f'met.{item.met}')} | {said.say(f'items.{item.id}.how')} |"
        for item in items()
        if item.item_class == item_class
    ]
    head = [said.say("page.table"), "|" + "---|" * 4]
    return f"## {said.say(f'classes.{item_class}')}", "\n".join([*head, *rows])


def _about(said: Words, key: str) -> tuple[str, str]:
    reading = facts("ipdas")["reading"]
    return f"## {said.say(f'page.{key}')}", said.say(f"page.{key}_text", **reading)


def _asks(said: Words, item: Item) -> str:
    return said.say(f"items.{item.id}.asks")


def _citation(source: str) -> str:
    row = facts("sources")[source]
    return f"{row['citation']}. <{row['url']}>"


if __name__ == "__main__":
    print(page(), end="")  # noqa: T201 - the page is the answer
