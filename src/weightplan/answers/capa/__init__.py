"""The same unit through the arithmetic of CAPA (Choice and Partnership Approach), beside ours.

CAPA plans a quarter from round figures, ours a week from its own minutes; a manager who knows the one sees
here where the other differs, and by how much. Source of the figures: camhsnetwork.co.uk, as `figures.py` has them.
"""

from weightplan.answers.capa.answer import capa
from weightplan.answers.capa.model import Capa, Side

__all__ = ["Capa", "Side", "capa"]
