"""Curves to try things on: one plain, and any that hypothesis thinks of."""

from dataclasses import replace

from hypothesis import strategies as st

from unstuck.change.curves import Curve, Scale, Spread
from unstuck.change.learning import empty_curve

PLAIN = replace(
    empty_curve("phq9", "2026-11", "session", "lower", Scale(0, 27, 1, roots=False)),
    points=((1.0, 15.5), (3.0, 12.4), (12.0, 9.0)),
    spread=Spread(level=20, level_slope=-2, slope=4, state=6, phi=0.7, noise=5),
)
ROOTS = replace(
    PLAIN,
    scale=Scale(0, 27, 1, roots=True),
    spread=Spread(level=0.15, level_slope=0.02, slope=0.05, state=0.2, phi=0.7, noise=0.15),
)
WELLBEING = replace(
    empty_curve("who5", "2026-11", "week", "higher", Scale(0, 100, 4, roots=True)),
    points=((1.0, 30.0), (12.0, 60.0)),
    spread=Spread(level=1.0, level_slope=-0.1, slope=0.4, state=0.8, phi=0.6, noise=0.5),
)


@st.composite
def spreads(draw: st.DrawFn) -> Spread:
    """Any spread of plausible size."""
    level, slope = draw(st.floats(1, 60)), draw(st.floats(0.1, 10))
    together = draw(st.floats(-0.9, 0.9)) * (level * slope) ** 0.5
    state, phi, noise = draw(st.floats(0, 30)), draw(st.floats(0.05, 0.95)), draw(st.floats(0.5, 20))
    return Spread(level, together, slope, state, phi, noise)


@st.composite
def curves(draw: st.DrawFn) -> Curve:
    """Any curve on a scale of 0 to 27, over twelve units of time."""
    means = draw(st.tuples(st.floats(0, 27), st.floats(0, 27), st.floats(0, 27)))
    points = tuple(zip((1.0, 4.0, 12.0), means, strict=True))
    return replace(PLAIN, points=points, spread=draw(spreads()))


times = st.lists(st.floats(1, 11), min_size=1, max_size=8, unique=True)
scores = st.integers(0, 27)


@st.composite
def records(draw: st.DrawFn, least: int = 1) -> list[tuple[float, float]]:
    """Scores of one person at any times before 11, earliest first, the baseline at 1."""
    later = sorted(draw(st.lists(st.floats(1.1, 11), min_size=least - 1, max_size=8, unique=True)))
    return [(time, float(draw(scores))) for time in (1.0, *later)]
