"""From a plan to everybody's outlook."""

from collections.abc import Sequence
from time import perf_counter

from weightplan.answers.confidence.distribution import summed
from weightplan.answers.confidence.model import Chances, Confidence, Outlook
from weightplan.answers.confidence.no_shows import outcomes
from weightplan.answers.confidence.wording import text
from weightplan.answers.proof import Proof
from weightplan.answers.weights import reckoned
from weightplan.case import Case
from weightplan.check import check
from weightplan.errors import InputError
from weightplan.fields import hundredths
from weightplan.plan import ClinicianResult, Plan
from weightplan.rules.ledger import Entry, Ledger
from weightplan.validate.words import unknown


def confidence(case: Case, plan: Plan, clinician: str | None = None) -> Confidence:
    """Return the chance that the attended weights reach the target: of each clinician and the unit, or of one.

    Raises InputError for a clinician that the week does not have.
    """
    begun = perf_counter()
    if clinician is not None and clinician not in case.clinicians:
        raise InputError(unknown("clinicians", "clinician", [clinician], case.clinicians))
    ledger = Ledger(case, plan)
    results = check(case, reckoned(case, plan)).clinicians
    people = tuple(_outlook(ledger, [result], result.id) for result in results if clinician in (None, result.id))
    summable = clinician is None and len(results) >= case.rulebook.min_group_size
    unit = _outlook(ledger, results, None) if summable else None
    return Confidence(
        text=text(case, people, unit, "en"),
        text_sv=text(case, people, unit, "sv"),
        proof=Proof(proven=True, bound=None, seconds=round(perf_counter() - begun, 3)),
        clinicians=people,
        unit=unit,
    )


def sure(case: Case, plan: Plan, level: float) -> frozenset[str]:
    """Return who attends a target with at least the chance `level`; who has none is never among them."""
    people = confidence(case, plan).clinicians
    return frozenset(o.clinician for o in people if o.clinician and o.target > 0 and o.attended.reaches >= level)


def _outlook(ledger: Ledger, results: Sequence[ClinicianResult], clinician: str | None) -> Outlook:
    earners = {result.id for result in results}
    held = [entry for entry in ledger.entries if earners.intersection(entry.clinicians)]
    countable = [entry for entry in held if entry.kind and entry.kind.countable]
    target = sum(ledger.case.target(earner) for earner in earners)
    return Outlook(
        clinician=clinician,
        target=target / 100,
        booked=sum(hundredths(result.booked) for result in results) / 100,
        expected=sum(hundredths(result.expected) for result in results) / 100,
        reportable=sum(hundredths(result.reportable) for result in results) / 100,
        attended=_chances(ledger.case, held, earners, target),
        reported=_chances(ledger.case, countable, earners, target),
    )


def _chances(case: Case, entries: Sequence[Entry], earners: set[str], target: int) -> Chances:
    weights = summed([outcomes(case, entry, earners) for entry in entries])
    return Chances(
        mean=round(weights.mean / 100, 4),
        deviation=round(weights.deviation / 100, 4),
        p10=weights.quantile(0.1) / 100,
        p50=weights.quantile(0.5) / 100,
        p90=weights.quantile(0.9) / 100,
        reaches=round(weights.at_least(target), 9),
    )
