"""Nobody has more heavy contacts a day, or a week, than the limit."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from weightplan.case import Case
from weightplan.rules.base import Violation, counts_over
from weightplan.rules.ledger import Ledger

if TYPE_CHECKING:
    from weightplan.solver.model import Model


def check(case: Case, ledger: Ledger) -> Iterator[Violation]:
    for clinician in case.clinicians:
        limits = case.limits(clinician)
        days = [e.day for e in ledger.by_clinician[clinician] if e.kind and e.kind.heavy]
        for text in counts_over(case, days, limits.max_heavy_per_day, limits.max_heavy_per_week):
            yield Violation("heavy_contacts", clinician, text.format("heavy contacts"))


def post(model: "Model") -> None:
    for clinician in model.staff:
        limits = model.case.limits(clinician)
        model.limit_counts(clinician, "heavy", limits.max_heavy_per_day, limits.max_heavy_per_week)
