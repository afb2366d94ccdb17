"""The solver: from a case to a plan with a bound. Only this package knows ortools."""

from weightplan.solver.packing import packed
from weightplan.solver.profile import Profile
from weightplan.solver.solve import Progress, solve

__all__ = ["Profile", "Progress", "packed", "solve"]
