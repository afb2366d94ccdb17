"""The case: hours without absences and holidays, targets, limits from three layers, weights of groups."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from tests.builders import case, clinician, group, request, span
from weightplan.case import Case, share_of_leaders
from weightplan.rulebook import ContactType
from weightplan.week import Week

HOUR = 60
CHRISTMAS = date(2026, 12, 21)
MIDSUMMER = date(2026, 6, 15)


def hours(day: int = 0, weeks: int = 1, **own: Any) -> list[tuple[float, float]]:
    """Return the hours of one clinician on a day, as hours of that day."""
    c = case(clinicians=[clinician(**own)], weeks=weeks)
    return [((s - day * 24 * HOUR) / HOUR, (e - day * 24 * HOUR) / HOUR) for s, e in c.hours("psy1", day)]


@pytest.mark.parametrize(
    ("start", "end", "left"),
    [
        ("mon 12:00", "mon 13:00", [(8, 12), (13, 17)]),
        ("mon 07:00", "mon 09:00", [(9, 17)]),
        ("mon 08:00", "mon 09:00", [(9, 17)]),
        ("mon 16:00", "mon 18:00", [(8, 16)]),
        ("mon 08:00", "mon 17:00", []),
        ("mon 00:00", "tue 00:00", []),
        ("mon 17:00", "mon 18:00", [(8, 17)]),
        ("mon 06:00", "mon 08:00", [(8, 17)]),
        ("tue 08:00", "tue 17:00", [(8, 17)]),
        ("2026-11-01T00:00", "mon 10:00", [(10, 17)]),
    ],
)
def test_absences_are_cut_out_of_the_hours(start: str, end: str, left: list[tuple[float, float]]) -> None:
    """From 08:00-17:00 remains what the absence does not touch."""
    assert hours(absences=[span(start, end)]) == left


def test_several_absences_add_up() -> None:
    """Overlapping absences and split hours leave what is in all."""
    absences = [span("mon 09:00", "mon 10:00"), span("mon 09:30", "mon 11:00"), span("mon 14:00", "mon 15:00")]
    assert hours(hours={"mon": ["13:00-17:00", "08:00-12:00"]}, absences=absences) == [
        (8, 9),
        (11, 12),
        (13, 14),
        (15, 17),
    ]


def test_hours_recur_every_week_and_follow_the_calendar() -> None:
    """Tuesday's hours fall on days 1 and 8 of a horizon that begins on a Monday, on day 5 of one from a Thursday."""
    own = clinician(hours={"tue": ["08:00-12:00"]})
    c = case(clinicians=[own], weeks=2)
    assert [d for d in range(14) if c.hours("psy1", d)] == [1, 8]
    c = case(clinicians=[own], week=date(2026, 11, 26))
    assert [d for d in range(7) if c.hours("psy1", d)] == [5]


def test_blocks_are_no_absences() -> None:
    """A block leaves the hours as they are."""
    assert hours(blocks=[span("mon 12:00", "mon 13:00")]) == [(8, 17)]


def holiday_dates(**rulebook: Any) -> list[date]:
    c = case(**rulebook)
    return [c.date_of(d) for d in sorted(c.holiday_days)]


def test_a_rulebook_without_country_has_no_holidays() -> None:
    """Christmas is a week like any other then."""
    assert holiday_dates(week=CHRISTMAS) == []


def test_swedish_sundays_are_not_counted() -> None:
    """An ordinary week has no public holiday, although Swedish law names every Sunday one."""
    assert holiday_dates(country="SE") == []


def test_public_holidays_are_days_of_the_calendar() -> None:
    """Christmas Day and Boxing Day of 2026; Epiphany of 2027 in a horizon that crosses the year."""
    assert holiday_dates(country="SE", week=CHRISTMAS) == [date(2026, 12, 25), date(2026, 12, 26)]
    crossing = holiday_dates(country="SE", week=date(2026, 12, 28), weeks=2)
    assert crossing == [date(2027, 1, 1), date(2027, 1, 6)]


