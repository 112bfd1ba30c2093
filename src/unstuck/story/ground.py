"""What is every entry of a story made of? Days, ids, ratings, slots, and the strictness they share."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer
from pydantic.json_schema import WithJsonSchema
from pydantic_core import PydanticCustomError

FORMAT = "unstuck-story/1"
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _day(value: object) -> date:
    if isinstance(value, date):
        return value
    if isinstance(value, str) and DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("day", "not a day")


Day = Annotated[
    date,
    BeforeValidator(_day),
    PlainSerializer(date.isoformat, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "format": "date", "pattern": r"^\d{4}-\d\d-\d\d$"}),
]
Id = Annotated[str, Field(min_length=1, max_length=200)]
Feeling = Annotated[float, Field(ge=-5, le=5, allow_inf_nan=False)]
Rating = Annotated[float, Field(ge=0, le=10, allow_inf_nan=False)]
Score = Annotated[float, Field(allow_inf_nan=False)]
Clock = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Count = Annotated[int, Field(ge=1, le=10_000)]

Format = Literal["in_person", "video", "phone", "text", "group", "couple", "family"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class Entry(BaseModel):
    """One thing a person wrote down; frozen, and strict about what it holds."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class DatedEntry(Entry):
    """Something that belongs to a day."""

    date: Day


class Schedule(Entry):
    """When and how sessions take place; `every_days` may be 3.5 for twice a week, `minutes` is one session."""

    every_days: Annotated[float, Field(gt=0, le=400)] | None = None
    weekday: Weekday | None = None
    starts_at: Clock | None = None
    minutes: Annotated[float, Field(gt=0, le=1440)] | None = None
    format: Format | None = None
