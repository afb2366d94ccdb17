"""What one answer proves of a rule limits the others, whatever the solver found in its time."""

from tests.agreement.test_brute_force import on_monday, small, visits
from weightplan.answers.price.easing import Easing
from weightplan.answers.price.pricing import Pricing
from weightplan.case import Case
from weightplan.plan import Plan
from weightplan.solver.ceiling import Most

WEEK = small(on_monday("a", "10:00-12:00", limits={"max_heavy_per_day": 1}), requests=visits("p1"))
ROOM_ON_MONDAY = Easing("room", "consulting", "mon")


def asked(*answers: tuple[int, int]) -> Pricing:
    """Return the pricing from (weights, bound): as it is, rooms, consulting and group room on Mondays, heavy, lunch."""
    given = iter(answers)

    def ask(_: Case, plan: Plan, __: float) -> Most:
        return Most(*next(given), plan)

    pricing = Pricing(WEEK, ["a"], ask, Plan(), 60.0)
    pricing.run(None)
    assert not list(given) and not pricing.open
    return pricing


def ranges(pricing: Pricing) -> dict[Easing, tuple[float, float]]:
    return {Easing(p.rule, p.room_kind, p.weekday): (p.least, p.most) for p in pricing.prices()}


def test_a_tighter_bound_without_a_rule_holds_with_it_too() -> None:
    """As it is: 100 to 300. Without lunch no week passes 200: so none with lunch does, and 250 without heavy is 50."""
    found = ranges(asked((100, 300), (100, 300), (250, 300), (100, 200)))
    assert found[Easing("heavy_contacts")] == (0.5, 2.0)
    assert found[Easing("meal_break")] == (0.0, 1.0)


def test_a_week_with_the_rule_is_a_week_without_it() -> None:
    """The search finds less without the limit, 90, than with it, 100: what is legal with it counts."""
    found = ranges(asked((100, 100), (100, 100), (90, 150), (100, 100)))
    assert found[Easing("heavy_contacts")] == (0.0, 0.5)


def test_a_room_on_one_day_earns_no_more_than_rooms_on_all() -> None:
    """100 as it is; rooms of all kinds: at most 180. A consulting room on Mondays was found to earn 40, at most 80."""
    found = ranges(asked((100, 100), (110, 180), (140, 300), (100, 100), (100, 100), (100, 100)))
    assert found[ROOM_ON_MONDAY] == (0.4, 0.8)
    assert found[Easing("room")] == (0.4, 0.8)
    assert found[Easing("room", "group", "mon")] == (0.0, 0.0)


def test_a_room_on_one_day_is_not_searched_for_where_rooms_on_all_raise_no_bound() -> None:
    """As it is 100 to 130; with rooms 100 to 130: a room on Mondays is between nothing and 30, and nobody asks."""
    found = ranges(asked((100, 130), (100, 130), (100, 130), (100, 130)))
    assert found[ROOM_ON_MONDAY] == (0.0, 0.3)


def test_prices_come_in_the_order_of_the_rules() -> None:
    rules = [easing.rule for easing in ranges(asked((100, 130), (100, 130), (100, 130), (100, 130)))]
    assert rules == ["heavy_contacts", "meal_break", "room", "room", "room"]
