"""Hours of a part of full time."""

import pytest

from weightplan.fields import Hours
from weightplan.hours import first_part, minutes_of

TWO_DAYS: Hours = {"mon": ("08:00-12:00",), "tue": ("08:00-09:00",)}


def test_hours_are_cut_on_the_grid() -> None:
    """A third of 7 h is 140 minutes, of 7 h 20 min 146.7, on the grid 145."""
    assert first_part({"mon": ("08:00-12:00", "13:00-16:00")}, 1 / 3, 5) == {"mon": ("08:00-10:20",)}
    assert first_part({"mon": ("08:00-15:20",)}, 1 / 3, 5) == {"mon": ("08:00-10:25",)}
    assert first_part({"mon": ("08:00-15:20",)}, 1 / 3, 15) == {"mon": ("08:00-10:30",)}
    assert first_part({"mon": ("13:00-16:00", "08:00-12:00")}, 1.0, 5) == {"mon": ("08:00-12:00", "13:00-16:00")}
    assert first_part(TWO_DAYS, 1.0, 5) == TWO_DAYS


def test_a_part_of_all_hours_is_taken_from_the_days_named() -> None:
    """A fifth of five hours is all of Tuesday; more is not there."""
    assert minutes_of(TWO_DAYS) == 300
    assert first_part(TWO_DAYS, 0.2, 5, ("tue",)) == {"tue": ("08:00-09:00",)}
    with pytest.raises(ValueError, match="takes 02:00 hours a week, and there are 01:00"):
        first_part(TWO_DAYS, 0.4, 5, ("tue",))
    with pytest.raises(ValueError, match="takes 06:00 hours a week, and there are 05:00"):
        first_part(TWO_DAYS, 1.2, 5)
