"""What the rest of a plan asks of the place that a contact moves to, because it must not simply go.

A contact may be what others rest on: the one that a follow-up follows, a new patient's first, or
the visit that keeps a clinician's share of remote contacts down.
"""

from collections import defaultdict
from fractions import Fraction

from weightplan.case import Case
from weightplan.fields import MINUTES_PER_DAY
from weightplan.reasons.bits import Grid, Starts
from weightplan.rulebook import ContactType
from weightplan.rules.ledger import Entry, Ledger
from weightplan.rules.remote_share import REMOTE
from weightplan.week import Group


class Leaving:
    """Starts at which the rest of a plan stays as legal as it was with a contact (`entry`) in it."""

    def __init__(self, case: Case, grid: Grid, before: Ledger, rest: Ledger, entry: Entry) -> None:
        self.case, self.grid, self.rest, self.entry = case, grid, rest, entry
        was, self._remote = _surplus(case, before, entry), _surplus(case, rest, entry)
        # Whoever is left with too large a share can only be helped by the contact itself.
        self._owed = {key for key, surplus in self._remote.items() if surplus > 0 >= was[key]}
        self._followers = [
            (request, follower)
            for request in case.requests.values()
            if request.after is not None and request.after.request == entry.request
            for follower in rest.by_request.get(request.id, ())
        ]

    def starts(self, kind: ContactType, team: tuple[str, ...]) -> Starts:
        """Return the starts that suit the rest of the plan, for a contact type and a team."""
        return self._before_followers(team) & self._first(kind) & self._shared(kind, team)

    def _before_followers(self, team: tuple[str, ...]) -> Starts:
        starts = self.grid.always
        for request, follower in self._followers:
            if request.after is None or (request.same_clinician and set(team) != set(follower.clinicians)):
                return 0
            last = follower.day - request.after.min_days
            first = 0 if request.after.max_days is None else follower.day - request.after.max_days
            starts &= self.grid.between(first * MINUTES_PER_DAY, (last + 1) * MINUTES_PER_DAY - 1)
        return starts

    def _first(self, kind: ContactType) -> Starts:
        """Return the starts early enough where it is this contact that comes first for a new patient."""
        starts = self.grid.always
        for name in self.entry.patients if not isinstance(self.entry.need, Group) else ():
            patient = self.case.patients.get(name)
            if patient is None or not patient.new:
                continue
            held = self.rest.by_patient.get(name, [])
            alone = [e for e in held if not isinstance(e.need, Group)]
            groups = [e.start for e in held if isinstance(e.need, Group)]
            if alone and not any(e.kind and e.kind.first for e in alone if e.start == alone[0].start):
                starts &= self.grid.between(0, alone[0].start) if kind.first else 0
            if groups and (not alone or alone[0].start > groups[0]):
                starts &= self.grid.between(0, groups[0])
        return starts

    def _shared(self, kind: ContactType, team: tuple[str, ...]) -> Starts:
        """Return the starts that leave everybody's share of remote contacts as it should be."""
        starts = self.grid.always
        for clinician, week in self._remote:
            more = kind.minutes * ((kind.modality in REMOTE) - _share(self.case, clinician))
            here = self.grid.days(range(7 * week, 7 * week + 7))
            if (clinician, week) in self._owed:
                helps = clinician in team and self._remote[clinician, week] + more <= 0
                starts &= here if helps else 0
        return starts


def _share(case: Case, clinician: str) -> Fraction:
    return Fraction(str(case.limits(clinician).max_remote_share))


def _surplus(case: Case, ledger: Ledger, entry: Entry) -> dict[tuple[str, int], Fraction]:
    """Return the remote minutes above the share, of the contact's clinicians in its week."""
    found: dict[tuple[str, int], Fraction] = defaultdict(Fraction)
    week = entry.day // 7
    for clinician in entry.clinicians:
        if clinician in case.clinicians and case.limits(clinician).max_remote_share is not None:
            held = [e for e in ledger.by_clinician[clinician] if e.day // 7 == week]
            share = _share(case, clinician)
            found[clinician, week] = sum((e.minutes * ((e.modality in REMOTE) - share) for e in held), Fraction(0))
    return found
