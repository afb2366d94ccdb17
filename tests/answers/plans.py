"""A plan for every week that ships, made by hand: quick, legal, and the same each time."""

from functools import cache

from bench.rivals import greedy

from weightplan.case import Case
from weightplan.files import load_case, shipped
from weightplan.plan import Plan

WEEKS = tuple(shipped("scenarios"))


@cache
def planned(week: str) -> tuple[Case, Plan]:
    case = load_case(week)
    return case, greedy.solve(case, time_limit=600, workers=1, seed=0, on_plan=lambda _: None)
