"""The promise: killed at any moment, a vault opens again with all that was acknowledged, and nothing half written."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.vault.people import elsewhere, python

TRIALS = 49
SEED = 20261122
KINDS = ("write", "seal_anew", "back_up", "bring_back", "lock", "begin_vaults", "migrate")


@pytest.mark.skipif(
    not hasattr(os, "fork"), reason="left out: this system has no fork, by which processes are made to die"
)
def test_dozens_of_processes_killed_at_random_moments_leave_whole_vaults(tmp_path: Path) -> None:
    done = subprocess.run(
        python("tests.vault.crashing", TRIALS, SEED),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env=elsewhere() | {"TMPDIR": str(tmp_path)},
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [f"{kind}: killed 7 times, 7 as promised" for kind in KINDS]
    assert not list(tmp_path.iterdir())
