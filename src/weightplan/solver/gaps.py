"""Where clinicians have time between the contacts that stand."""

from collections import defaultdict

from weightplan.case import Case, Stretch
from weightplan.solver.candidates import Candidate
from weightplan.solver.state import State


class Gaps:
    """The open time of every clinician and day, breaks left out: they may move."""

    def __init__(self, case: Case, state: State) -> None:
        taken: dict[tuple[str, int], list[Stretch]] = defaultdict(list)
        for placed in state.placed:
            if placed.start is not None:
                for clinician in placed.candidate.team:
                    taken[clinician, placed.candidate.day].append((placed.start, placed.start + placed.candidate.busy))
        self.case, self.taken = case, taken
        self._known: dict[tuple[str, int], list[Stretch]] = {}

    def hold(self, candidate: Candidate) -> bool:
        """Say whether each of a candidate's team has a gap for it."""
        return all(
            any(
                max(first, start) <= min(last, end - candidate.busy)
                for first, last in candidate.starts
                for start, end in self._of(clinician, candidate.day)
            )
            for clinician in candidate.team
        )

    def _of(self, clinician: str, day: int) -> list[Stretch]:
        if (clinician, day) not in self._known:
            gaps = list(self.case.hours(clinician, day))
            for start, end in self.taken[clinician, day]:
                gaps = [p for a, b in gaps for p in ((a, min(b, start)), (max(a, end), b)) if p[0] < p[1]]
            self._known[clinician, day] = gaps
        return self._known[clinician, day]
