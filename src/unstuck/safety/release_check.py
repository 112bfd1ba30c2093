"""May a release go out with the help lines as they are?

`python -m unstuck.safety.release_check` fails when a number or address has expired or expires soon; a person then dials
it, looks for a current source, and dates it anew. It is no test: a checkout must not turn red by waiting.
"""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from unstuck.safety.help_lines import HelpLine, all_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

DAYS = 60


def due(on: date, days: int = DAYS) -> tuple[tuple[str, HelpLine], ...]:
    """The lines that have expired on the day `on` or will within `days`, each with the file it stands in."""
    return tuple((file, line) for file, line in all_lines(on) if line.expires_on < on + timedelta(days=days))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what is due, one line each; 1 when something is, else 0."""
    parser = argparse.ArgumentParser(description="Fail when a help line has expired or expires soon.")
    parser.add_argument("--days", type=int, default=DAYS, help="how many days ahead to look (default: %(default)s)")
    parser.add_argument(
        "--on", type=date.fromisoformat, default=datetime.now(tz=UTC).date(), help="the day to check for"
    )
    asked = parser.parse_args(arguments)
    found = due(asked.on, asked.days)
    for file, line in found:
        sys.stdout.write(
            f"{file}: {line.name or line.kind}, {line.phone or line.text or line.url}: {line.expires_on}\n"
        )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
