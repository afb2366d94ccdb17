"""Ceilings: the most weights that any legal week gives a clinician, alone and beside the colleagues' plan."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from weightplan.answers.proof import Answer, AnswerModel, Proof
from weightplan.case import Case
from weightplan.check import check
from weightplan.errors import InputError
from weightplan.fields import hundredths
from weightplan.plan import Plan
from weightplan.solver.ceiling import Most, most_given, most_of_all

Stop = Callable[[], bool]
NOT_OURS = "the plan is legal, and yet not one to reckon from: a break or a contact lies off the grid"
WORKED = 0.8  # of the time; models are built and plans checked in the rest


class Highest(AnswerModel):
    """The most weights: of a legal week that was found, and what no legal week passes (`bound`).

    `proven` says that they are the same; `seconds` is the time it took.
    """

    weights: float
    bound: float
    proven: bool
    seconds: float


class Ceilings(AnswerModel):
    """`alone`: over all legal weeks of the unit. `given_plan`: while all that colleagues do stands."""

    alone: Highest
    given_plan: Highest


class Why(Answer):
    """Why a clinician does not reach the target: weights as booked, and the ceilings."""

    clinician: str
    target: float
    booked: float
    ceiling: Ceilings


def why(case: Case, plan: Plan, clinician: str, *, seconds: float = 10.0, stop: Stop | None = None) -> Why:
    """Return a clinician's ceilings, within a time limit for both. Raises InputError where the plan is not legal."""
    report = check(case, plan)
    if not report.legal:
        raise InputError([f"the plan breaks a rule, so no answer would hold: {report.violations[0].text}"])
    own = next(c for c in report.clinicians if c.id == clinician)
    given = _timed(lambda: most_given(case, plan, clinician, seconds=seconds / 2, stop=stop), own.booked)
    alone = _timed(lambda: most_of_all(case, plan, clinician, seconds=seconds / 2, stop=stop), own.booked)
    # What the colleagues' plan leaves room for is a legal week of the unit too.
    if given.weights > alone.weights:
        alone = alone.model_copy(update={"weights": given.weights, "proven": given.weights == alone.bound})
    if alone.bound < given.bound:
        given = given.model_copy(update={"bound": alone.bound, "proven": given.weights == alone.bound})
    return _in_words(clinician, own.target, own.booked, Ceilings(alone=alone, given_plan=given))


def why_all(
    case: Case,
    plan: Plan,
    *,
    seconds: float = 60.0,
    workers: int = 2,
    on_answer: Callable[[Why], None] | None = None,
    stop: Stop | None = None,
) -> tuple[Why, ...]:
    """Return everybody's ceilings, in the week's order, within a time limit for all."""
    each = WORKED * seconds * workers / len(case.clinicians)
    with ThreadPoolExecutor(workers) as pool:
        asked = [pool.submit(why, case, plan, clinician, seconds=each, stop=stop) for clinician in case.clinicians]
        answers = []
        for future in asked:
            answers.append(future.result())
            if on_answer is not None:
                on_answer(answers[-1])
    return tuple(answers)


def _timed(found: Callable[[], Most | None], booked: float) -> Highest:
    begun = time.monotonic()
    most = found()
    if most is None:
        raise InputError([NOT_OURS])
    weights = max(most.weights, hundredths(booked))
    seconds = round(time.monotonic() - begun, 2)
    return Highest(weights=weights / 100, bound=most.bound / 100, proven=weights == most.bound, seconds=seconds)


def _in_words(clinician: str, target: float, booked: float, ceilings: Ceilings) -> Why:
    alone, given = ceilings.alone, ceilings.given_plan
    reached = min(alone.bound, given.bound)
    return Why(
        clinician=clinician,
        target=target,
        booked=booked,
        ceiling=ceilings,
        text=f"{booked:g} of {target:g}. No legal week gives more than {alone.bound:g}; "
        f"with the colleagues' weeks as planned, no more than {given.bound:g}.",
        text_sv=f"{_sv(booked)} av {_sv(target)}. Ingen tillåten vecka ger mer än {_sv(alone.bound)}; "
        f"med kollegornas veckor som planerat inte mer än {_sv(given.bound)}.",
        proof=Proof(
            proven=alone.proven and given.proven, bound=reached, seconds=round(alone.seconds + given.seconds, 2)
        ),
    )


def _sv(number: float) -> str:
    return f"{number:g}".replace(".", ",")
