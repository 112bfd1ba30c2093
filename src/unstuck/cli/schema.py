"""`python -m unstuck.cli.schema FOLDER`: write the JSON Schemas of story and read-out, as docs/schema holds them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from unstuck.readout.format import schema as readout_schema
from unstuck.story import Story


def schemas() -> dict[str, str]:
    """The text of each schema, by its file name."""
    found: dict[str, dict[str, Any]] = {
        "story.schema.json": Story.model_json_schema(),
        "readout.schema.json": readout_schema(),
    }
    return {name: json.dumps(schema, ensure_ascii=False, indent=2) + "\n" for name, schema in found.items()}


if __name__ == "__main__":
    for name, text in schemas().items():
        (Path(sys.argv[1]) / name).write_text(text, encoding="utf-8")
