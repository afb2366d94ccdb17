"""The changed week as it is to be solved: what is told is known, and nothing new begins before now."""

from datetime import datetime
from typing import Any

from weightplan.answers.replan.changed import changed_week, with_followers
from weightplan.answers.replan.disruption import Disruption
from weightplan.answers.replan.waived import Need
from weightplan.case import Case
from weightplan.fields import MINUTES_PER_DAY, Moment
from weightplan.plan import Plan


def disrupted(case: Case, plan: Plan, what: Disruption) -> Case:
    """Return the week as it is now, with the plan as what was told to people."""
    after = Case(changed_week(case, plan, what), case.rulebook)
    update: dict[str, Any] = {
        "patients": tuple(after.patients.values()),
        "requests": tuple(_from_now(after, need, plan, what.now) for need in after.requests.values()),
        "groups": tuple(_from_now(after, group, plan, what.now) for group in after.week.groups),
        "demand": (),
    }
    gone = with_followers(case, what.cancelled)
    told = plan.model_copy(update={"appointments": tuple(a for a in plan.appointments if a.request not in gone)})
    return Case(after.week.model_copy(update=update), case.rulebook, told)


def _from_now(case: Case, need: Need, plan: Plan, now: datetime) -> Need:
    """Return a need that can no longer be met in the past, unless it was."""
    if now <= case.moment(0) or any(a.request == need.id and a.start < now for a in plan.appointments):
        return need
    end = case.moment(case.day_count * MINUTES_PER_DAY)
    windows = need.windows if need.windows is not None else (Moment(start=case.moment(0), end=end),)
    left = tuple(Moment(start=max(w.start, now), end=w.end) for w in windows if w.end > now)
    return need.model_copy(update={"windows": left})
