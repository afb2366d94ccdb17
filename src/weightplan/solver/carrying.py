"""The highest weekly target that so many clinicians can book in one legal week, each by the time they work.

Needs come first: no plan counts that leaves more unserved, by price, than the plan that is begun from.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor, inf

from weightplan.case import Case
from weightplan.check import check
from weightplan.fields import hundredths
from weightplan.plan import Plan
from weightplan.solver.budget import Budget
from weightplan.solver.catalogue import Catalogue
from weightplan.solver.exact import is_small
from weightplan.solver.parts import Expr
from weightplan.solver.read import read_change
from weightplan.solver.relaxation import Relaxation
from weightplan.solver.relaxed import SLACK, lowest_booked, proven
from weightplan.solver.solve import solve, watching
from weightplan.solver.start import NO_LIMIT, whole
from weightplan.solver.state import State, as_plan
from weightplan.solver.subsolve import Engine
from weightplan.solver.sums import NEEDS_FIRST, loss_in, with_needs_alone, with_targets
from weightplan.solver.weights import more_than_any

TRIES = 3
FOR_BOUND = 0.2
Stop = Callable[[], bool]


@dataclass(frozen=True)
class Carried:
    """The target of a full-time week that a plan carries, and what no plan that counts carries more than, in 0.01."""

    target: int
    bound: int | None
    plan: Plan


def carried_by(case: Case, plan: Plan, times: Mapping[str, Fraction], number: int) -> int:
    """Return the highest target of a full-time week, in 0.01, that `number` of these clinicians book in a plan.

    `times` are what each works, in full-time weeks; weights carried over count.
    """
    booked = {person.id: hundredths(person.booked) for person in check(case, plan).clinicians}
    shares = sorted(((booked[c] + _balance(case, c)) / time for c, time in times.items()), reverse=True)
    return max(0, floor(shares[number - 1]))


def left_by(case: Case, plan: Plan) -> int:
    """Return the price of the needs that a plan leaves unserved."""
    return check(case, plan).per_rule["unserved"]


def most_carried(
    case: Case, plan: Plan, times: Mapping[str, Fraction], number: int, *, seconds: float, stop: Stop | None = None
) -> Carried:
    """Return the highest target found, from a legal plan on, and its bound."""
    best = Carried(carried_by(case, plan, times, number), None, plan)
    question = _Question(case, times, number, seconds, stop, left_by(case, plan))
    return question.by_the_model(best) if is_small(case) else question.by_search(best)


@dataclass(frozen=True)
class _Question:
    case: Case
    times: Mapping[str, Fraction]
    number: int
    seconds: float
    stop: Stop | None
    most_unserved: int

    @property
    def top(self) -> int:
        """What nobody carries more than."""
        return max(
            floor((more_than_any(self.case, c) + max(0, _balance(self.case, c))) / time)
            for c, time in self.times.items()
        )

    def by_the_model(self, best: Carried) -> Carried:
        counted, engine = with_needs_alone(self.case), Engine()
        builder = whole(counted, Catalogue(counted), State())
        cp, literals = builder.model.cp, []
        target = cp.new_int_var(0, self.top, "")
        for clinician, time in self.times.items():
            literals.append(cp.new_bool_var(""))
            booked: Expr = builder.model.booked(clinician) + _balance(self.case, clinician)
            cp.add(time.denominator * booked >= time.numerator * target).only_enforce_if(literals[-1])
        cp.add(builder.model.literals(literals) >= self.number)
        cp.add(loss_in(builder, State(), "unserved") <= self.most_unserved)
        cp.maximize(target)
        with watching(engine, self.stop):
            outcome = engine.solve(cp, deterministic=NO_LIMIT, wall=self.seconds)
        if not outcome.found:
            return self._nothing_carried(best, outcome.status)
        plan = as_plan(self.case, State().apply(read_change(builder, outcome.value)))
        found = Carried(carried_by(self.case, plan, self.times, self.number), None, plan)
        better = found if found.target > best.target else best
        return Carried(better.target, outcome.bound, better.plan)

    @staticmethod
    def _nothing_carried(best: Carried, status: str) -> Carried:
        """Where so many book less than nothing in every plan, a target of 0 is what they carry."""
        return Carried(best.target, 0 if status == "infeasible" else None, best.plan)

    def by_search(self, best: Carried) -> Carried:
        budget = Budget(self.seconds, None)
        bound = self._relaxed(FOR_BOUND * self.seconds)
        high = bound if bound is not None else 2 * best.target or self.top
        for left in range(TRIES, 0, -1):
            if budget.used_up or best.target >= high or (self.stop is not None and self.stop()):
                break
            # Between what is carried and what can be at most: too high a target is met by some and missed by more.
            aim = (best.target + high + 1) // 2 if left < TRIES else high
            seconds = (budget.seconds_left() or 0.0) / left
            plan = solve(self._aiming(aim), time_limit=seconds, hint=best.plan, stop=self.stop)
            if plan.cost is not None and self._counts(plan):
                found = carried_by(self.case, plan, self.times, self.number)
                best = Carried(found, None, plan) if found > best.target else best
        return Carried(best.target, bound, best.plan)

    def _counts(self, plan: Plan) -> bool:
        return check(self.case, plan).legal and left_by(self.case, plan) <= self.most_unserved

    def _aiming(self, target: int) -> Case:
        people = tuple(
            person.model_copy(update={"target": self._aim(person.id, target), "balance": 0.0})
            for person in self.case.week.clinicians
        )
        week = self.case.week.model_copy(update={"clinicians": people})
        return with_targets(Case(week, self.case.rulebook, self.case.earlier), NEEDS_FIRST)

    def _aim(self, clinician: str, target: int) -> float:
        if clinician not in self.times:
            return 0.0
        return max(0, floor(target * self.times[clinician]) - _balance(self.case, clinician)) / 100

    def _relaxed(self, seconds: float) -> int | None:
        """Return what the relaxation proves: so many whole people, everything else in fractions."""
        counted = with_needs_alone(self.case)
        relaxation = Relaxation(counted, Catalogue(counted))
        lp, top = relaxation.lp, self.top
        lp.row(lp.costs, -inf, self.most_unserved - lp.offset)
        target, literals = lp.variable(float(top)), []
        for clinician, time in self.times.items():
            literals.append(lp.variable(1.0))
            lp.whole(literals[-1])
            balance = _balance(self.case, clinician)
            # One who is not counted may book less than nothing, whatever the target is.
            slack = float(time) * top - lowest_booked(relaxation, clinician) - min(0, balance)
            terms = [*relaxation.serving.booked[clinician], (target, -float(time)), (literals[-1], -slack)]
            lp.row(terms, -slack - balance, inf)
        lp.row([(literal, 1.0) for literal in literals], self.number, inf)
        lp.minimize([(target, -1.0)])
        bound = proven(lambda: lp.bound_of_whole(seconds))
        return None if bound is None else floor(SLACK - bound)


def _balance(case: Case, clinician: str) -> int:
    return hundredths(case.clinicians[clinician].balance)
