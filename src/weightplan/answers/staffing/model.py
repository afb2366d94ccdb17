"""What the answers hold. Costs as in the price list, weights in weights, shares from 0 to 1."""

from weightplan.answers.proof import Answer, AnswerModel
from weightplan.files.pricelist import PriceList
from weightplan.plan import Plan


class Added(AnswerModel):
    """So many of one line of the price list; `line` is its place as `staff[0]` or `rooms[1]`."""

    line: str
    number: int


class Tried(AnswerModel):
    """One change, cheapest first: of `people` with a target, how many were found to reach it, can at most, and must.

    `refuted` says that no legal week of the changed unit does.
    """

    added: tuple[Added, ...]
    cost: int
    people: int
    found: int
    bound: int
    needed: int
    refuted: bool


class Staffing(Answer):
    """The cheapest change found by which enough reach the target (None: none was found), with its plan.

    `proof.proven` says that every cheaper change of the list is refuted (or all of it, where none was found);
    `proof.bound` is the cost of the cheapest change that is not refuted (None: all are).
    `left` is what the plan leaves unserved, at the rulebook's prices. `example` says that `prices` were made from
    the week, for want of the unit's own.
    """

    reach: float
    confidence: float
    prices: PriceList
    example: bool
    added: tuple[Added, ...] | None
    cost: int | None
    left: int | None
    plan: Plan | None
    tried: tuple[Tried, ...]


class Carried(AnswerModel):
    """A role's highest weekly target, full-time, that a plan was found for; none that counts carries more than `bound`.

    `left` is what the plan leaves unserved, at the rulebook's prices.
    """

    role: str
    people: int
    needed: int
    today: float
    target: float
    bound: float | None
    proven: bool
    left: int
    plan: Plan


class HonestTargets(Answer):
    """Each role with a target, on its own: what the same week could carry for it, in booked weights.

    No plan counts that leaves more than `most_unserved`, by price: what the plan leaves that was begun from.
    `hidden` are roles of too few people: their figures would be figures of persons.
    """

    reach: float
    most_unserved: int
    roles: tuple[Carried, ...]
    hidden: tuple[str, ...] = ()
