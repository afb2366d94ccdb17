"""Whether a week has any legal plan at all, without asking for a good one."""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal

from weightplan.case import Case
from weightplan.check import check
from weightplan.errors import DisagreementError
from weightplan.plan import Plan
from weightplan.rulebook import Prices
from weightplan.rules.remote_share import REMOTE
from weightplan.solver.bound import Bound
from weightplan.solver.budget import Budget
from weightplan.solver.catalogue import Catalogue
from weightplan.solver.read import read_change
from weightplan.solver.solve import watching
from weightplan.solver.start import MOST_COMPLETE, NO_LIMIT, find_start, whole
from weightplan.solver.state import State, as_plan
from weightplan.solver.subsolve import Engine
from weightplan.week import Group, Request


@dataclass(frozen=True)
class Verdict:
    """What is known of a week: "feasible" with a legal plan, "infeasible" (proven), or "unknown"."""

    status: Literal["feasible", "infeasible", "unknown"]
    plan: Plan | None = None


FEW = 20
UNKNOWN, INFEASIBLE = Verdict("unknown"), Verdict("infeasible")


def feasible(case: Case, seconds: float, stop: Callable[[], bool] | None = None) -> Verdict:
    """Decide within `seconds`, or until `stop`, whether a case has a legal plan; the plan has been checked.

    Needs that no legal plan has to serve are left out, and that keeps the verdict: taking such a
    contact out of a legal plan leaves it legal under every rule but one. Rules on one contact
    (`need`, `room`, `deadline`, `group_size`, ...) say nothing of the others; limits, overlaps and
    rows only become easier; a follow-up's predecessors and, for `first_visit_is_long` and
    `group_after_first`, everything that a touched new patient asks for are kept. The exception is
    `remote_share`, where another visit may make room for a call: where only that rule stands in the
    way, every need is looked at. Raises DisagreementError where the checker refuses the plan.
    """
    budget, engine = Budget(seconds, None), Engine()
    plain = _unpriced(case)
    fewest = _with_needs(plain, _needed(plain))
    with watching(engine, stop):
        verdict = _decide(fewest, budget, engine)
        if verdict.status == "infeasible" and _may_want_visits(fewest):
            verdict = _decide(_any_share(fewest), budget, engine)
            if verdict.status == "feasible":
                verdict = _decide(plain, budget, engine)
    if verdict.plan is not None:
        report = check(case, verdict.plan)
        if not report.legal:
            broken = "; ".join(f"{v.rule}: {v.text}" for v in report.violations[:3])
            raise DisagreementError(f"the checker refuses the solver's plan: {broken}")
    return verdict


def _decide(case: Case, budget: Budget, engine: Engine) -> Verdict:
    """Ask the complete model where few contacts are to be placed, else place them step by step first."""
    if len(case.needs) * len(case.clinicians) > MOST_COMPLETE or budget.used_up or engine.stopped.is_set():
        return UNKNOWN
    catalogue = Catalogue(case)
    crisis = case.rulebook.crisis.slots_per_day * len(case.crisis_days) if case.rulebook.crisis else 0
    if len(case.groups) + sum(request.count for request in case.requests.values()) + crisis > FEW:
        start = find_start(case, catalogue, engine, Bound(None), budget)
        plan = as_plan(case, start.state) if start.state is not None else None
        return Verdict("feasible", plan) if plan is not None else INFEASIBLE if start.infeasible else UNKNOWN
    builder = whole(case, catalogue, State())
    builder.model.cp.clear_objective()  # type: ignore[no-untyped-call]
    wall = budget.seconds_left()
    outcome = engine.solve(builder.model.cp, deterministic=NO_LIMIT, wall=wall, any_solution=True)
    if outcome.found:
        return Verdict("feasible", as_plan(case, State().apply(read_change(builder, outcome.value))))
    return INFEASIBLE if outcome.status == "infeasible" else UNKNOWN


def _unpriced(case: Case) -> Case:
    return replace(case, rulebook=case.rulebook.model_copy(update={"prices": Prices()}), earlier=None)


def _with_needs(case: Case, names: set[str]) -> Case:
    kept: dict[str, Iterable[object]] = {
        "patients": case.patients.values(),
        "requests": (r for r in case.requests.values() if r.id in names),
        "groups": (g for g in case.groups.values() if g.id in names),
        "demand": (),
    }
    return replace(case, week=case.week.model_copy(update={field: tuple(things) for field, things in kept.items()}))


def _needed(case: Case) -> set[str]:
    """Return the musts, what is promised, what these follow, and all requests of the new patients among theirs."""
    promised = {b.request for b in case.week.bookings if b.locked}
    of_new: dict[str, list[str]] = {p.id: [] for p in case.patients.values() if p.new}
    for request in case.requests.values():
        if request.patient in of_new:
            of_new[request.patient].append(request.id)
    names: set[str] = set()
    open_names = deque(name for name, need in case.needs.items() if need.must or name in promised)
    while open_names:
        name = open_names.popleft()
        if name not in names:
            names.add(name)
            open_names.extend(_drawn_in(case, case.needs[name], of_new))
    return names


def _drawn_in(case: Case, need: Request | Group, of_new: dict[str, list[str]]) -> list[str]:
    patients = case.members(need) if isinstance(need, Group) else (need.patient,)
    drawn = [name for patient in patients if patient is not None for name in of_new.get(patient, ())]
    if isinstance(need, Request) and need.after is not None:
        drawn.append(need.after.request)
    return drawn


def _may_want_visits(case: Case) -> bool:
    """Say whether remote contacts are among what has to be placed, and somebody's share of them is limited."""
    types = {t for request in case.requests.values() for t in request.contact_types}
    types |= {group.contact_type for group in case.groups.values()} | {case.crisis_type or ""}
    remote = any(kind.modality in REMOTE for name, kind in case.rulebook.contact_types.items() if name in types)
    return remote and any(case.limits(c).max_remote_share is not None for c in case.clinicians)


def _any_share(case: Case) -> Case:
    """Return the case without the limit on remote contacts: what is infeasible then is so with it."""
    clinicians = tuple(
        person.model_copy(update={"limits": person.limits.model_copy(update={"max_remote_share": None})})
        for person in case.week.clinicians
    )
    return replace(case, week=case.week.model_copy(update={"clinicians": clinicians}), _limits={})
