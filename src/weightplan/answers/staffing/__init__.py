"""Which staff and rooms it takes for enough people to reach their targets, and which target today's staff can carry.

A change is refuted only where it is proven that no legal week of the changed unit does; what is neither shown
to do nor refuted stays open, and the answer names the cheapest such change as its bound.
"""

from weightplan.answers.staffing.answer import staff
from weightplan.answers.staffing.honest import honest_targets
from weightplan.answers.staffing.model import Carried, HonestTargets, Staffing

__all__ = ["Carried", "HonestTargets", "Staffing", "honest_targets", "staff"]
