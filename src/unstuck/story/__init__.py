"""The story: what a person has recorded, as a file and as values."""

from unstuck.story.models import (
    FORMAT,
    About,
    Alliance,
    Answer,
    Conversation,
    Event,
    Goal,
    GoalRating,
    Measurement,
    Note,
    Schedule,
    Session,
    Story,
    Therapy,
)
from unstuck.story.reading import Problem, Unreadable, dump, read, validate

__all__ = [
    "FORMAT",
    "About",
    "Alliance",
    "Answer",
    "Conversation",
    "Event",
    "Goal",
    "GoalRating",
    "Measurement",
    "Note",
    "Problem",
    "Schedule",
    "Session",
    "Story",
    "Therapy",
    "Unreadable",
    "dump",
    "read",
    "validate",
]
