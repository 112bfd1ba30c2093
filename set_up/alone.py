"""How do two starts at once keep from setting up over each other? The second waits for the first."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from set_up.words import tell

if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[bytes]) -> bool:
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _take(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextmanager
def alone(file: Path, *, every: float = 0.2) -> Iterator[None]:
    """Hold the lock `file` inside the `with` block; whoever comes second says so and asks again `every` seconds.

    The operating system opens the lock when its holder ends, however it ends, so none is ever left behind.
    """
    with file.open("ab") as handle:
        if not _take(handle):
            tell("waiting")
            while not _take(handle):
                time.sleep(every)
        yield
