"""The parts of the constraint model: choices, slots, pools and rests."""

from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

from weightplan.case import Stretch
from weightplan.solver.candidates import Candidate

Literal = cp_model.IntVar
Expr = Any  # cp_model.LinearExprT: an expression, a variable or an integer
RoomClass = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Choice:
    """How often a class of needs is served by one candidate: `count` of at most `most`; `standing` ones always."""

    candidate: Candidate
    count: cp_model.IntVar
    most: int
    standing: bool = False


@dataclass(frozen=True, eq=False)
class Slot:
    """One interval for a contact: `busy` with notes, `contact` without.

    `rooms` are (room class, literal) pairs, of which exactly one holds where a room is needed.
    `own` says that the slot is for one known need; others are shared by all needs of their pool.
    `standing` slots are not for the model to change.
    """

    candidate: Candidate
    presence: Literal
    start: cp_model.IntVar
    busy: cp_model.IntervalVar
    contact: cp_model.IntervalVar
    rooms: tuple[tuple[RoomClass, Literal], ...]
    own: bool
    standing: bool = False

    @property
    def reach(self) -> Stretch:
        """Where it may lie: the first minute in which the team may be busy, and the one by which it is free again."""
        starts = self.candidate.starts
        return starts[0][0], starts[-1][1] + self.candidate.busy


@dataclass(frozen=True, eq=False)
class Pool:
    """Choices that look the same on the clock, and the slots that they fill, first slots first."""

    choices: tuple[Choice, ...]
    slots: tuple[Slot, ...]


@dataclass(frozen=True, eq=False)
class Work:
    """What ends a clinician's rest. `reach` is where it may lie, in minutes.

    It lasts from `begins` to `minutes` after `ends`, both in steps of `unit` minutes. `presence` are
    the literals that say whether it is there: none for a block. Expressions are made only when
    asked for: in an ordinary week nobody does.
    """

    day: int
    reach: Stretch
    presence: tuple[Literal, ...]
    begins: Expr
    ends: Expr
    unit: int
    minutes: int = 0

    @property
    def start(self) -> Expr:
        return self.unit * self.begins

    @property
    def end(self) -> Expr:
        return self.unit * self.ends + self.minutes


@dataclass(frozen=True, eq=False)
class Rest:
    """A break. `minutes` is its shortest length, `reach` where it may lie, in minutes."""

    clinician: str
    day: int
    kind: str
    minutes: int
    reach: Stretch
    presence: Literal
    start: cp_model.IntVar
    size: cp_model.IntVar
    end: cp_model.IntVar
    interval: cp_model.IntervalVar
