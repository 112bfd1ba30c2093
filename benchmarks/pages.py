"""How long do the pages of the app take, and how large are they? `python -m benchmarks.pages` prints a table.

A vault of 500 sessions and 5,000 entries, opened by a browser; each page asked for in process, at the server, with all
middleware. Cold: the whole command, from its start to the first page in the browser's hand.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from statistics import median

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "unstuck.web.settings")
django.setup()

from django.conf import settings  # noqa: E402 - Django has to be set up first
from django.test import Client  # noqa: E402

from benchmarks.vault_speed import CHEAP, story  # noqa: E402
from tests.web.clients import ADDRESS, let_in, open_pages  # noqa: E402
from unstuck.vault.vault import Vault  # noqa: E402
from unstuck.web.urls import urlpatterns  # noqa: E402

RUNS, COLD_RUNS = 9, 5
SLOWEST, LARGEST, COLD = 150.0, 100_000, 3.0
NOT_PAGES = frozenset({"enter", "leave", "lock", "draft", "end_demo"})


def pages(client: Client) -> Iterator[tuple[str, float, int]]:
    """Each page without a number in its address: its name, median time in milliseconds, and bytes."""
    for pattern in urlpatterns:
        address = f"/{pattern.pattern}"
        if pattern.name in NOT_PAGES or "<" in address:
            continue
        first = client.get(address)
        if first.status_code != 200 or not first.headers["Content-Type"].startswith("text/html"):
            continue
        times = []
        for _ in range(RUNS):
            began = time.perf_counter()
            answer = client.get(address)
            times.append((time.perf_counter() - began) * 1000)
        yield str(pattern.name), median(times), len(answer.content)


def cold(folder: Path) -> float:
    """Seconds from starting the command to having read the first page."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "unstuck", "--data", str(folder), "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as app:
        assert app.stdout is not None
        link = app.stdout.readline().strip()
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        opener.open(link).read()
        took = time.perf_counter() - began
        app.terminate()
    return took


def main() -> int:
    """Print the table; 1 when an aim was missed."""
    with tempfile.TemporaryDirectory() as place:
        settings.UNSTUCK_FOLDER, settings.UNSTUCK_ADDRESSES = Path(place) / "data", (ADDRESS,)
        vault, _ = Vault.create(settings.UNSTUCK_FOLDER, "a passphrase", cost=CHEAP)
        vault.write_story(story())
        last = max(session.date for session in vault.story().sessions)
        client = let_in()
        open_pages(client, vault, day=last)
        found = list(pages(client))
        starts = [cold(Path(place) / "cold") for _ in range(COLD_RUNS)]
    static = sum((settings.HERE / "static" / "web" / name).stat().st_size for name in ("style.css", "script.js"))
    print(f"Python {platform.python_version()}, 500 sessions and 5,000 entries, median of {RUNS} runs\n")
    print("| page | time at the server | size |\n|---|---|---|")
    for name, milliseconds, size in sorted(found, key=lambda one: -one[1]):
        print(f"| {name} | {milliseconds:.0f} ms | {size / 1000:.0f} kB |")
    print(f"\nStyle and script, loaded once: {static / 1000:.0f} kB. Cold, to the first page: {median(starts):.1f} s.")
    slow = [name for name, milliseconds, size in found if milliseconds > SLOWEST or size + static > LARGEST]
    print(
        f"Over {SLOWEST:.0f} ms or, with style and script, over {LARGEST / 1000:.0f} kB: {', '.join(slow) or 'none'}."
    )
    return int(bool(slow) or median(starts) > COLD)


if __name__ == "__main__":
    sys.exit(main())
