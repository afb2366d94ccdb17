"""From the fractions of the linear relaxation to whole needs: which clinicians each one is meant for."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from math import inf

from weightplan.solver.relaxation.serving import Serving, Team
from weightplan.solver.relaxation.strangers import Crowd
from weightplan.week import Request

LEAST = 1e-6


def allotted(serving: Serving, values: Sequence[float]) -> dict[str, Team]:
    """Share the needs of each class among teams, as a solution tells; what strangers serve, among them."""
    teams: dict[str, Team] = {}
    strange: dict[Crowd, list[str]] = defaultdict(list)
    for key, parts in _parts(serving, values).items():
        names = serving.needs.classes[key].ids
        given, owed = 0, 0.0
        for amount, team, crowd in sorted(parts, key=lambda part: (-part[0], part[1], part[2] and part[2][0])):
            owed += amount
            upto = min(len(names), round(owed))
            if crowd is None:
                teams |= dict.fromkeys(names[given:upto], team)
            else:
                strange[crowd].extend(names[given:upto])
            given = max(given, upto)
    for crowd, asked in strange.items():
        left = {c: values[var] for c, var in serving.strangers.shares[crowd].items() if values[var] > LEAST}
        for name in asked:
            taker = next(_takers(serving, name, left, teams), None)
            if taker is not None:
                teams[name] = (taker,)
                left[taker] -= 1.0
    return teams


class Guide:
    """What it costs, by the relaxation's prices, that a clinician serves a need: 0 where its answer says so too."""

    def __init__(self, serving: Serving, reduced: Sequence[float]) -> None:
        self._class_of = {name: key for key, needs in serving.needs.classes.items() for name in needs.ids}
        self._alone: dict[tuple[str, str], float] = {}
        for (key, team), terms in serving.by_team.items():
            for clinician in team:
                least = min(reduced[var] for _, (var, _) in terms)
                self._alone[key, clinician] = min(least, self._alone.get((key, clinician), inf))
        self._strange: dict[str, list[tuple[float, dict[str, float]]]] = defaultdict(list)
        for crowd, taken in serving.strangers.crowds.items():
            shares = {c: reduced[var] for c, var in serving.strangers.shares[crowd].items()}
            for key, (var, _) in taken:
                self._strange[key].append((reduced[var], shares))

    def rise(self, name: str, staff: Iterable[str]) -> float:
        """Return the least that serving a need by one of the staff costs more than the relaxation's answer."""
        key = self._class_of[name]
        alone = (self._alone.get((key, c), inf) for c in staff)
        strange = (own + shares.get(c, inf) for own, shares in self._strange[key] for c in staff)
        return max(0.0, min(chain(alone, strange), default=inf))


def _parts(serving: Serving, values: Sequence[float]) -> dict[str, list[tuple[float, Team, Crowd | None]]]:
    """Return how much of each class every team, and every crowd of strangers, serves."""
    parts: dict[str, list[tuple[float, Team, Crowd | None]]] = defaultdict(list)
    for (key, team), terms in serving.by_team.items():
        amount = sum(values[var] * factor for _, (var, factor) in terms)
        if team and amount > LEAST:
            parts[key].append((amount, team, None))
    for crowd, taken in serving.strangers.crowds.items():
        for key, (var, factor) in taken:
            if values[var] * factor > LEAST:
                parts[key].append((values[var] * factor, (), crowd))
    return parts


def _takers(serving: Serving, name: str, left: dict[str, float], teams: dict[str, Team]) -> Iterator[str]:
    """Yield strangers who can take a need: who served the one before it first, then who has most left to give."""
    request = serving.case.requests[name]
    days = _days_of_companions(serving, request, teams)
    before = teams.get(request.after.request, ()) if request.after else ()
    needs = serving.catalogue.classes([name])[0]
    for clinician in sorted(left, key=lambda c: (c not in before, -left[c])):
        possible = {way.day for way in serving.catalogue.ways(needs, (clinician,))}
        if possible if days is None else possible & days:
            yield clinician


def _days_of_companions(serving: Serving, request: Request, teams: dict[str, Team]) -> set[int] | None:
    """Return the days on which those can come that a need shares its day with; None: any day."""
    days: set[int] | None = None
    for other in serving.catalogue.related([request.id]) if request.same_day is not None else ():
        need = serving.case.needs[other]
        if other != request.id and need.same_day == request.same_day and other in teams:
            own = {way.day for way in serving.catalogue.ways(serving.catalogue.classes([other])[0], teams[other])}
            days = own if days is None else days & own
    return days
