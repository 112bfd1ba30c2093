"""Where does everything lie that a set-up reads or makes? All of it inside the project's own folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

Kind = Literal["run", "test"]
"""What an environment is for: to run Unstuck, or to run its tests and checks as well."""

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src"
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"

LOCKS: dict[Kind, Path] = {"run": ROOT / "requirements.txt", "test": ROOT / "requirements-test.txt"}
"""The packages of each kind, with hashes; every package of "run" stands in "test" in the same version."""

PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")


def script(name: str) -> Path:
    """The command `name` that a package of the environment brings along."""
    return PYTHON.with_name(f"{name}.exe" if WINDOWS else name)
