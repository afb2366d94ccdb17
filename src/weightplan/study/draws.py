"""What a repetition draws. Each draw hangs on the seed and the name of what it is for, and on nothing else.

So the same clinician is ill on the same day in every scenario of a repetition, whoever else is there.
"""

import json
import random
from datetime import date, timedelta
from typing import Any

from weightplan.fields import WEEKDAYS
from weightplan.study import need
from weightplan.study.model import Varies

Tree = dict[str, Any]


def chance(seed: int, what: str, name: str) -> float:
    """Return a number from 0 to 1, the same whenever it is asked for."""
    return random.Random(f"{seed}/{what}/{name}").random()


def drawn(tree: Tree, seed: int, varies: Varies, absence: float | None) -> Tree:
    """Return a scenario's week as one repetition finds it. `absence` is a level's own chance, where it has one."""
    week: Tree = json.loads(json.dumps(tree))
    if varies.need:
        need.draw(week, lambda patient: _copies(chance(seed, "need", patient), varies.need))
    rate = varies.absence if absence is None else absence
    for person in week["clinicians"] if rate else ():
        days = [day for day in _days_of(week, person) if chance(seed, "absence", f"{person['id']}/{day}") < rate]
        person["absences"] = [*person.get("absences", ()), *(_whole(day) for day in days)]
        # Whoever is ill keeps no promise: a booking of that day would make the week infeasible.
        lost = {(person["id"], day.isoformat()) for day in days}
        week["bookings"] = [
            b
            for b in week.get("bookings", ())
            if not any((who, b["start"][:10]) in lost for who in (b["clinician"], *b.get("co_leaders", ())))
        ]
    return week


def _copies(drawn: float, rate: float) -> int:
    if drawn < rate / 2:
        return 0
    return 2 if drawn < rate else 1


def _days_of(week: Tree, person: Tree) -> list[date]:
    first = date.fromisoformat(week["week"])
    days = [first + timedelta(days=n) for n in range(7 * week.get("weeks", 1))]
    return [day for day in days if person["hours"].get(WEEKDAYS[day.weekday()])]


def _whole(day: date) -> Tree:
    return {"start": f"{day}T00:00:00", "end": f"{day + timedelta(days=1)}T00:00:00"}
