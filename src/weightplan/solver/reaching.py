"""How many clinicians can reach their targets in one legal week, where booking them is not yet enough.

Nobody's attended weights pass the booked ones, so who reaches a target has booked it: that is what is bounded.
On a small week the complete model answers; a clinician who books a target and yet does not pass, say because too
many may stay away, must then hold something more, and the model is asked again. On a larger one a plan is made for
the targets, or taken from a smaller unit, and bettered a few people's days at a time.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from weightplan.case import Case
from weightplan.plan import Plan
from weightplan.solver.budget import Budget
from weightplan.solver.build import Builder
from weightplan.solver.catalogue import Catalogue
from weightplan.solver.exact import is_small
from weightplan.solver.parts import Choice, Literal
from weightplan.solver.read import Value, read_change
from weightplan.solver.relaxed import Relaxed
from weightplan.solver.solve import solve, watching
from weightplan.solver.start import NO_LIMIT, from_plan, whole
from weightplan.solver.state import State, as_plan
from weightplan.solver.subsolve import Engine
from weightplan.solver.sums import most_lost, with_needs_alone
from weightplan.solver.toward import Judge, Toward, aiming_at
from weightplan.solver.weights import adds_up

FIRST = 0.4  # of the time: a plan to begin from
MARGIN = Fraction(115, 100)  # of the target, for those who stay away; how much it takes is reckoned from that plan
Stop = Callable[[], bool]


@dataclass(frozen=True)
class Reaching:
    """The plan found in which most reach their targets (None: none was found), who does, and how many can at most.

    `infeasible` says that no plan is legal.
    """

    plan: Plan | None
    reached: frozenset[str]
    bound: int
    infeasible: bool = False


def most_that_book(case: Case, seconds: float | None) -> int:
    """Return how many clinicians can book their targets at most, in any legal week; all where nothing is proven."""
    everybody = sum(case.target(clinician) > 0 for clinician in case.clinicians)
    if not adds_up(case):
        return everybody
    counted = with_needs_alone(case)
    bound = Relaxed(counted, Catalogue(counted), "attainment", "unserved", None).most_gained(
        most_lost(case, "unserved"), seconds
    )
    return everybody if bound is None else max(0, min(everybody, bound))


def reaching(
    case: Case,
    judge: Judge,
    enough: int,
    *,
    seconds: float,
    known: Plan | None = None,
    workers: int = 2,
    stop: Stop | None = None,
) -> Reaching:
    """Return a plan in which as many as can be found reach their targets, until `enough` do.

    `judge` says who does in a legal plan; more contacts never make anybody fail. A `known` plan that is legal is
    where the search of a large week begins.
    """
    if is_small(case):
        return _small(_apart(case), lambda plan: judge(plan).reached, enough, Budget(seconds, None), stop)
    return _large(case, judge, enough, Budget(seconds, None), known, workers, stop)


def _small(
    case: Case, passes: Callable[[Plan], frozenset[str]], enough: int, budget: Budget, stop: Stop | None
) -> Reaching:
    counted = with_needs_alone(case)
    engine, builder = Engine(), whole(counted, Catalogue(counted), State())
    counts = _reached(builder)
    builder.model.cp.maximize(builder.model.literals(counts.values()) if counts else 0)
    best = Reaching(None, frozenset(), len(counts))
    with watching(engine, stop):
        while True:
            outcome = engine.solve(builder.model.cp, deterministic=NO_LIMIT, wall=budget.seconds_left())
            if not outcome.found:
                return Reaching(None, frozenset(), 0, infeasible=True) if outcome.status == "infeasible" else best
            plan = as_plan(counted, State().apply(read_change(builder, outcome.value)))
            reached = passes(plan)
            bound = max(0, min(best.bound, outcome.bound))
            better = best.plan is None or len(reached) > len(best.reached)
            best = Reaching(plan, reached, bound) if better else Reaching(best.plan, best.reached, bound)
            failed = [c for c, literal in counts.items() if outcome.value(literal) and c not in reached]
            if len(best.reached) >= min(bound, enough) or bound < enough or not failed or budget.used_up:
                return best
            if not adds_up(case):
                return Reaching(best.plan, best.reached, len(counts))
            for clinician in failed:
                _ask_for_more(builder, clinician, counts[clinician], outcome.value)


def _large(
    case: Case, judge: Judge, enough: int, budget: Budget, known: Plan | None, workers: int, stop: Stop | None
) -> Reaching:
    people = sum(case.target(c) > 0 for c in case.clinicians)
    aims = {c: round(MARGIN * case.target(c)) for c in case.clinicians}
    engine, catalogue = Engine(), Catalogue(case)
    state = from_plan(case, catalogue, known) if known is not None else None
    if state is None:
        seconds = FIRST * (budget.seconds_left() or 0.0)
        made = solve(aiming_at(case, aims), time_limit=seconds, workers=workers, stop=stop)
        state = from_plan(case, catalogue, made) if made.cost is not None else None
        if state is None:
            return Reaching(None, frozenset(), people, infeasible=made.status == "infeasible")
    with watching(engine, stop):
        toward = Toward(case, catalogue, engine, budget, judge, enough, state)
        toward.run(workers)
    return Reaching(toward.best, toward.reached, people)


def _apart(case: Case) -> Case:
    """Return the case with a tag of its own for each contact of a patient with an own attendance.

    So the model keeps apart what is alike for the rules but not for who comes.
    """
    requests = tuple(
        request.model_copy(update={"same_day": f"own {request.id}"})
        if request.count == 1 and request.same_day is None and _own_attendance(case, request.patient)
        else request
        for request in case.requests.values()
    )
    patients = tuple(case.patients.values())
    week = case.week.model_copy(update={"requests": requests, "patients": patients, "demand": ()})
    return Case(week, case.rulebook, case.earlier)


def _own_attendance(case: Case, patient: str | None) -> bool:
    return patient is not None and patient in case.patients and case.patients[patient].attendance is not None


def _reached(builder: Builder) -> dict[str, Literal]:
    counts = {c: builder.model.cp.new_bool_var("") for c in builder.case.clinicians if builder.case.target(c)}
    for clinician, counted in counts.items():
        enough = builder.model.booked(clinician) >= builder.case.target(clinician)
        builder.model.cp.add(enough).only_enforce_if(counted)
    return counts


def _ask_for_more(builder: Builder, clinician: str, counted: Literal, value: Value) -> None:
    """Count a clinician only with some contact more than now: with no more than these the target was not passed."""
    cp, more = builder.model.cp, []
    alike: dict[object, list[Choice]] = defaultdict(list)
    for choice in builder.model.choices_of_clinician.get(clinician, ()):
        way = choice.candidate
        alike[way.needs.key, way.contact_type, way.team].append(choice)
    for choices in alike.values():
        now = sum(value(choice.count) for choice in choices)
        more.append(cp.new_bool_var(""))
        cp.add(builder.model.total(choices) >= now + 1).only_enforce_if(more[-1])
    cp.add_bool_or([*more, ~counted])
