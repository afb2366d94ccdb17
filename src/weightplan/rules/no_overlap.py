"""Nobody is in two places at once: appointments with their notes, breaks and blocks never overlap."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from weightplan.case import Case
from weightplan.fields import MINUTES_PER_DAY
from weightplan.rules.base import Violation, sweep_overlaps
from weightplan.rules.ledger import Ledger

if TYPE_CHECKING:
    from weightplan.solver.model import Model


BLOCK = "block"


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
    for clinician in model.staff:
        for day in range(model.case.day_count):
            taken = [slot.busy for slot in model.slots_of_day.get((clinician, day), ())]
            taken += [rest.interval for rest in model.rests_of_day.get((clinician, day), ())]
            midnight = day * MINUTES_PER_DAY
            for begins, ends in model.case.blocks(clinician):
                if begins < midnight + MINUTES_PER_DAY and ends > midnight:
                    taken.append(model.fixed_interval(begins, ends))
            if len(taken) > 1:
                model.cp.add_no_overlap(taken)
