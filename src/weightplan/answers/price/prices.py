"""The price of each rule: what could be booked more if that one rule did not bind.

Rules are priced to be understood. Nothing here makes a plan in which one is relaxed.
"""

import time
from collections.abc import Callable, Collection

from weightplan.answers.ceiling import NOT_OURS
from weightplan.answers.figures import make_sure_enough_people
from weightplan.answers.price.model import Prices
from weightplan.answers.price.pricing import Ask, Pricing
from weightplan.answers.price.wording import text
from weightplan.answers.proof import Proof
from weightplan.case import Case
from weightplan.check import check
from weightplan.errors import InputError
from weightplan.plan import Plan
from weightplan.solver.ceiling import Most, most_given
from weightplan.solver.together import most_together

Stop = Callable[[], bool]


def price(case: Case, plan: Plan, clinician: str, *, seconds: float = 60.0, stop: Stop | None = None) -> Prices:
    """Return what each rule costs a clinician while all that colleagues do stands, within a time limit for all.

    Raises InputError where the plan is not legal.
    """

    def ask(changed: Case, _: Plan, each: float) -> Most:
        return _known(most_given(changed, plan, clinician, seconds=each, stop=stop))

    return _prices(case, plan, clinician, (clinician,), ask, seconds, stop)


def price_of_unit(case: Case, plan: Plan, *, seconds: float = 120.0, stop: Stop | None = None) -> Prices:
    """Return what each rule costs all clinicians together: the most weights of any legal week, with and without it.

    The plan is where the search begins. Raises InputError where it is not legal, and for a unit of
    fewer than `min_group_size` clinicians, whose sums would be figures of persons.
    """
    make_sure_enough_people(case)

    def ask(changed: Case, start: Plan, each: float) -> Most:
        return _known(most_together(changed, start, seconds=each, stop=stop))

    return _prices(case, plan, None, tuple(case.clinicians), ask, seconds, stop)


def _prices(
    case: Case,
    plan: Plan,
    clinician: str | None,
    clinicians: Collection[str],
    ask: Ask,
    seconds: float,
    stop: Stop | None,
) -> Prices:
    report, begun = check(case, plan), time.monotonic()
    if not report.legal:
        raise InputError([f"the plan breaks a rule, so no answer would hold: {report.violations[0].text}"])
    pricing = Pricing(case, clinicians, ask, plan, seconds)
    pricing.run(stop)
    prices, complete = pricing.prices(), not pricing.open
    return Prices(
        text=text(clinician, prices, complete, "en"),
        text_sv=text(clinician, prices, complete, "sv"),
        proof=Proof(
            proven=complete and all(p.proven for p in prices),
            bound=max((p.most for p in prices), default=0.0) if complete else None,
            seconds=round(time.monotonic() - begun, 2),
        ),
        clinician=clinician,
        prices=prices,
        complete=complete,
    )


def _known(most: Most | None) -> Most:
    if most is None:
        raise InputError([NOT_OURS])
    return most
