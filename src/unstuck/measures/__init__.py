"""How is a score read? Scales, what their scores mean, and how much change is more than their own error.

Every figure stands with its source in `knowledge/facts/measures.toml`; `docs/measures.md` shows them all.
"""

from __future__ import annotations

from unstuck.measures.catalogue import countries, goal, ids, measure, source
from unstuck.measures.measure import (
    Band,
    Better,
    Cutoff,
    Figure,
    ImportantDifference,
    ItemScale,
    Kind,
    Link,
    Measure,
    Norm,
    Reliability,
    Source,
)
from unstuck.measures.scoring import agrees, total
from unstuck.measures.threshold import Exactness, Threshold, exactness, reliable_change

__all__ = [
    "Band",
    "Better",
    "Cutoff",
    "Exactness",
    "Figure",
    "ImportantDifference",
    "ItemScale",
    "Kind",
    "Link",
    "Measure",
    "Norm",
    "Reliability",
    "Source",
    "Threshold",
    "agrees",
    "countries",
    "exactness",
    "goal",
    "ids",
    "measure",
    "reliable_change",
    "source",
    "total",
]
