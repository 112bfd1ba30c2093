"""What is the app called and how does it look, before anything is opened?

A neutral name and light or dark are chosen by the person and say nothing about them, so they may lie beside the vault
in the clear: the locked door has to know them.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, get_args

from unstuck.knowledge import languages
from unstuck.vault.places import FACE, private_folder, write_private
from unstuck.vault.problems import plainly

NAME = "Unstuck"
LONGEST_NAME = 40
Theme = Literal["auto", "light", "dark"]
THEMES: tuple[Theme, ...] = get_args(Theme)


@dataclass(frozen=True, slots=True)
class Face:
    """How the app shows itself.

    Attributes:
        name: what stands in the title and on every page.
        theme: "auto" follows the system.
        language: a folder of words; "" for the usual one.
    """

    name: str = NAME
    theme: Theme = "auto"
    language: str = ""


def face(folder: Path) -> Face:
    """What was chosen in a data folder; the usual face where nothing, or nothing readable, was."""
    try:
        found = json.loads((folder / FACE).read_bytes())
        name, theme, language = found["name"], found["theme"], found.get("language", "")
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Face()
    fits = isinstance(name, str) and 0 < len(name) <= LONGEST_NAME and theme in THEMES
    return Face(name, theme, language if language in languages() else "") if fits else Face()


def put_face(folder: Path, chosen: Face) -> None:
    """Remember what was chosen.

    Raises:
        VaultProblem: the machine says no.
    """
    with plainly(folder):
        private_folder(folder)
        write_private(folder / FACE, json.dumps(asdict(chosen)).encode())
