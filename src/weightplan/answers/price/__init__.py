"""What each rule costs in weights: a clinician beside the colleagues' plan, or the whole unit."""

from weightplan.answers.price.easing import FOR_TRADE, RULES, Easing, eased
from weightplan.answers.price.model import Price, Prices
from weightplan.answers.price.prices import price, price_of_unit
from weightplan.answers.price.wording import name_of

__all__ = ["FOR_TRADE", "RULES", "Easing", "Price", "Prices", "eased", "name_of", "price", "price_of_unit"]
