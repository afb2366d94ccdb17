"""Each change between meeting in person and remotely beyond the soft limit of a day costs."""

from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from weightplan.case import Case
from weightplan.rulebook import ContactType
from weightplan.rules.ledger import Ledger

if TYPE_CHECKING:
    from weightplan.solver.model import Model, Slot


IN_PERSON = ("physical", "group")


def cost(case: Case, ledger: Ledger) -> int:
    price = case.rulebook.prices.context_switch or 0
    over = 0
    for clinician in case.clinicians if price else ():
        free = case.limits(clinician).soft_switches_per_day or 0
        for day in range(case.day_count):
            entries = ledger.by_clinician_day.get((clinician, day), ())
            over += max(0, switches(e.kind for e in entries if e.kind) - free)
    return price * over


def switches(kinds: Iterable[ContactType]) -> int:
    """Count the changes between in person and remote in a day's contacts, which come in order."""
    return sum(one != two for one, two in pairwise(kind.modality in IN_PERSON for kind in kinds))


def post(model: "Model") -> None:
    """Tile each day with stretches in person and remote by turns; only as many as are used count.

    Presumes `no_overlap`: contacts follow each other.
    """
    price = model.case.rulebook.prices.context_switch
    for (clinician, day), slots in model.slots_of_day.items() if price else ():
        if clinician in model.staff and 0 <= day < model.case.day_count:
            today = [slot for slot in slots if slot.candidate.day == day]
            met = [slot for slot in today if slot.candidate.kind.modality in IN_PERSON]
            remote = [slot for slot in today if slot.candidate.kind.modality not in IN_PERSON]
            if met and remote:
                free = model.case.limits(clinician).soft_switches_per_day or 0
                _charge(model, met, remote, free, price or 0)


def _charge(model: "Model", met: "list[Slot]", remote: "list[Slot]", free: int, price: int) -> None:
    """Charge for each border between two stretches that is used, beyond those that are free.

    The first stretch is in person, and empty where the day begins remotely: that border is no
    change. Borders that are not used lie at the end of the day.
    """
    cp, unit = model.cp, model.unit
    reaches = [slot.reach for slot in (*met, *remote)]
    first, last = min(start for start, _ in reaches) // unit, -(-max(end for _, end in reaches) // unit)
    shortest = sum(min(slot.candidate.busy for slot in slots) // unit for slots in (met, remote))
    turns = min(len(met), len(remote), (last - first) // max(1, shortest) + 1)
    borders: list[Any] = [first, *(cp.new_int_var(first, last, "") for _ in range(2 * turns + 1)), last]
    stretches = [
        cp.new_interval_var(begins, cp.new_int_var(0, last - first, ""), ends, "") for begins, ends in pairwise(borders)
    ]
    used = [cp.new_bool_var("") for _ in borders[1:-1]]
    for border, is_used in zip(borders[1:-1], used, strict=True):
        cp.add(border == last).only_enforce_if(~is_used)
    for one, two in pairwise(used):
        cp.add_implication(two, one)
    begins_remotely = cp.new_bool_var("")
    cp.add(borders[1] == first).only_enforce_if(begins_remotely)
    cp.add_implication(begins_remotely, used[0])
    cp.add_no_overlap([*(slot.busy for slot in met), *stretches[1::2]])
    cp.add_no_overlap([*(slot.busy for slot in remote), *stretches[::2]])
    model.charge(price, model.excess(model.literals(used) - begins_remotely, len(used), free))
