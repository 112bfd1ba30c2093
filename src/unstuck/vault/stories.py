"""How does a story become entries, and entries a story? The only part of the vault that knows what a story is."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from unstuck.story import FORMAT, Story, Unreadable, dump, validate
from unstuck.vault.entries import Entry, as_text

ABOUT = "about"
APP = "app."
"""How the kinds begin that belong to the app and are no part of a story."""

LEAVES = frozenset({"sessions", "scores", "goal_ratings", "answers", "events", "conversations", "notes"})
"""The lists that grow, and whose entries name others but are named by none."""
FRAME = frozenset(Story.model_fields) - LEAVES
"""The rest, which other entries may name: when it changes, every entry is looked at again."""

Tree = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Gathered:
    """A story, and what did not fit into it.

    Attributes:
        unfit: ids of entries that open but contradict the others or name what is gone, such as a rating of a
            destroyed goal. They are kept, and left out of the story.
    """

    story: Story
    unfit: tuple[str, ...] = ()


def records(story: Story) -> Iterator[tuple[str, Any]]:
    """The kinds and values of the entries that a story is made of, in its order."""
    tree: Tree = json.loads(dump(story))
    del tree["format"]
    for name, value in tree.items():
        yield from ((name, item) for item in ([value] if name == ABOUT else value))


def gather(entries: Iterable[Entry], *, fits: bool = False) -> Gathered:
    """The story that entries tell, in their order; one that doesn't fit never hides the rest.

    Parameters:
        fits: they are known to make one story, which is then not asked again.
    """
    left = [entry for entry in entries if not entry.kind.startswith(APP)]
    if fits:
        try:
            return Gathered(_story(left))
        except ValueError:
            pass  # an older release found that it fits; this one knows better, and says what doesn't
    unfit: list[str] = []
    while True:
        tree, sources = _tree(left)
        try:
            return Gathered(validate(tree), tuple(unfit))
        except Unreadable as error:
            named = {name for problem in error.problems for name in _named(problem.path, sources)}
            out = named or {entry.id for entry in left}
            unfit += [entry.id for entry in left if entry.id in out]
            left = [entry for entry in left if entry.id not in out]


def refuse_unfit(kind: str, value: Any, entries: Iterable[Entry]) -> None:  # noqa: ANN401 - what JSON holds
    """Refuse what would be no part of a story, beside the goals and therapies there are.

    Raises:
        Unreadable: with every problem of the value.
    """
    if kind.startswith(APP):
        return
    frame = [entry for entry in entries if entry.kind in FRAME]
    new = Entry("", 1, 0, kind, as_text(value))
    tree, sources = _tree([*frame, new])
    try:
        validate(tree)
    except Unreadable as error:
        mine = tuple(problem for problem in error.problems if "" in _named(problem.path, sources))
        if mine:
            raise Unreadable(mine) from None


def _tree(entries: Iterable[Entry]) -> tuple[Tree, dict[str, list[str]]]:
    """A story as JSON values, and the ids of the entries each of its parts came from, in order."""
    tree: Tree = {"format": FORMAT}
    sources: dict[str, list[str]] = {}
    for entry in entries:
        value = entry.value
        sources.setdefault(entry.kind, []).append(entry.id)
        if entry.kind == ABOUT:
            tree[ABOUT] = value
        else:
            listed = tree.setdefault(entry.kind, [])
            listed.append(value)
    return tree, sources


def _named(path: tuple[str | int, ...], sources: dict[str, list[str]]) -> list[str]:
    """The entry a problem's place is in; all of that part where it names none of them."""
    part = sources.get(str(path[0]), []) if path else []
    if len(path) > 1 and isinstance(path[1], int) and path[1] < len(part):
        return [part[path[1]]]
    return part


def _story(entries: Iterable[Entry]) -> Story:
    """The story of entries that are known to fit: their texts in one, read by pydantic, and not asked again.

    Raises:
        ValueError: they don't fit after all.
    """
    lists: dict[str, list[str]] = {}
    for entry in entries:
        lists.setdefault(entry.kind, []).append(entry.text)
    parts = [f'"format":"{FORMAT}"']
    parts += [f"{as_text(kind)}:[{','.join(texts)}]" for kind, texts in lists.items() if kind != ABOUT]
    parts += [f'"{ABOUT}":{text}' for text in lists.get(ABOUT, [])[-1:]]
    return Story.model_validate_json(f"{{{','.join(parts)}}}", strict=True)
