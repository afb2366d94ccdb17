"""What a model may change of a plan: some clinicians' contacts and breaks on some days; the rest stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from weightplan.solver.candidates import Candidate
from weightplan.solver.state import Held, Placed, State


@dataclass(frozen=True)
class Scope:
    """What a model may change: the weeks of `staff` on `days`; `offered` are unserved needs to consider.

    Contacts of `pinned` needs stand. Without `clock` the model counts minutes and asks no times.
    Only candidates that it `allows` are offered (None: all). `unbalanced` leaves the balance of
    loads out, for as long as others have none; `lenient` lets musts, crisis slots and protected time wait.
    `protected` sets the minutes of admin time and supervision by clinician, day and kind, instead of the week's
    sum. Without a clock the `staying` needs keep their days.
    `pieces` caps the pieces of protected time of a kind a day, `copies` the contacts of one kind a day (None:
    as many as could help): without caps the model is complete, with them it is faster.
    """

    staff: tuple[str, ...]
    days: frozenset[int]
    offered: tuple[str, ...]
    pinned: frozenset[str] = frozenset()
    pieces: int | None = None
    copies: int | None = None
    clock: bool = True
    allows: Callable[[Candidate], bool] | None = None
    unbalanced: bool = False
    lenient: bool = False
    protected: Mapping[tuple[str, int, str], int] | None = None
    staying: frozenset[str] = frozenset()

    def freed(self, state: State, since: int) -> list[Placed]:
        """Return the contacts of a plan that are placed anew: none that begins before the minute `since`."""
        staff = set(self.staff)
        return [
            p
            for p in state.placed
            if p.candidate.day in self.days
            and p.need not in self.pinned
            and staff.issuperset(p.candidate.team)
            and (p.start is None or p.start >= since)
        ]

    def begun(self, state: State, since: int) -> frozenset[Held]:
        """Return the staff's breaks, on days that are free, that have begun before the minute `since`: they stand."""
        staff = set(self.staff)
        return frozenset(h for h in state.held if h.clinician in staff and h.day in self.days and h.start < since)
