"""Rows told gap by gap are the rows that the checker sees."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tests.builders import case, clinician, kind, lunch, plan, request, span, visit
from tests.test_strategies import CALM
from weightplan.case import Case
from weightplan.check import check
from weightplan.reasons.ways import Hall
from weightplan.rules.ledger import Ledger

HOURS = {"mon": ["08:00-12:00"], "tue": ["08:00-10:00"]}


def _clock(minute: int) -> str:
    return f"{'mon' if minute < 1440 else 'tue'} {minute % 1440 // 60:02d}:{minute % 60:02d}"


def _broken(c: Case, *parts: Any) -> set[str]:
    return {v.rule for v in check(c, plan(c, *parts)).violations}


@st.composite
def _days(draw: DrawFn) -> tuple[Case, list[Any]]:
    """Draw ten-minute contacts with a lunch and a block among them, and q1 of 10 to 30 minutes to be added.

    With a pause of a day rows go on over the night.
    """
    meal, block = draw(st.sampled_from([None, 480, 550, 600, 660])), draw(st.sampled_from([None, 500, 570, 630]))
    starts = [*draw(st.lists(st.integers(48, 71).map(lambda n: n * 10), max_size=7)), 1440 + 480]
    blocks = [] if block is None else [span(_clock(block), _clock(block + 10))]
    needs = [request(f"s{n}", "held", patient=f"p{n}") for n in range(len(starts))]
    c = case(
        clinicians=[clinician(hours=HOURS, blocks=blocks)],
        requests=[request("q1", "more"), *needs],
        types={"held": kind("video", 10, 0), "more": kind("video", draw(st.integers(1, 3)) * 10, 0)},
        grid_minutes=10,
        limits={
            "max_minutes_in_a_row": draw(st.integers(0, 8)) * 10,
            "pause_minutes": draw(st.sampled_from([0, 10, 20, 30, 1440])),
        },
    )
    parts: list[Any] = [] if meal is None else [lunch("psy1", _clock(meal), _clock(meal + 20))]
    for n, start in enumerate(starts):
        held = visit(f"s{n}", "psy1", _clock(start))
        if not _broken(c, *parts, held) - {"meal_break"}:
            parts.append(held)
    return c, parts


@CALM
@given(_days())
def test_a_start_breaks_a_row_where_the_checker_says_so(drawn: tuple[Case, list[Any]]) -> None:
    """Both at the free starts; the free ones are those of which the checker finds nothing else wrong."""
    c, parts = drawn
    staff = Hall(c, Ledger(c, plan(c, *parts))).staff
    free = staff.free("psy1", c.rulebook.contact_types["more"].minutes)
    stopped = staff.breaking("psy1", "more").get("row_of_contacts", 0)
    for start in (*range(480, 720, 10), *range(1440 + 480, 1440 + 600, 10)):
        broken = _broken(c, *parts, visit("q1", "psy1", _clock(start)))
        bit = start // 10
        assert bool(free >> bit & 1) == (not broken & {"working_hours", "no_overlap"})
        assert not free >> bit & 1 or bool(stopped >> bit & 1) == ("row_of_contacts" in broken)
