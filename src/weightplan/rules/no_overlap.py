"""Nobody is in two places at once: appointments with their notes, breaks and blocks never overlap."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from weightplan.case import Case, Stretch
from weightplan.rules.base import Violation, days_of, sweep_overlaps
from weightplan.rules.ledger import Ledger

if TYPE_CHECKING:
    from weightplan.solver.model import Model


BLOCK = "(block)"


def check(case: Case, ledger: Ledger) -> Iterator[Violation]:
    for clinician in case.clinicians:
        taken = [(e.start, e.busy_until, e.request) for e in ledger.by_clinician[clinician]]
        taken += [(p.start, p.end, p.kind) for p in ledger.pauses_of[clinician]]
        taken += [(start, end, BLOCK) for start, end in case.blocks(clinician)]
        for first, second, start in sweep_overlaps(taken):
            if first != BLOCK or second != BLOCK:
                moment = case.moment(start)
                yield Violation("no_overlap", clinician, f"{first} / {second} overlap at {moment:%Y-%m-%d %H:%M}")


def post(model: "Model") -> None:
    taken: dict[tuple[str, int], list[Any]] = defaultdict(list)
    for key, slots in model.slots_of_day.items():
        taken[key] += [slot.busy for slot in slots]
    for rest in model.rests:
        for day in days_of(rest.reach):
            taken[rest.clinician, day].append(rest.interval)
    for clinician in model.staff:
        for block in _merged(model.case.blocks(clinician)):
            for day in days_of(block):
                taken[clinician, day].append(model.fixed_interval(*block))
    for (clinician, _), intervals in taken.items():
        if clinician in model.staff and len(intervals) > 1:
            model.cp.add_no_overlap(intervals)


def _merged(blocks: Iterable[Stretch]) -> list[Stretch]:
    """Blocks may overlap each other: return the stretches that they cover together."""
    covered: list[Stretch] = []
    for start, end in sorted(blocks):
        if covered and start < covered[-1][1]:
            covered[-1] = (covered[-1][0], max(end, covered[-1][1]))
        else:
            covered.append((start, end))
    return covered
