"""Where the material that may not be shipped lies, when it is there."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared"

needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(),
    reason=f"left out: the material whose licence forbids shipping is not beside the project ({SHARED.name}/)",
)
