"""Staff added, removed and changed in a week's tree, and the lists that name them kept whole."""

from collections.abc import Callable, Iterator, Mapping
from itertools import count
from typing import Any

from weightplan.errors import did_you_mean
from weightplan.fields import Weekday
from weightplan.hours import first_part
from weightplan.rulebook import Rulebook
from weightplan.study.model import Added, Changed, Removed

Tree = dict[str, Any]
GRID = Rulebook.model_fields["grid_minutes"].default  # minutes, of a rulebook that does not say


def remove(tree: Tree, removed: Removed) -> None:
    """Take the last of a role away; raises ValueError where there are too few."""
    gone = {person["id"] for person in _of_role(tree, removed.role, removed.number)[-removed.number :]}
    tree["clinicians"] = [person for person in tree["clinicians"] if person["id"] not in gone]
    tree["bookings"] = [
        booking
        for booking in tree.get("bookings", ())
        if gone.isdisjoint((booking["clinician"], *booking.get("co_leaders", ())))
    ]
    for part, field in _lists(tree):
        left = [name for name in part[field] if name not in gone]
        part[field] = left or None  # nobody of the list is left: anybody competent may
    for patient in tree.get("patients", ()):
        if patient.get("clinician") in gone:
            patient["clinician"] = None


def change(tree: Tree, changed: Changed) -> None:
    """Give staff of a role another FTE or more skills; raises ValueError where there are too few."""
    for person in _of_role(tree, changed.role, changed.number or 1)[: changed.number]:
        if changed.fte is not None:
            person["hours"] = _part(tree, person["hours"], changed.fte / person.get("fte", 1.0))
            person["fte"] = changed.fte
        person["skills"] = list(dict.fromkeys((*person.get("skills", ()), *changed.skills)))


def add(tree: Tree, added: Added) -> None:
    """Add staff of a role; raises ValueError where nobody tells their hours."""
    like = _like(tree, added)
    fte = added.fte or (like.get("fte", 1.0) if like else 1.0)
    if added.hours is not None:
        hours: Any = {day: list(spans) for day, spans in added.hours.items()}
    elif like is not None:
        hours = _part(tree, like["hours"], fte / like.get("fte", 1.0))
    else:
        raise ValueError(f"add: the week has no {added.role!r} to take the hours from; give hours")
    taken = {person["id"] for person in tree["clinicians"]}
    for number in range(1, added.number + 1):
        name = next(name for n in count(number) if (name := f"{added.role}-new{n}") not in taken)
        taken.add(name)
        kept = {key: like[key] for key in ("site", "limits") if like and key in like}
        person = {"id": name, "role": added.role, "fte": fte, "skills": list(added.skills), "hours": hours}
        tree["clinicians"].append(kept | person)
        for part, field in _lists(tree):
            if like is not None and len(part[field]) > 1 and like["id"] in part[field]:
                part[field].append(name)


def _part(tree: Tree, hours: Mapping[Weekday, list[str]], share: float) -> Tree:
    try:
        part = first_part(hours, share, tree["rulebook"].get("grid_minutes", GRID))
    except ValueError as error:
        problem = f"fte: {error}: more than the hours hold; give hours, or set the field by its path"
        raise ValueError(problem) from None
    return {day: list(spans) for day, spans in part.items()}


def _like(tree: Tree, added: Added) -> Tree | None:
    people: dict[str, Tree] = {person["id"]: person for person in tree["clinicians"]}
    if added.like is not None:
        if added.like not in people:
            raise ValueError(f"add: no clinician {added.like!r}{did_you_mean(added.like, people)}")
        return people[added.like]
    same = [person for person in people.values() if person["role"] == added.role]
    return max(same, key=lambda person: person.get("fte", 1.0), default=None)


def _of_role(tree: Tree, role: str, least: int) -> list[Tree]:
    people = [person for person in tree["clinicians"] if person["role"] == role]
    if len(people) < least:
        roles = {person["role"] for person in tree["clinicians"]}
        raise ValueError(f"the week has {len(people)} of the role {role!r}{did_you_mean(role, roles - {role})}")
    return people


def _lists(tree: Tree) -> Iterator[tuple[Tree, str]]:
    for parts, field in (("requests", "clinicians"), ("groups", "leaders_from")):
        yield from ((part, field) for part in tree.get(parts, ()) if part.get(field))


STEPS: dict[str, Callable[[Tree, Any], None]] = {"remove": remove, "change": change, "add": add}
