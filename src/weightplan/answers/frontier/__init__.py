"""What one thing costs in another: plans of which none is as good as another one in both, each with a bound.

Needs come first. Where weights or people at target are weighed against load, no plan counts that leaves more
unserved, by the rulebook's prices, than the plan that the answer begins from; weighed against needs, they are
the price itself, and every plan says what it leaves.
"""

from weightplan.answers.frontier.answer import frontier
from weightplan.answers.frontier.model import Frontier, Limit, Point

__all__ = ["Frontier", "Limit", "Point", "frontier"]
