"""More or less need: patients who drop out of a week, and patients joined by one like them."""

from collections.abc import Callable, Mapping
from typing import Any

Tree = dict[str, Any]


def scale(tree: Tree, factors: Mapping[str, float]) -> None:
    """Multiply the need of levels of care, in place; a factor of 1.5 gives every second patient a double."""
    for line in tree.get("demand", ()):
        line["patients"] = round(line["patients"] * factors.get(str(line["level"]), 1.0))
    levels = {p["id"]: str(p.get("level")) for p in tree.get("patients", ())}
    seen: dict[str, int] = {}
    copies: dict[str, int] = {}
    for patient in free_patients(tree):
        factor = factors.get(levels[patient], 1.0)
        place = seen[levels[patient]] = seen.get(levels[patient], 0) + 1
        copies[patient] = int(place * factor + 1e-9) - int((place - 1) * factor + 1e-9)
    copy(tree, copies, "~")


def draw(tree: Tree, copies_of: Callable[[str], int]) -> None:
    """Give each patient of the week as many copies as its draw says, in place; demand's are `demand0-p3`."""
    for place, line in enumerate(tree.get("demand", ())):
        line["patients"] = sum(copies_of(f"demand{place}-p{patient}") for patient in range(line["patients"]))
    copy(tree, {patient: copies_of(patient) for patient in free_patients(tree)}, "+")


def free_patients(tree: Tree) -> list[str]:
    """Return those whose need may vary: nothing promised, nothing that must be, no tie to another's need."""
    held: set[str | None] = {None}
    requests = {request["id"]: request for request in tree.get("requests", ())}
    for booking in tree.get("bookings", ()):
        held.add(requests.get(booking["request"], {}).get("patient"))
    for group in tree.get("groups", ()):
        held.update(group["participants"] if isinstance(group["participants"], list) else ())
    for request in requests.values():
        other = requests[request["after"]["request"]].get("patient") if request.get("after") else request.get("patient")
        if request.get("must") or request.get("same_day") or other != request.get("patient"):
            held.update((request.get("patient"), other))
    return [patient["id"] for patient in tree.get("patients", ()) if patient["id"] not in held]


def copy(tree: Tree, copies: Mapping[str, int], mark: str) -> None:
    """Let patients drop out (0), stay (1) or come several times, their requests with them, in place.

    A copy's ids end in `mark` and its number: with marks of their own, copies may be copied again.
    """
    for parts, owner in (("patients", "id"), ("requests", "patient")):
        tree[parts] = [
            _copied(part, number, mark)
            for part in tree.get(parts, ())
            for number in range(copies.get(part.get(owner) or "", 1))
        ]


def _copied(part: Tree, number: int, mark: str) -> Tree:
    if number == 0:
        return part

    def again(name: str) -> str:
        return f"{name}{mark}{number + 1}"

    made = part | {"id": again(part["id"])}
    if part.get("patient"):
        made["patient"] = again(part["patient"])
    if part.get("after"):
        made["after"] = part["after"] | {"request": again(part["after"]["request"])}
    return made
