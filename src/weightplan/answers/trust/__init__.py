"""Whether a plan deserves trust: what it did for weight, for whom, at whose cost, on what assumptions.

Everything is reckoned from the plan and needs no solver, but for the plan without the weight
target (`weightplan.answers.trust.untargeted`) that the figures on equity may be compared with.
"""

from weightplan.answers.trust.answer import trust
from weightplan.answers.trust.model import Trust

__all__ = ["Trust", "trust"]
