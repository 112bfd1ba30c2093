"""How does a story leave as plain files that anyone can read: the story file, tables, and a page?"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from html import escape
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from unstuck.knowledge import Words, words
from unstuck.story import Story, dump
from unstuck.vault.places import private_folder, write_private
from unstuck.vault.problems import VaultProblem, plainly

STORY_FILE = "story.json"
PAGE_FILE = "story.html"
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
ID = re.compile("[a-z0-9]+(_[a-z0-9]+)+")
"""Text that is the name of something rather than a person's own words."""
DAY = re.compile(r"\d{4}-\d\d-\d\d")
STYLE = "body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:1rem/1.6 sans-serif}dt{font-weight:bold}dd{margin:0}"


def export(story: Story, folder: Path, language: str = "en") -> tuple[Path, ...]:
    """Write a story into a new or empty folder as `story.json`, one table a list, and `story.html`: readable by anyone.

    Raises:
        VaultProblem: `folder_not_empty`, or what the machine says.
    """
    with plainly(folder):
        private_folder(folder)
        if any(folder.iterdir()):
            raise VaultProblem("folder_not_empty", place=str(folder))
        made = files(story, language)
        for name, content in made.items():
            write_private(folder / name, content)
        return tuple(folder / name for name in made)


def zipped(story: Story, language: str = "en") -> bytes:
    """The same files in one ZIP file, made in memory; the same story gives the same bytes."""
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as opened:
        for name, content in files(story, language).items():
            opened.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return packed.getvalue()


def files(story: Story, language: str = "en") -> dict[str, bytes]:
    """What an export is made of, by file name."""
    return {STORY_FILE: dump(story), **tables(story), PAGE_FILE: page(story, language).encode()}


def tables(story: Story) -> dict[str, bytes]:
    """CSV files (UTF-8 with a byte-order mark, for spreadsheets) by name: one for each list that has something in it.

    Text that a spreadsheet would take for a formula gets an apostrophe in front; `story.json` has it as it is.
    """
    return {f"{name}.csv": _table([dict(_flat(item)) for item in items]) for name, items in _lists(story)}


def page(story: Story, language: str = "en") -> str:
    """The story as one HTML page without anything from elsewhere."""
    title = escape(words(language, "vault").say("export.title"))
    sections = "".join(_section(name, items, language) for name, items in _lists(story))
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f"<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n{sections}</body>\n</html>\n"
    )


def _lists(story: Story) -> Iterator[tuple[str, list[Any]]]:
    tree = json.loads(dump(story))
    del tree["format"]
    for name, value in tree.items():
        if value not in ({}, []):
            yield name, value if isinstance(value, list) else [value]


def _flat(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - what JSON holds
    """Columns and cells: what lies deeper has its place in the column's name, as `schedule.minutes`."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _flat(inner, f"{name}.{key}" if name else key)
    elif isinstance(value, list) and any(isinstance(inner, Mapping | list) for inner in value):
        for number, inner in enumerate(value, 1):
            yield from _flat(inner, f"{name}.{number}" if name else str(number))
    elif isinstance(value, list):
        yield name, "; ".join(map(str, value))
    else:
        yield name or "value", value


def _table(rows: list[dict[str, Any]]) -> bytes:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(map(_cell, columns))
    writer.writerows([_cell(row.get(column)) for column in columns] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> Any:  # noqa: ANN401 - what JSON holds
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_SIGNS) else value


def _section(name: str, items: Iterable[Any], language: str) -> str:
    heading = escape(_label(words(language, "vault"), f"export.list.{name}", name))
    articles = "".join(_article(item, language) for item in items)
    return f"<h2>{heading}</h2>\n{articles}"


def _article(item: Any, language: str) -> str:  # noqa: ANN401 - what JSON holds
    lines = "".join(
        f"<dt>{escape(_path_label(path, language))}</dt><dd>{_written(value, language)}</dd>\n"
        for path, value in _flat(item)
    )
    return f"<article><dl>\n{lines}</dl></article>\n<hr>\n"


def _path_label(path: str, language: str) -> str:
    said = words(language, "diary")
    return ", ".join(_label(said, f"field.{part}", part) for part in path.split("."))


def _label(said: Words, key: str, name: str) -> str:
    return said.say(key) if key in said else name.replace("_", " ")


def _written(value: Any, language: str) -> str:  # noqa: ANN401 - what JSON holds
    said = words(language, "vault")
    if isinstance(value, bool):
        return escape(said.say("export.yes" if value else "export.no"))
    if not isinstance(value, str):
        return escape(said.written(value) if value is not None else "")
    if ID.fullmatch(value):
        return value.replace("_", " ")
    if DAY.fullmatch(value):
        return escape(said.written(date.fromisoformat(value)))
    return escape(value).replace("\n", "<br>\n")
