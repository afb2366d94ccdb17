"""Parts of a large unit that have little to do with each other: who shares sites and patients."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from weightplan.case import Case
from weightplan.week import Group, Request

MOST = 30
SHORT_LIST = 8


def areas(case: Case) -> list[tuple[str, ...]]:
    """Divide the clinicians into areas of at most MOST; a unit of no more than two such areas stays whole.

    Those who share most, days at a site and needs that name both, come together first.
    """
    order = {clinician: n for n, clinician in enumerate(case.clinicians)}
    if len(order) <= 2 * MOST:
        return [tuple(order)]
    ties = _ties(case)
    parts = {clinician: [clinician] for clinician in order}
    for one, two in sorted(ties, key=lambda pair: (-ties[pair], order[pair[0]], order[pair[1]])):
        _join(parts, one, two)
    small = sorted({id(part): part for part in parts.values()}.values(), key=len)
    for smaller, larger in pairwise(small):
        _join(parts, smaller[0], larger[0])
    kept = {id(part): part for part in parts.values()}.values()
    return sorted((tuple(sorted(part, key=order.__getitem__)) for part in kept), key=lambda part: order[part[0]])


def _join(parts: dict[str, list[str]], one: str, two: str) -> None:
    first, second = parts[one], parts[two]
    if first is not second and len(first) + len(second) <= MOST:
        first.extend(second)
        parts.update(dict.fromkeys(second, first))


def _ties(case: Case) -> dict[tuple[str, str], float]:
    ties: dict[tuple[str, str], float] = defaultdict(float)
    for together, weight in _circles(case):
        for pair in combinations(together, 2):
            ties[pair] += weight
    return ties


def _circles(case: Case) -> Iterator[tuple[Sequence[str], float]]:
    """Yield clinicians in the unit's order with how much they share."""
    order = {clinician: n for n, clinician in enumerate(case.clinicians)}
    at_site: dict[tuple[str, str], list[str]] = defaultdict(list)
    for person in case.week.clinicians:
        sites = person.site if isinstance(person.site, dict) else dict.fromkeys(person.hours, person.site)
        for weekday, site in sites.items():
            if site is not None:
                at_site[weekday, site].append(person.id)
    yield from ((people, 1.0) for people in at_site.values())
    for need in case.needs.values():
        named = need.leaders_from if isinstance(need, Group) else need.clinicians
        owner = case.patients.get(need.patient or "") if isinstance(need, Request) else None
        people = {*(named or ()), *((owner.clinician,) if owner and owner.clinician else ())} & order.keys()
        if 1 < len(people) <= SHORT_LIST:
            yield sorted(people, key=order.__getitem__), 1.0 / len(people)


def homes(case: Case, parts: Sequence[Sequence[str]], needs: Sequence[str]) -> list[list[str]]:
    """Give each need to one area: to most of those who are named or whose patient it is, else in turn."""
    area_of = {clinician: n for n, part in enumerate(parts) for clinician in part}
    home: dict[str, int] = {}
    turn = 0
    for name in needs:
        need = case.needs[name]
        follows = need.after.request if isinstance(need, Request) and need.after else None
        named = need.leaders_from if isinstance(need, Group) else need.clinicians
        patient = case.patients.get(need.patient or "") if isinstance(need, Request) else None
        owner = patient.clinician if patient is not None else None
        able = [area_of[c] for c in named or () if c in area_of]
        if follows in home and (not able or home[follows] in able):
            home[name] = home[follows]
        elif owner in area_of and (named is None or owner in named):
            home[name] = area_of[owner]
        else:
            choices = sorted(set(able), key=lambda n: (-able.count(n), n)) or range(len(parts))
            most = [n for n in choices if not able or able.count(n) == able.count(choices[0])]
            home[name] = most[turn % len(most)]
            turn += 1
    return [[name for name in needs if home[name] == n] for n in range(len(parts))]
