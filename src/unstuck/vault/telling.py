"""What is not as the person left it, in words?"""

from __future__ import annotations

from collections import Counter

from unstuck.knowledge import words
from unstuck.vault.vault import Vault


def findings(vault: Vault, language: str = "en") -> tuple[str, ...]:
    """A sentence for each kind of thing that is damaged, missing, put back or no longer fits; none where all is well.

    Raises:
        VaultProblem: as `Vault.findings`.
    """
    counted = Counter[str](found.kind for found in vault.findings)
    counted["unfit"] = len(vault.unfit())
    said = words(language, "vault")
    return tuple(said.say(f"finding.{kind}", n=n) for kind, n in counted.items() if n)
