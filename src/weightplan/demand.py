"""Turn a case mix into requests: so many patients of a level, each with that level's care package."""

from datetime import timedelta

from weightplan.rulebook import PackageItem, Rulebook
from weightplan.week import After, Demand, Patient, Request, Week

DEFAULT_PRIORITY = {4: 1, 3: 2, 2: 3, 1: 4}


def requests_from_demand(week: Week, rulebook: Rulebook) -> tuple[Request, ...]:
    """Return the requests that `week.demand` stands for, with ids that stay the same.

    An item of `per_week` 0.5 gives every second patient one request a week, the others the week
    after. Ids read `demand0-p3-i1` (line 0 of `demand`, its fourth patient, second item of the
    package); in a horizon of several weeks `-w1` is the second week's, inside that week's dates.
    Source: the design's section 4.2.
    """
    return tuple(
        request
        for line, demand in enumerate(week.demand)
        for patient in range(demand.patients)
        for request in _package(week, rulebook, line, demand, patient)
    )


def demand_patient(line: int, patient: int) -> str:
    """Return the id of one patient of a case mix."""
    return f"demand{line}-p{patient}"


def patients_from_demand(week: Week) -> tuple[Patient, ...]:
    """Return the patients that `week.demand` stands for: a level and nothing else."""
    return tuple(
        Patient(id=demand_patient(line, patient), level=demand.level)
        for line, demand in enumerate(week.demand)
        for patient in range(demand.patients)
    )


def _package(week: Week, rulebook: Rulebook, line: int, demand: Demand, patient: int) -> list[Request]:
    level = rulebook.levels.get(demand.level)
    holders = tuple(c.id for c in week.clinicians if c.role == demand.role) if demand.role else None
    made: dict[tuple[int, int], Request] = {}
    for number, item in enumerate(level.package if level else ()):
        types = _types_of_role(rulebook, item, demand.role)
        for turn in range(week.weeks):
            count = _share_of_whole(item.per_week, patient + turn)
            leader = made.get((item.follows, turn)) if item.follows is not None else None
            if count == 0 or not types or (item.follows is not None and (leader is None or leader.count + count != 2)):
                continue
            spread = week.weeks > 1 and leader is None
            monday = week.week + timedelta(weeks=turn)
            made[number, turn] = Request(
                id=f"demand{line}-p{patient}-i{number}" + (f"-w{turn}" if turn else ""),
                patient=demand_patient(line, patient),
                contact_types=types,
                clinicians=holders,
                count=count,
                earliest=monday if spread else None,
                latest=monday + timedelta(days=6) if spread else None,
                priority=demand.priority or item.priority or DEFAULT_PRIORITY[demand.level],
                must=item.must,
                after=After(request=leader.id, min_days=item.min_days or 0, max_days=item.max_days) if leader else None,
            )
    return list(made.values())


def _share_of_whole(rate: float, patient: int) -> int:
    """Spread a rate evenly over patients: 0.5 gives 0, 1, 0, 1, ... and never drifts."""
    return int((patient + 1) * rate + 1e-9) - int(patient * rate + 1e-9)


def _types_of_role(rulebook: Rulebook, item: PackageItem, role: str | None) -> tuple[str, ...]:
    def held(name: str) -> bool:
        kind = rulebook.contact_types.get(name)
        return kind is not None and (role is None or kind.roles is None or role in kind.roles)

    return tuple(name for name in item.contact_types if held(name))
