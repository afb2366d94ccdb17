"""The cheapest change of staff and rooms by which enough people reach their targets surely enough."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from math import ceil

from weightplan.answers.confidence.margin import chances_of
from weightplan.answers.figures import with_figures
from weightplan.answers.proof import Proof
from weightplan.answers.staffing.changes import Change, changes, with_change
from weightplan.answers.staffing.example import example_prices
from weightplan.answers.staffing.model import Staffing, Tried
from weightplan.answers.staffing.wording import sentence
from weightplan.case import Case
from weightplan.check import check
from weightplan.errors import InputError
from weightplan.files.pricelist import PriceList, problems_of_prices
from weightplan.plan import Plan
from weightplan.solver.exact import is_small
from weightplan.solver.reaching import Reaching, most_that_book, reaching
from weightplan.solver.toward import Judged

PART = 0.25  # of the time left, at least, for one change
FOR_BOUND = 0.4  # of that, at most: whether enough people can book their targets
Stop = Callable[[], bool]


def staff(
    case: Case,
    prices: PriceList | None = None,
    *,
    reach: float = 0.9,
    confidence: float = 0.8,
    seconds: float = 300.0,
    stop: Stop | None = None,
) -> Staffing:
    """Return the cheapest change by which at least the share `reach` of all with a target reach it.

    To reach is to attend the target with at least the chance `confidence`, when patients stay away as the
    rulebook says. Those who are hired count too. Without `prices` they are those of an example made from the week.
    Raises InputError for a list of too many combinations, or one that does not fit the week.
    """
    example = prices is None
    prices = prices or example_prices(case)
    problems = list(problems_of_prices(prices, case))
    if problems:
        raise InputError(problems)
    begun, tried = time.monotonic(), []
    found: tuple[Tried, Plan, Case] | None = None
    known: list[tuple[int, Plan]] = []
    listed = changes(prices)
    for place, (cost, change) in enumerate(listed):
        left = seconds - (time.monotonic() - begun)
        if left <= 0 or (stop is not None and stop()):
            tried.append(_untried(with_change(case, prices, change), cost, change, reach))
            break
        changed = with_change(case, prices, change)
        share = left if is_small(changed) else left * max(PART, 1 / (len(listed) - place))
        one, plan = _try(changed, cost, change, reach, confidence, share, _nearest(changed, known), stop)
        tried.append(one)
        if plan is not None:
            known.append((one.found, plan))
        if plan is not None and one.found >= one.needed:
            found = (one, plan, changed)
            break
    best = found[0] if found is not None else None
    open_costs = [one.cost for one in tried if not one.refuted]
    proof = Proof(
        proven=not open_costs if best is None else min(open_costs) == best.cost,
        bound=min(open_costs, default=None),
        seconds=round(time.monotonic() - begun, 2),
    )
    answer = Staffing(
        text="",
        text_sv="",
        proof=proof,
        reach=reach,
        confidence=confidence,
        prices=prices,
        example=example,
        added=best.added if best is not None else None,
        cost=best.cost if best is not None else None,
        left=check(found[2], found[1]).per_rule["unserved"] if found is not None else None,
        plan=with_figures(found[2], found[1]) if found is not None else None,
        tried=tuple(tried),
    )
    return answer.model_copy(update={"text": sentence(case, answer, "en"), "text_sv": sentence(case, answer, "sv")})


def _nearest(case: Case, known: Sequence[tuple[int, Plan]]) -> Plan | None:
    """Return the plan of another change that is legal with this one, of several the one in which most reach theirs."""
    by_reached = sorted(known, key=lambda pair: pair[0], reverse=True)
    return next((plan for _, plan in by_reached if check(case, plan).legal), None)


def needed(case: Case, reach: float) -> int:
    """Return how many people are at least that share of all who have a target."""
    return ceil(Fraction(str(reach)) * _people(case))


def _try(
    case: Case,
    cost: int,
    change: Change,
    reach: float,
    level: float,
    seconds: float,
    known: Plan | None,
    stop: Stop | None,
) -> tuple[Tried, Plan | None]:
    enough, end = needed(case, reach), time.monotonic() + seconds
    result = Reaching(None, frozenset(), most_that_book(case, FOR_BOUND * seconds))
    if result.bound >= enough:
        most, left = result.bound, max(0.0, end - time.monotonic())
        result = reaching(case, lambda plan: judged(case, plan, level), enough, seconds=left, known=known, stop=stop)
        result = replace(result, bound=min(result.bound, most))
    tried = Tried(
        added=change,
        cost=cost,
        people=_people(case),
        found=len(result.reached),
        bound=result.bound,
        needed=enough,
        refuted=result.bound < enough or result.infeasible,
    )
    return tried, result.plan


def judged(case: Case, plan: Plan, level: float) -> Judged:
    """Return who attends a target with at least the chance `level` in a plan, and what to book for it."""
    chances = chances_of(case, plan)
    reached = frozenset(clinician for clinician, chance in chances.items() if chance.reaches >= level)
    return Judged(reached, {clinician: chance.needed(level) for clinician, chance in chances.items()})


def _untried(case: Case, cost: int, change: Change, reach: float) -> Tried:
    people = _people(case)
    return Tried(
        added=change, cost=cost, people=people, found=0, bound=people, needed=needed(case, reach), refuted=False
    )


def _people(case: Case) -> int:
    return sum(case.target(clinician) > 0 for clinician in case.clinicians)
