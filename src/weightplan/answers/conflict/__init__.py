"""Why a week has no legal plan: few demands that clash, in words, and the cheapest ways out."""

from collections.abc import Callable, Iterable
from typing import Literal

from weightplan.answers.conflict.demands import Demand, with_need_alone
from weightplan.answers.conflict.minimal import Clash, minimised, smallest
from weightplan.answers.conflict.nearby import Nearby
from weightplan.answers.conflict.sums import all_ways, place_of, sum_of
from weightplan.answers.conflict.told import Told
from weightplan.answers.conflict.trials import Demands, Trials
from weightplan.answers.conflict.ways_out import ways_out
from weightplan.answers.conflict.wording import Wording
from weightplan.answers.proof import Answer, Proof
from weightplan.case import Case
from weightplan.plan import Plan
from weightplan.reasons import unserved
from weightplan.solver.budget import Budget

SMALL, LARGER = 4, 12  # demands looked at together
GLANCE = 0.5  # seconds for a look at a part of the week
IN_TIME = 0.9  # of the time: the last solve may run over
SURE = ("NO_COMPETENCE", "NO_COMMON_TIME", "NO_ROOM", "DEADLINE", "LIMIT:group_size")
UNSETTLED = Told(text=" Not yet proven smallest.", text_sv=" Ännu inte bevisat minsta krocken.")


class Conflict(Answer):
    """Whether the demands of a week clash. "conflict" and "none" are proven, "unknown" says nothing.

    `irreducible`: a legal plan was found and checked with any one of the demands dropped, so that
    every proper subset holds; `smallest`: no clash of the week has fewer. The proof's bound is a
    lower bound of that number, and it is proven where the clash is smallest: that the demands clash
    is so in any case. `demands` are empty where nothing was shown.
    """

    status: Literal["conflict", "none", "unknown"]
    demands: tuple[Told, ...] = ()
    irreducible: bool = False
    smallest: bool = False
    ways_out: tuple[Told, ...] = ()


def conflict(case: Case, time_limit: float = 20.0, stop: Callable[[], bool] | None = None) -> Conflict:
    """Find a smallest clash within about `time_limit` seconds; a clash that is found is irreducible where time allows.

    When the time is over, or `stop` says so, the smallest clash so far is the answer.

    A quarter of the time goes to a look at parts of the week, three fifths to finding and minimising
    in all, the rest to ways out; a week that may be legal is given all of it.
    """
    budget = Budget(time_limit / 4, None)
    trials = Trials(case, budget, stop)
    nearby = Nearby(trials)
    found, legal = _found(trials, nearby, time_limit)
    if found is None:
        return _without_clash(legal, budget)
    budget.seconds = max(0.6 * time_limit, budget.elapsed)
    clash = smallest(trials, nearby, minimised(trials, [d for d in trials.all if d in found]))
    budget.seconds = IN_TIME * time_limit
    return _told(trials, nearby, clash)


def _found(trials: Trials, nearby: Nearby, time_limit: float) -> tuple[Demands | None, bool]:
    """Return demands that clash, if any were found, and whether the whole week was shown to be legal."""
    everything = frozenset(trials.all)
    found = _first_clash(trials, nearby.around(SMALL))
    if found is not None:
        return found, False
    trials.budget.seconds = time_limit
    whole = trials.holds(everything)
    if whole is None:
        return None, False
    if whole:
        return None, True
    return _first_clash(trials, nearby.around(LARGER)) or everything, False


def _first_clash(trials: Trials, sets: Iterable[Demands]) -> Demands | None:
    for demands in sets:
        if trials.holds(demands, GLANCE) is False:
            return demands
    return None


def _without_clash(legal: bool, budget: Budget) -> Conflict:
    proof = Proof(proven=legal, bound=0.0 if legal else None, seconds=round(budget.elapsed, 3))
    if legal:
        text = "There is no conflict: a plan that keeps every hard rule was found and checked."
        text_sv = "Ingen konflikt: en plan som uppfyller alla hårda regler har hittats och kontrollerats."
        return Conflict(status="none", text=text, text_sv=text_sv, proof=proof)
    text = "Not found in time: neither a legal plan nor a conflict was shown. Allow more time."
    text_sv = "Ej funnet i tid: varken en tillåten plan eller en konflikt har visats. Ge mer tid."
    return Conflict(status="unknown", text=text, text_sv=text_sv, proof=proof)


def _told(trials: Trials, nearby: Nearby, clash: Clash) -> Conflict:
    case = trials.case
    ways = all_ways(case, trials.without(clash.demands), clash.demands)
    total = sum_of(case, ways, clash.demands)
    english, swedish = Wording(case, "en"), Wording(case, "sv")
    why = _reason(case, clash.demands)
    missing = total.needed - total.there if total is not None and total.day is not None else None
    least = clash.irreducible and clash.least == len(clash.demands)
    return Conflict(
        status="conflict",
        text=f"{english.clash(clash.demands, total)}{why.text}{'' if least else UNSETTLED.text}",
        text_sv=f"{swedish.clash(clash.demands, total)}{why.text_sv}{'' if least else UNSETTLED.text_sv}",
        demands=tuple(Told(text=english.phrase(d), text_sv=swedish.phrase(d)) for d in clash.demands),
        irreducible=clash.irreducible,
        smallest=least,
        ways_out=tuple(ways_out(trials, nearby, clash, place_of(ways), missing)),
        proof=Proof(proven=least, bound=float(clash.least), seconds=round(trials.budget.elapsed, 3)),
    )


def _reason(case: Case, clash: tuple[Demand, ...]) -> Told:
    """Return why a single must cannot be met even in an empty week, where that is the reason."""
    if len(clash) == 1 and clash[0].kind == "must":
        name = clash[0].about
        for missed in unserved(with_need_alone(case, name), Plan()):
            if missed.request == name and missed.reason in SURE:
                return Told(text=f" {missed.text}", text_sv=f" {missed.text_sv}")
    return Told(text="", text_sv="")


__all__ = ["Conflict", "conflict"]
