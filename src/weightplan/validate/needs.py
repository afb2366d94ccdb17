"""Needs that cannot be met as written: chains of `after`, groups and musts without anyone to hold them."""

from collections.abc import Iterable, Iterator

from weightplan.case import Case
from weightplan.rulebook import ContactType
from weightplan.week import Group, Request


def problems(case: Case) -> Iterator[str]:
    """Yield needs that no plan at all could serve for want of people, rooms or order."""
    for place, request in enumerate(case.week.requests):
        yield from _after(case, f"requests[{place}].after", request)
        if request.must:
            yield from _must(case, f"requests[{place}].must", request)
    yield from _cycles(case)
    for place, group in enumerate(case.week.groups):
        yield from _group(case, f"groups[{place}]", group)


def able(case: Case, kind: ContactType, named: Iterable[str] | None) -> list[str]:
    """Return the clinicians with the role and skills that a type asks for, among those named."""
    among = case.clinicians if named is None else named
    return [
        name
        for name in among
        if (kind.roles is None or case.clinicians[name].role in kind.roles)
        and set(kind.skills) <= set(case.clinicians[name].skills)
    ]


def _after(case: Case, path: str, request: Request) -> Iterator[str]:
    after = request.after
    if after is None:
        return
    if after.request == request.id:
        yield f"{path}.request: {request.id!r} cannot come after itself"
    elif case.requests[after.request].count > 1:
        count = case.requests[after.request].count
        yield f"{path}.request: {after.request!r} has count {count}; only a request with count 1 can be followed"
    if request.count > 1:
        yield f"{path}: goes with count 1, this request has count {request.count}"
    if after.max_days is not None and after.min_days > after.max_days:
        yield f"{path}.max_days: {after.max_days} is less than min_days {after.min_days}"


def _cycles(case: Case) -> Iterator[str]:
    """Yield each cycle of `after` once, at its first request in the file."""
    settled: set[str] = set()
    for place, request in enumerate(case.week.requests):
        chain: list[str] = []
        name: str | None = request.id
        while name is not None and name not in settled and name not in chain:
            chain.append(name)
            after = case.requests[name].after
            name = after.request if after else None
        if name in chain and chain.index(name) + 1 < len(chain):  # one that follows itself is told elsewhere
            circle = [*chain[chain.index(name) :], name]
            yield f"requests[{place}].after.request: {' after '.join(circle[:6])} goes round in a circle"
        settled.update(chain)


def _group(case: Case, path: str, group: Group) -> Iterator[str]:
    kind = case.rulebook.contact_types[group.contact_type]
    lacking = _too_few(case, kind, group.leaders_from)
    if lacking:
        yield f"{path}.leaders_from: {group.contact_type} {lacking}"
    elif group.must and not _roomed(case, kind, group.rooms):
        yield f"{path}.must: no room of kind {kind.room!r} for it"


def _must(case: Case, path: str, request: Request) -> Iterator[str]:
    kinds = {name: case.rulebook.contact_types[name] for name in request.contact_types}
    lacking = {name: _too_few(case, kind, request.clinicians) for name, kind in kinds.items()}
    staffed = [name for name, text in lacking.items() if text is None]
    if not staffed:
        yield f"{path}: {'; '.join(f'{name} {text}' for name, text in lacking.items())}"
    elif not any(_roomed(case, kinds[name], request.rooms) for name in staffed):
        wanted = sorted({str(kinds[name].room) for name in staffed})
        yield f"{path}: no room of kind {' or '.join(map(repr, wanted))} for it"


def _too_few(case: Case, kind: ContactType, named: tuple[str, ...] | None) -> str | None:
    people = able(case, kind, named)
    if len(set(people)) < kind.leaders:
        asked = " or ".join(kind.roles) if kind.roles else "anyone"
        skills = f" with {', '.join(kind.skills)}" if kind.skills else ""
        among = "" if named is None else f" among {', '.join(named[:5]) or 'nobody'}{', …' if len(named) > 5 else ''}"
        have = f"{len(set(people))} can" if people else "nobody can"
        return f"needs {kind.leaders} ({asked}{skills}), {have}{among}"
    if kind.lead_roles is not None and not any(case.clinicians[p].role in kind.lead_roles for p in people):
        return f"needs a {' or '.join(kind.lead_roles)} among those who hold it"
    return None


def _roomed(case: Case, kind: ContactType, named: tuple[str, ...] | None) -> bool:
    rooms = case.rooms.values() if named is None else [case.rooms[name] for name in named]
    return kind.room is None or any(room.kind == kind.room for room in rooms)
