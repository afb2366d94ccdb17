"""Protected time that a week owes to everybody: breaks of one kind, in pieces of half an hour or more.

No rule by itself: `admin_time` and `supervision_kept` say how much of which kind is due.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from weightplan.case import Case
from weightplan.rules.base import RestOffer
from weightplan.rules.ledger import Ledger, Pause

if TYPE_CHECKING:
    from weightplan.solver.model import Model, Rest

SHORTEST = 30
# Kinds of breaks that a plan places freely in the week, as much as is due.
KINDS = ("admin", "supervision")


def held(case: Case, ledger: Ledger, kind: str, clinician: str, week: int) -> int:
    """Return the minutes of a kind that count in a week, for the checking half."""
    return sum(
        p.end - p.start
        for p in ledger.pauses_of[clinician]
        if p.kind == kind and p.day // 7 == week and counts(case, p)
    )


def counts(case: Case, pause: Pause) -> bool:
    """Say whether a break is protected time: long enough, and inside the clinician's own hours."""
    if pause.end - pause.start < SHORTEST:
        return False
    return any(start <= pause.start and pause.end <= end for start, end in case.hours(pause.clinician, pause.day))


def offers(case: Case, clinician: str, day: int, kind: str, due: int) -> list[RestOffer]:
    """Return pieces of a kind, `due` minutes in all, in every stretch of a day's hours, for the posting half."""
    pieces, longest = max(1, due // SHORTEST), max(due, SHORTEST)
    return [
        RestOffer(kind, pieces, SHORTEST, min(longest, end - start), ((start, end - SHORTEST),), (start, end))
        for start, end in case.hours(clinician, day)
        if due > 0 and end - start >= SHORTEST
    ]


def post(model: "Model", kind: str, due: Callable[[Case, str, int], int]) -> None:
    """Ask for the minutes of a kind that are due to each clinician (by id) in each week."""
    for clinician in model.staff:
        for week in range(model.case.week.weeks):
            sizes = [
                rest.size
                for day in range(7 * week, 7 * week + 7)
                for rest in model.rests_of_day.get((clinician, day), ())
                if rest.kind == kind and _protects(model, rest)
            ]
            model.cp.add(model.unit * model.literals(sizes) >= due(model.case, clinician, week))


def _protects(model: "Model", rest: "Rest") -> bool:
    """Pieces are offered inside the hours and long enough; one that is given may be neither."""
    first, last = rest.reach
    inside = any(start <= first and last <= end for start, end in model.case.hours(rest.clinician, rest.day))
    return rest.minutes >= SHORTEST and inside
