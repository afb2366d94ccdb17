"""What a file model alone cannot see: names that must exist, needs that cannot make sense together."""

from weightplan.case import Case
from weightplan.validate import book, bookings, cost, names, needs, overrides, times


def problems_of(case: Case) -> list[str]:
    """Return one line per problem, `path: what is wrong`, in the order of the file.

    A path that begins with `rulebook.` lies in the rulebook. What only the solver can prove (a
    must whose window never fits) is no problem here but an infeasible week.
    """
    problems = [*book.problems(case.rulebook), *names.problems(case), *times.problems(case)]
    # The rest reckons with names and hours, and would stumble where those are wrong.
    return problems or [
        *needs.problems(case),
        *bookings.problems(case),
        *overrides.problems(case),
        *cost.problems(case),
    ]
