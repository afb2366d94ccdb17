"""Weights and contact minutes per listed inhabitant and site, beside what the unit's own means would give.

Level mix is allowed for by indirect standardisation; travel is counted apart from contact. Figures are of sites,
each with enough people, never of clinicians.
"""

from weightplan.answers.equity.answer import equity
from weightplan.answers.equity.model import Equity, Measure, Place

__all__ = ["Equity", "Measure", "Place", "equity"]
