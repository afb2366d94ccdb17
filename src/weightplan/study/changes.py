"""From the base week and one level of each factor to the week that a scenario solves."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from weightplan.errors import did_you_mean
from weightplan.files import read_rulebook
from weightplan.rulebook import Rulebook
from weightplan.study import need, staffing
from weightplan.study.model import Level
from weightplan.study.paths import set_field

Tree = dict[str, Any]


def changed(base: Tree, levels: Sequence[Level], rulebook: Callable[[str], Tree]) -> Tree:
    """Return the base week's tree with the changes of every level, in the order of the factors.

    Another rulebook comes first and fields set by path last, so that no level undoes another's work.
    Raises ValueError, one line, for a change that the week cannot take.
    """
    tree: Tree = json.loads(json.dumps(base))
    for level in levels:
        if level.rulebook is not None:
            tree["rulebook"] = rulebook(level.rulebook)
    for level in levels:
        _change(tree, level)
    for level in levels:
        for path, value in level.set.items():
            set_field(tree, path, value)
    return tree


def whole(name: str) -> Tree:
    """Return a rulebook's tree by name or path."""
    return tree_of(read_rulebook(name))


def tree_of(rulebook: Rulebook) -> Tree:
    """Return a rulebook's tree: the fields that it sets."""
    tree: Tree = rulebook.model_dump(mode="json", exclude_unset=True)
    return tree


def _change(tree: Tree, level: Level) -> None:
    for name, step in staffing.STEPS.items():
        for part in getattr(level, name):
            step(tree, part)
    book = tree["rulebook"]
    for role, target in level.targets.items():
        _part(book, "roles", role)["weekly_target"] = target
    for kind, weight in level.weights.items():
        chosen = _part(book, "contact_types", kind)
        field = "weight" if chosen.get("weight_per_participant") is None else "weight_per_participant"
        chosen[field] = weight
    for kind, more in level.rooms.items():
        _rooms(tree, kind, more)
    if level.need:
        need.scale(tree, {str(care): factor for care, factor in level.need.items()})
    if level.no_show is not None:
        for chosen in book["contact_types"].values():
            chosen["attendance"] = round(1 - level.no_show, 6)
        for patient in tree.get("patients", ()):
            patient["attendance"] = None


def _part(book: Tree, parts: str, name: str) -> Tree:
    known: Mapping[str, Tree] = book[parts]
    if name not in known:
        raise ValueError(f"rulebook.{parts} has no {name!r}{did_you_mean(name, known)}")
    return known[name]


def _rooms(tree: Tree, kind: str, more: int) -> None:
    rooms = tree.get("rooms", [])
    same = [room for room in rooms if room["kind"] == kind]
    if not same:
        kinds = {room["kind"] for room in rooms}
        raise ValueError(f"rooms: the week has none of the kind {kind!r}{did_you_mean(kind, kinds)}")
    if len(same) + more < 0:
        raise ValueError(f"rooms: the week has {len(same)} of the kind {kind!r}")
    gone = {room["id"] for room in same[len(same) + more :]} if more < 0 else set()
    new = [same[0] | {"id": f"{kind}-new{number + 1}", "hours": None, "absences": []} for number in range(more)]
    tree["rooms"] = [room for room in rooms if room["id"] not in gone] + new
    tree["bookings"] = [booking for booking in tree.get("bookings", ()) if booking.get("room") not in gone]
    for part in (*tree.get("requests", ()), *tree.get("groups", ())):
        if part.get("rooms"):
            part["rooms"] = [room for room in part["rooms"] if room not in gone] or None
