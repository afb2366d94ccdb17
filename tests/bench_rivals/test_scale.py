"""How sizes are compared: the growth of the time to a first plan, and a table that says what is missing."""

import pytest
from bench.rivals.score import Point, Run
from bench.scale import Size, exponent, markdown
from bench.weeks import located


def size(clinicians: int, first: float | None) -> Size:
    trace = (Point(first, 500, 0),) if first is not None else ()
    figures = {"cost": 1_500, "violations": 0, "bound": 1_000, "seconds": 9.0, "megabytes": 512.0}
    run = Run("weightplan", "feasible", trace=trace, **figures)
    return Size(f"week-{clinicians}", clinicians, 60.0, run, 0.0051)


def test_growth_is_measured_from_forty_clinicians_on() -> None:
    """From 40 to 600 the time grows fifteenfold: as n to the first power; what 12 take does not count."""
    assert exponent([size(12, 5.0), size(40, 4.0), size(200, 7.0), size(600, 60.0)]) == pytest.approx(1.0)
    assert exponent([size(40, 4.0), size(600, None)]) is None


def test_the_table_has_a_row_a_week_and_says_how_time_grows() -> None:
    lines = markdown([size(40, 4.0), size(600, 60.0)]).splitlines()
    assert lines[2] == "| week-40 | 40 | 60 | 1,500 | 1,000 | 0.0051 | 0 | 4.0 | 512 |"
    assert lines[-1] == "The time to the first legal plan grows as n^1.00 from 40 clinicians on."


def test_a_week_without_a_plan_says_so() -> None:
    nothing = Size("week-600", 600, 900.0, Run("weightplan", "unknown", bound=7), None)
    assert "| week-600 | 600 | 900 | unknown | 7 | – | – | – | – |" in markdown([nothing])


def test_a_stored_week_stays_a_name_and_another_one_is_made() -> None:
    assert located("team-4") == "team-4"
    assert located("clinic-40-easy").endswith("out/weeks/clinic-40-easy.json")
