"""`python -m unstuck.reasons.page > docs/reasons.md`: every weight, made from the facts and checked to be current."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from unstuck.knowledge import facts, words
from unstuck.reasons.weights import Indicator, indicators


def page(language: str = "en") -> str:
    """The page: what bears on each reason, strongest first."""
    told = words(language, "library_pages")
    parts = [told.say("reasons.head")]
    for reason in facts("reasons")["reasons"]:
        parts.append(f"## {words(language, 'reasons').say(f'{reason}.name')} (`{reason}`)")
        parts.append("\n".join(_table(reason, language)))
    return "\n\n".join(parts) + "\n"


def _table(reason: str, language: str) -> Iterator[str]:
    told, said = words(language, "library_pages"), words(language, "indicators")
    yield told.say("reasons.columns")
    yield "|---|---|---|---|---|"
    bearing = [x for x in indicators().values() if reason in x.weights]
    for one in sorted(bearing, key=lambda x: (-x.weights[reason], x.id)):
        question = said.say(f"{one.id}.ask") if not one.computed else told.say("reasons.from_the_record")
        yes = 5 * one.weights[reason]
        no = -yes / 2 if one.no_counts else 0
        yield f"| `{one.id}` | {question} | {yes:+g} | {no:+g} | {', '.join(_marks(one, language))} |"


def _marks(one: Indicator, language: str) -> Iterator[str]:
    told = words(language, "library_pages")
    if one.group:
        yield told.say("reasons.group", group=one.group)
    if one.context:
        yield told.say("reasons.context")
    if one.clock:
        yield told.say("reasons.clock")


if __name__ == "__main__":
    sys.stdout.write(page())
