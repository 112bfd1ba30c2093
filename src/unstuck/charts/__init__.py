"""Facts to pictures: one small function each, from plain data to an SVG text.

They are readable without colour (shape, dash and place carry the meaning; all ink is `currentColor`, so print and dark
mode take care of themselves), carry their title and description inside, hold no script and no style, and give the same
bytes for the same facts. A page colours them through their class names. Every word comes from the caller.
"""

from unstuck.charts.of_100 import Part, of_100
from unstuck.charts.scatter import Person, ScatterWords, change_scatter
from unstuck.charts.scores import Band, Event, Range, ScoresFacts, ScoresWords, scores_chart
from unstuck.charts.sessions import SessionsWords, sessions_chart

__all__ = [
    "Band",
    "Event",
    "Part",
    "Person",
    "Range",
    "ScatterWords",
    "ScoresFacts",
    "ScoresWords",
    "SessionsWords",
    "change_scatter",
    "of_100",
    "scores_chart",
    "sessions_chart",
]
