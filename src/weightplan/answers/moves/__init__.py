"""Ranked moves: where one appointment of a plan could be instead, and what that does to the plan.

Everything else stands as it is, appointments and breaks. Only `why_not`, where nothing but breaks is
in the way, says also which breaks of that day would have to move. A page that asks at each drag keeps one
`Board` for its plan; `moves` and `why_not` make a new one for each question.
"""

from weightplan.answers.moves.board import Board, find
from weightplan.answers.moves.models import Broken, DayLoad, Effect, Move, MovedBreak, Moves, Place, Verdict
from weightplan.case import Case
from weightplan.plan import Appointment, Plan


def moves(case: Case, plan: Plan, appointment: Appointment, limit: int | None = 20) -> Moves:
    """Return the legal other places of an appointment of a plan, cheapest first, at most `limit` of them."""
    return Board(case, plan).moves(appointment, limit)


def why_not(case: Case, plan: Plan, appointment: Appointment, place: Place) -> Verdict:
    """Return what moving an appointment of a plan to a place costs, or which hard rules it would break."""
    return Board(case, plan).why_not(appointment, place)


__all__ = [
    "Board",
    "Broken",
    "DayLoad",
    "Effect",
    "Move",
    "MovedBreak",
    "Moves",
    "Place",
    "Verdict",
    "find",
    "moves",
    "why_not",
]
