"""What did the person choose to do, and when do they look again? A setting of the app, since no story entry says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from unstuck.knowledge import facts
from unstuck.web.notebook import Notebook

PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan.

    Attributes:
        option: one of the nine of the decision aid.
        review_on: the day to look again.
        chosen_on: the day it was chosen.
        own: the person's own words, "" for none.
    """

    option: str
    review_on: date
    chosen_on: date
    own: str = ""


def plan_of(notebook: Notebook) -> Plan | None:
    """The plan that stands, None when nothing was chosen."""
    held = notebook.settings.get(PLAN)
    if not held or held["option"] not in facts("options")["order"]:
        return None
    review_on, chosen_on = (date.fromisoformat(held[key]) for key in ("review_on", "chosen_on"))
    return Plan(held["option"], review_on, chosen_on, held.get("own", ""))


def keep_plan(notebook: Notebook, plan: Plan | None) -> None:
    """Have this plan from now on, or none."""
    if plan is None:
        notebook.set(**{PLAN: None})
        return
    held = {"option": plan.option, "review_on": plan.review_on.isoformat(), "chosen_on": plan.chosen_on.isoformat()}
    notebook.set(**{PLAN: held | ({"own": plan.own} if plan.own else {})})