def test_eves_are_holidays_where_the_rulebook_asks() -> None:
    """Midsommarafton and Julafton are days off de facto and not by law."""
    assert date(2026, 6, 19) not in holiday_dates(country="SE", week=MIDSUMMER)
    both = ["public", "de_facto"]
    assert date(2026, 6, 19) in holiday_dates(country="SE", week=MIDSUMMER, holidays=both)
    assert holiday_dates(country="SE", week=CHRISTMAS, holidays=both) == [date(2026, 12, d) for d in (24, 25, 26)]


def test_a_country_without_eves_has_its_public_holidays() -> None:
    """`de_facto` asks nothing of a calendar that does not know it."""
    both = ["public", "de_facto"]
    assert holiday_dates(country="FR", week=CHRISTMAS, holidays=both) == [date(2026, 12, 25)]


def test_crisis_days_are_weekdays_that_are_no_holiday() -> None:
    """Of the week of Christmas Monday to Thursday are left, of an ordinary one Monday to Friday."""
    assert case(country="SE", week=CHRISTMAS).crisis_days == (0, 1, 2, 3)
    assert case(country="SE").crisis_days == (0, 1, 2, 3, 4)


def test_a_day_with_any_time_left_is_worked() -> None:
    """Away until 16:55 on Monday is a day worked; away until 17:00 is not."""
    c = case(
        clinicians=[
            clinician("a", absences=[span("mon 08:00", "mon 16:55")]),
            clinician("b", absences=[span("mon 08:00", "mon 17:00")]),
        ]
    )
    assert (c.worked_share("a"), c.worked_share("b")) == (Fraction(1), Fraction(4, 5))


def test_the_share_of_a_week_is_its_own() -> None:
    """Away for the first week of two: 0, 1 and over both a half."""
    c = case(clinicians=[clinician(absences=[span("mon 00:00", "2026-11-30T00:00")])], weeks=2)
    assert (c.worked_share("psy1", 0), c.worked_share("psy1", 1), c.worked_share("psy1")) == (
        Fraction(0),
        Fraction(1),
        Fraction(1, 2),
    )


def test_nobody_contracted_has_no_share() -> None:
    """Without contracted hours the share is 0, not an error."""
    assert case(clinicians=[clinician(hours={})]).worked_share("psy1") == 0


def target(weekly: float = 45.0, weeks: int = 1, **own: Any) -> int:
    roles = {"psychologist": {"weekly_target": weekly}}
    return case(clinicians=[clinician(**own)], roles=roles, weeks=weeks).target("psy1")


def test_the_target_is_the_roles_by_fte_weeks_and_days() -> None:
    """45.00 × 0.8 × 2 weeks × 9/10 days = 64.80."""
    assert target() == 4500
    assert target(fte=0.8) == 3600
    assert target(fte=0.8, weeks=2) == 7200
    assert target(fte=0.8, weeks=2, absences=[span("tue 00:00", "wed 00:00")]) == 6480


def test_the_target_is_exact_and_rounded_half_up() -> None:
    """0.05 × 0.5 = 0.025 is 0.03; 0.01 × 0.33 is 0; 45 × 0.7 is 31.50 sharp; 10 ÷ 3 is 3.33."""
    assert target(0.05, fte=0.5) == 3
    assert target(0.01, fte=0.33) == 0
    assert target(45.0, fte=0.7) == 3150
    days = {day: ["08:00-12:00"] for day in ("mon", "tue", "wed")}
    assert target(10.0, hours=days, absences=[span("mon 00:00", "wed 00:00")]) == 333


def test_part_time_is_not_counted_twice() -> None:
    """Four contracted days at 0.8 are 36.00: days never contracted are not days away."""
    four = {day: ["08:00-17:00"] for day in ("mon", "tue", "wed", "thu")}
    assert target(fte=0.8, hours=four) == 3600
    assert target(fte=0.8, hours=four, absences=[span("fri 00:00", "sat 00:00")]) == 3600


def test_public_holidays_lower_the_target() -> None:
    """Christmas Day is a Friday: 45.00 × 4/5 = 36.00. Boxing Day is a Saturday and takes nothing."""
    roles = {"psychologist": {"weekly_target": 45.0}}
    assert case(roles=roles, country="SE", week=CHRISTMAS).target("psy1") == 3600


