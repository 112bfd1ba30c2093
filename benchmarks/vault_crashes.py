"""Does a vault survive being killed? `python -m benchmarks.vault_crashes [TRIALS]` kills it that often, and says.

The same trials as the test's (`tests/vault/crashing.py`), more of them and with another seed; the result stands in
docs/backup.md. Ends with 1 when anything acknowledged was lost or anything was half written.
"""

from __future__ import annotations

import sys
import time

from tests.vault.crashing import TRIALS, main

EACH = 100
SEED = 31


def report(trials: int) -> int:
    """Kill that many times, and print how long it took."""
    began = time.monotonic()
    code = main(trials, SEED)
    print(f"{trials} processes killed in {time.monotonic() - began:.0f} s")
    return code


if __name__ == "__main__":
    sys.exit(report(int(sys.argv[1]) if len(sys.argv) > 1 else EACH * len(TRIALS)))
