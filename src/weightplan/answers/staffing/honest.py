"""The highest target that today's staff can honestly carry, role by role."""

import time
from collections.abc import Callable
from fractions import Fraction
from math import ceil

from weightplan.answers.ceiling import NOT_OURS
from weightplan.answers.figures import with_figures
from weightplan.answers.proof import Proof
from weightplan.answers.staffing.model import Carried, HonestTargets
from weightplan.answers.staffing.wording import honest_sentence
from weightplan.case import Case
from weightplan.check import check
from weightplan.errors import InputError
from weightplan.plan import Plan
from weightplan.solver import carrying


def honest_targets(
    case: Case, plan: Plan, *, reach: float = 0.9, seconds: float = 120.0, stop: Callable[[], bool] | None = None
) -> HonestTargets:
    """Return for each role with a target the highest one that at least the share `reach` of its people can book.

    Needs come first: no plan counts that leaves more unserved, by price, than `plan`.

    A target is for a full-time week; each person's follows from FTE, days worked and balance, whatever target of
    their own they have. Each role is asked alone: the other roles' targets do not stand in the way. A role of
    fewer than `min_group_size` people is not asked: what it carries would be a figure of persons. Raises
    InputError where `plan` is not legal.
    """
    report, begun = check(case, plan), time.monotonic()
    if not report.legal:
        raise InputError([f"the plan breaks a rule, so no answer would hold: {report.violations[0].text}"])
    if any(case.minute(a.start) % case.grid for a in plan.appointments):
        raise InputError([NOT_OURS])
    asked = {role: _times(case, role) for role, rules in case.rulebook.roles.items() if rules.weekly_target > 0}
    least = case.rulebook.min_group_size
    small = tuple(role for role, times in asked.items() if 0 < len(times) < least)
    asked = {role: times for role, times in asked.items() if times and role not in small}
    roles = tuple(_carried(case, plan, role, times, reach, seconds / len(asked), stop) for role, times in asked.items())
    bounds = [role.bound for role in roles]
    proof = Proof(
        proven=bool(roles) and all(role.proven for role in roles),
        bound=None if None in bounds else max((b for b in bounds if b is not None), default=None),
        seconds=round(time.monotonic() - begun, 2),
    )
    left = carrying.left_by(case, plan)
    texts = [honest_sentence(case, roles, small, left, language) for language in ("en", "sv")]
    return HonestTargets(
        text=texts[0], text_sv=texts[1], proof=proof, reach=reach, most_unserved=left, roles=roles, hidden=small
    )


def _carried(
    case: Case,
    plan: Plan,
    role: str,
    times: dict[str, Fraction],
    reach: float,
    seconds: float,
    stop: Callable[[], bool] | None,
) -> Carried:
    number = max(1, ceil(Fraction(str(reach)) * len(times)))
    most = carrying.most_carried(case, plan, times, number, seconds=seconds, stop=stop)
    return Carried(
        role=role,
        people=len(times),
        needed=number,
        today=case.rulebook.roles[role].weekly_target,
        target=most.target / 100,
        bound=None if most.bound is None else most.bound / 100,
        proven=most.target == most.bound,
        left=carrying.left_by(case, most.plan),
        plan=with_figures(case, most.plan),
    )


def _times(case: Case, role: str) -> dict[str, Fraction]:
    """Return what each of a role works, in full-time weeks; who works nothing is left out."""
    worked = {
        person.id: Fraction(str(person.fte)) * case.week.weeks * case.worked_share(person.id)
        for person in case.week.clinicians
        if person.role == role
    }
    return {clinician: time for clinician, time in worked.items() if time}