def test_an_own_target_is_for_the_horizon_as_it_stands() -> None:
    """Neither FTE nor weeks nor absences change it; zero is a target too."""
    away = [span("mon 00:00", "wed 00:00")]
    assert target(target=20.0, fte=0.5, weeks=2, absences=away) == 2000
    assert target(target=0.0) == 0


def test_the_balance_is_carried_over_down_to_zero() -> None:
    """T = max(0, target − balance), for role targets and own ones."""
    assert target(balance=1.5) == 4350
    assert target(balance=-1.5) == 4650
    assert target(balance=50.0) == 0
    assert target(target=20.0, balance=19.99) == 1


def limit(rulebook: object, role: object, own: object) -> int | None:
    """Return max_heavy_per_day where each layer gives a number, an explicit `null`, or (`...`) nothing."""
    layers = [{} if value is ... else {"max_heavy_per_day": value} for value in (rulebook, role, own)]
    people = [clinician(limits=layers[2])]
    c = case(clinicians=people, limits=layers[0], roles={"psychologist": {"limits": layers[1]}})
    return c.limits("psy1").max_heavy_per_day


def test_own_limits_come_before_the_roles_before_the_rulebooks() -> None:
    """The nearest layer that says anything counts."""
    assert limit(3, ..., ...) == 3
    assert limit(3, 2, ...) == 2
    assert limit(3, 2, 5) == 5
    assert limit(3, ..., 0) == 0
    assert limit(..., ..., ...) is None


def test_an_explicit_null_lifts_a_limit() -> None:
    """`null` says no limit, and is not the same as saying nothing."""
    assert limit(3, None, ...) is None
    assert limit(3, 2, None) is None
    assert limit(3, None, 4) == 4


def test_layers_are_merged_limit_by_limit() -> None:
    """An own limit leaves the others as they were."""
    people = [clinician(limits={"max_heavy_per_day": 1})]
    c = case(clinicians=people, limits={"max_heavy_per_day": 3, "pause_minutes": 10})
    assert (c.limits("psy1").max_heavy_per_day, c.limits("psy1").pause_minutes) == (1, 10)
    assert c.limits("psy1").max_first_per_day is None


@pytest.mark.parametrize(("own", "left"), [({}, 3), ({"max_heavy_per_day": None}, None)])
def test_a_week_that_is_written_and_read_has_its_limits(own: dict[str, None], left: int | None) -> None:
    """A limit that is left out is the rulebook's afterwards too, and one that is lifted stays lifted."""
    c = case(clinicians=[clinician(limits=own)], limits={"max_heavy_per_day": 3})
    again = Case(Week.model_validate_json(c.week.model_dump_json()), c.rulebook)
    assert again.limits("psy1").max_heavy_per_day == left


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        ("split", {"a": 34, "b": 33, "c": 33}),
        ("full", {"a": 100, "b": 100, "c": 100}),
        ("lead", {"a": 100, "b": 0, "c": 0}),
    ],
)
def test_leaders_share_a_weight(share: str, expected: dict[str, int]) -> None:
    """1.00 by three leaders."""
    kind = ContactType.model_validate({"modality": "group", "minutes": 60, "leader_share": share})
    assert share_of_leaders(100, ("a", "b", "c"), kind) == expected


def test_weights_add_up_without_binary_dust() -> None:
    """0.1 + 0.2 is 0.30, and 0.07 × 3 participants is 0.21."""
    types = {"skills": {"modality": "group", "minutes": 60, "weight_per_participant": 0.07}}
    small = {"modality": "phone", "minutes": 15, "weight": 0.1}
    c = case(
        requests=[request(addons=["x"])], groups=[group("dbt", 3)], types=types | {"small": small}, addons={"x": 0.2}
    )
    kinds = c.rulebook.contact_types
    assert c.request_weight(c.requests["q1"], kinds["small"]) == 30
    assert c.group_weight(c.groups["dbt"], kinds["skills"]) == 21


def test_minutes_and_moments_are_each_others_inverse() -> None:
    """Minutes count from midnight of the first day, below zero before it."""
    c: Case = case()
    for minute in (-1, 0, 1, 1439, 1440, 10_080):
        assert c.minute(c.moment(minute)) == minute
