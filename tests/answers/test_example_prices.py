"""The price list that is made where none is given: posts like the unit's own, rooms of the kinds in use."""

from typing import Any

import pytest

from tests.agreement.test_brute_force import small, visits
from tests.answers.test_staffing import PRICES, busy
from tests.builders import clinician, group, request, room
from weightplan.answers.staffing import staff
from weightplan.answers.staffing.changes import MOST_CHANGES, combinations
from weightplan.answers.staffing.example import example_prices
from weightplan.case import Case
from weightplan.files.pricelist import PriceList, problems_of_prices

MORNINGS = {"mon": ["08:00-12:00"], "tue": ["08:00-12:00"]}
DAYS = {"mon": ["08:00-17:00"]}


def unit(**fields: Any) -> Case:
    """Return a doctor, two psychologists of whom the second works longer, and an assistant without a target."""
    people = [
        clinician("ada", role="doctor", hours=DAYS, fte=0.5),
        clinician("bo", hours=MORNINGS, fte=0.8),
        clinician("cia", hours=DAYS),
        clinician("dan", hours=DAYS),
        clinician("eva", role="assistant", hours=DAYS),
    ]
    roles = {"psychologist": {"weekly_target": 4.0}, "doctor": {"weekly_target": 2.0}, "assistant": {}}
    return small(*people, **{"requests": visits("p1"), "roles": roles} | fields)


def test_posts_are_like_those_who_work_most_and_rooms_of_the_kinds_in_use() -> None:
    """Of two who work nine hours the first; half of a half-time post is the post itself; no group needs its room."""
    listed = example_prices(unit())
    posts = [(post.role, post.like, post.fte, post.cost, post.most) for post in listed.staff]
    assert posts == [
        ("psychologist", "cia", 1.0, 100, 2),
        ("psychologist", "cia", 0.5, 50, 1),
        ("doctor", "ada", 0.5, 50, 2),
    ]
    assert [(offer.kind, offer.site, offer.cost, offer.most) for offer in listed.rooms] == [("consulting", None, 10, 2)]
    assert {line.origin for line in (*listed.staff, *listed.rooms)} == {"example"}
    assert not list(problems_of_prices(listed, unit()))


def test_each_site_is_offered_a_room_of_the_kinds_that_its_needs_use() -> None:
    rooms = [room("r1", site="north"), room("r2", site="south"), room("r3", site="south"), room("g1", "group")]
    case = unit(rooms=rooms, requests=visits("p1"), groups=[group("g", contact_type="course")])
    offered = [(offer.kind, offer.site) for offer in example_prices(case).rooms]
    assert offered == [("consulting", "north"), ("consulting", "south"), ("group", None)]


@pytest.mark.parametrize(("roles", "posts", "halves", "rooms"), [(3, 2, 1, 2), (6, 2, 0, 1), (9, 1, 0, 1)])
def test_a_week_of_many_roles_is_offered_less_of_each(roles: int, posts: int, halves: int, rooms: int) -> None:
    """Of n roles (posts + 1)^n × (halves + 1)^n × (rooms + 1) combinations, 2,000 at the most."""
    listed = example_prices(of_roles(roles))
    expected = [(1.0, posts), (0.5, halves)] if halves else [(1.0, posts)]
    assert [(post.fte, post.most) for post in listed.staff] == expected * roles
    assert [offer.most for offer in listed.rooms] == [rooms]


def test_of_more_roles_than_can_be_gone_through_the_first_are_offered() -> None:
    """Ten posts, each or none, make 1,024 combinations; eleven make 2,048."""
    listed = example_prices(of_roles(12))
    assert [post.role for post in listed.staff] == [f"role {n}" for n in range(10)]
    assert not listed.rooms and combinations(listed) == 1024 <= MOST_CHANGES


def of_roles(number: int) -> Case:
    people = [clinician(f"c{n}", role=f"role {n}", hours=DAYS) for n in range(number)]
    roles = {f"role {n}": {"weekly_target": 1.0} for n in range(number)}
    return small(*people, requests=[request("q1", "visit")], roles=roles)


def test_the_answer_says_whose_the_prices_are() -> None:
    made, given = (staff(busy(), prices, reach=1.0, seconds=30) for prices in (None, PRICES))
    assert (made.example, made.prices) == (True, example_prices(busy()))
    assert made.text.endswith(
        " The prices are an example: a full-time post counts as 100, a room as 10; `--prices` takes the unit's own."
    )
    assert made.text_sv.endswith(
        " Priserna är ett exempel: en heltidstjänst räknas som 100, ett rum som 10; `--prices` tar enhetens egna."
    )
    assert (given.example, given.prices) == (False, PRICES)
    assert "example" not in given.text


def test_who_has_no_hours_is_nobodys_model() -> None:
    case = small(clinician("anna", hours={}), requests=visits("p1"), roles={"psychologist": {"weekly_target": 4.0}})
    assert example_prices(case) == PriceList(rooms=example_prices(case).rooms)
