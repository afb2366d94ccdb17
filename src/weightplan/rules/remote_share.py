"""Phone and written contacts are at most their share of a clinician's contact minutes each week."""

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from weightplan.case import Case
from weightplan.rules.base import Violation
from weightplan.rules.ledger import Ledger

if TYPE_CHECKING:
    from weightplan.solver.model import Model


REMOTE = ("phone", "digital")


def check(case: Case, ledger: Ledger) -> Iterator[Violation]:
    for clinician in case.clinicians:
        share = case.limits(clinician).max_remote_share
        if share is None:
            continue
        for week in range(case.week.weeks):
            entries = [e for e in ledger.by_clinician[clinician] if e.day // 7 == week]
            remote = sum(e.minutes for e in entries if e.modality in REMOTE)
            total = sum(e.minutes for e in entries)
            if remote > Fraction(str(share)) * total:
                text = f"{remote} of {total} minutes by phone or in writing, {share:.0%} at most"
                yield Violation("remote_share", clinician, text)


def post(model: "Model") -> None:
    for clinician in model.staff:
        share = model.case.limits(clinician).max_remote_share
        if share is None:
            continue
        exact = Fraction(str(share))
        for week in range(model.case.week.weeks):
            mine = [c for d in range(7 * week, 7 * week + 7) for c in model.choices_of_day.get((clinician, d), ())]
            # remote ÷ all <= n/d, as: every remote minute weighs d − n, every other −n.
            remote = [exact.denominator * (c.candidate.kind.modality in REMOTE) - exact.numerator for c in mine]
            factors = [f * c.candidate.minutes for f, c in zip(remote, mine, strict=True)]
            model.cp.add(model.weighted([c.count for c in mine], factors) <= 0)
