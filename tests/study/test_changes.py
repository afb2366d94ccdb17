"""What levels make of a week, and what repetitions draw."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.study.conftest import AS_IS, week_of_two
from weightplan.case import Case
from weightplan.study.changes import changed
from weightplan.study.draws import drawn
from weightplan.study.model import Level, Varies
from weightplan.study.need import copy, scale
from weightplan.study.paths import set_field
from weightplan.study.scenarios import Prepared
from weightplan.study.sound import case_of

Tree = dict[str, Any]


def made(week: Tree | None = None, **fields: Any) -> Case:
    import json

    level = Level.model_validate_json(json.dumps(fields))
    return case_of(changed(week or week_of_two(), [level], lambda _: {}))


def test_an_empty_level_is_the_week_as_it_is() -> None:
    assert made().week == case_of(week_of_two()).week


def test_added_staff_work_as_those_they_are_like_and_join_shared_lists() -> None:
    """q0 is shared by two and gets a third; q1 is anna's own and stays so."""
    week = week_of_two()
    week["requests"][0]["clinicians"] = ["anna", "bert"]
    week["requests"][1]["clinicians"] = ["anna"]
    case = made(week, add=[{"role": "psychologist", "number": 2, "like": "anna", "fte": 0.5}])
    new = case.clinicians["psychologist-new2"]
    assert list(case.clinicians) == ["anna", "bert", "psychologist-new1", "psychologist-new2"]
    assert (new.fte, dict(new.hours)) == (
        0.5,
        {"mon": ("08:00-17:00",), "tue": ("08:00-17:00",), "wed": ("08:00-12:30",)},
    )
    assert case.requests["q0"].clinicians == ("anna", "bert", "psychologist-new1", "psychologist-new2")
    assert case.requests["q1"].clinicians == ("anna",)


def test_removed_staff_leave_no_trace() -> None:
    """The last of the role goes; what only they could take is open to all."""
    week = week_of_two()
    week["requests"][0]["clinicians"] = ["anna", "bert"]
    week["requests"][1]["clinicians"] = ["bert"]
    week["patients"][2]["clinician"] = "bert"
    week["bookings"] = [{"request": "q3", "clinician": "bert", "start": "2026-11-23T09:00:00", "room": "r1"}]
    case = made(week, remove=[{"role": "psychologist"}])
    assert list(case.clinicians) == ["anna"]
    assert (case.requests["q0"].clinicians, case.requests["q1"].clinicians) == (("anna",), None)
    assert (case.patients["p2"].clinician, case.week.bookings) == (None, ())


def test_changed_staff() -> None:
    """The first of the role gets half the FTE, half of 45 hours, and a skill; the other keeps all."""
    case = made(change=[{"role": "psychologist", "number": 1, "fte": 0.5, "skills": ["trauma"]}])
    assert case.clinicians["anna"].skills == ("trauma",)
    assert case.target("anna") == 150  # half of 3.00
    assert case.clinicians["bert"] == case_of(week_of_two()).clinicians["bert"]


def test_added_hours_lie_on_the_rulebooks_grid() -> None:
    """Of 45 h 0.34 are 15 h 18 min: on a grid of half hours 15 h 30 min."""
    week = week_of_two()
    week["rulebook"]["grid_minutes"] = 30
    for kind in week["rulebook"]["contact_types"].values():
        kind |= {"minutes": 30, "documentation_minutes": 0}
    case = made(week, add=[{"role": "psychologist", "like": "anna", "fte": 0.34}])
    assert dict(case.clinicians["psychologist-new1"].hours) == {"mon": ("08:00-17:00",), "tue": ("08:00-14:30",)}


def test_rulebook_rooms_and_no_show() -> None:
    case = made(
        targets={"psychologist": 4.5},
        weights={"call": 0.3, "skills": 0.2},
        rooms={"consulting": 1, "group": -1},
        no_show=0.2,
    )
    assert (case.target("anna"), case.rulebook.contact_types["call"].weight) == (450, 0.3)
    assert case.rulebook.contact_types["skills"].weight_per_participant == 0.2
    assert list(case.rooms) == ["r1", "r2", "consulting-new1"]
    assert {kind.attendance for kind in case.rulebook.contact_types.values()} == {0.8}


def test_a_field_by_its_path_leaves_the_others_unset() -> None:
    """A limit of anna's own does not undo the rulebook's other limits for her."""
    week = week_of_two()
    week["rulebook"]["limits"] = {"pause_minutes": 10}
    set_field(week, "clinicians[anna].limits.max_heavy_per_day", 1)
    set_field(week, "rooms[r2].kind", "group")
    limits = case_of(week).limits("anna")
    assert (limits.max_heavy_per_day, limits.pause_minutes) == (1, 10)
    assert week["rooms"][1]["kind"] == "group"


def test_a_part_of_a_list_that_the_rulebook_leaves_out_is_a_part_of_its_default() -> None:
    """Lunch is from 11:00 to 13:30 and holidays are the public ones unless the rulebook says otherwise."""
    week = week_of_two()
    for name in ("working_time", "holidays"):
        week["rulebook"].pop(name, None)
    set_field(week, "rulebook.working_time.lunch_between[1]", "13:00")
    set_field(week, "rulebook.holidays[0]", "de_facto")
    book = case_of(week).rulebook
    assert (book.working_time.lunch_between, book.holidays) == (("11:00", "13:00"), ("de_facto",))


def test_a_path_below_a_value_is_refused_in_a_line() -> None:
    """The week's Monday is a date, and has no parts."""
    with pytest.raises(ValueError, match=r"^week\.day: week is a value and has no 'day'$"):
        set_field(week_of_two(), "week.day", 3)


def test_need_is_scaled_by_level() -> None:
    """Of five patients of level 2 (every other) a factor 1.4 makes seven, 0.4 two; level 1 stays."""
    for factor, number in ((1.4, 7), (0.4, 2), (1.0, 5), (0.0, 0), (2.0, 10)):
        week = week_of_two() | {"demand": [{"level": 2, "patients": 10}, {"level": 1, "patients": 3}]}
        scale(week, {"2": factor})
        levels = [patient["level"] for patient in week["patients"]]
        assert (levels.count(2), levels.count(1), len(week["requests"])) == (number, 5, number + 5)
        assert [line["patients"] for line in week["demand"]] == [round(10 * factor), 3]


def test_what_is_promised_or_must_be_does_not_vary() -> None:
    week = week_of_two()
    week["requests"][1]["must"] = True
    week["bookings"] = [{"request": "q3", "clinician": "bert", "start": "2026-11-23T09:00:00", "room": "r1"}]
    scale(week, {"2": 0.0})
    assert [r["id"] for r in week["requests"] if r["patient"] in ("p1", "p3", "p5", "p7", "p9")] == ["q1", "q3"]


def test_a_copied_patient_brings_a_course_of_their_own() -> None:
    """The copy's follow-up follows the copy's first."""
    week = week_of_two()
    week["requests"][1] |= {"patient": "p0", "after": {"request": "q0", "min_days": 1}}
    copy(week, {"p0": 2}, "~")
    case = case_of(week)
    follow = case.requests["q1~2"]
    assert (follow.patient, follow.after and follow.after.request) == ("p0~2", "q0~2")
    assert case.requests["q0~2"].patient == "p0~2"


def test_more_need_may_be_drawn_from() -> None:
    """Scaled patients and their doubles, drawn again: every id stands once, whatever the seed."""
    week = week_of_two()
    week["requests"][1]["after"] = {"request": "q0"}
    week["requests"][1]["patient"] = "p0"
    scale(week, {"1": 2.0, "2": 2.0})
    sizes = {len(case_of(drawn(week, seed, Varies(need=0.8), None)).requests) for seed in range(20)}
    assert len(sizes) > 3


def absent(week: Tree) -> set[tuple[str, str]]:
    return {(c["id"], a["start"][:10]) for c in week["clinicians"] for a in c.get("absences", ())}


def test_draws_hang_on_seed_and_name_alone() -> None:
    """Another clinician beside them changes nothing of anna's and bert's luck; another seed does."""
    varies, more = Varies(absence=0.4, need=0.5), week_of_two()
    more["clinicians"].insert(0, more["clinicians"][0] | {"id": "nora"})
    for seed in range(20):
        alone, beside = drawn(week_of_two(), seed, varies, None), drawn(more, seed, varies, None)
        assert absent(alone) == {day for day in absent(beside) if day[0] != "nora"}
        assert alone["requests"] == beside["requests"]
        assert drawn(week_of_two(), seed, varies, None) == alone
        case_of(alone)
    assert len({frozenset(absent(drawn(week_of_two(), seed, varies, None))) for seed in range(20)}) > 10


def test_draws_keep_their_rates() -> None:
    """Over 400 seeds × 10 days, 40 % are lost within 3 standard errors (0.023); need keeps its mean of 10 requests."""
    weeks = [drawn(week_of_two(), seed, Varies(absence=0.4, need=0.5), None) for seed in range(400)]
    assert sum(len(absent(week)) for week in weeks) / 4000 == pytest.approx(0.4, abs=0.024)
    # One patient's copies have variance 0.5, so the mean of 4,000 a standard error of 0.011.
    assert sum(len(week["requests"]) for week in weeks) / 4000 == pytest.approx(1.0, abs=0.034)


def test_a_levels_own_absence_replaces_the_studys(ready: Callable[..., Prepared]) -> None:
    study = ready(factors={"ill": AS_IS | {"all": {"absence": 1.0}, "none": {"absence": 0.0}}}, varies={"absence": 0.5})
    lost = {choice["ill"]: len(absent(study.drawn_week(choice, 3))) for choice in study.choices}
    assert (lost["all"], lost["none"]) == (10, 0)
    assert 0 < lost["as_is"] < 10


def test_a_booking_of_the_absent_is_not_kept() -> None:
    week = week_of_two() | {
        "bookings": [
            {"request": "q3", "clinician": "bert", "start": "2026-11-23T09:00:00", "room": "r1", "locked": True}
        ]
    }
    assert drawn(week, 1, Varies(absence=1.0), None)["bookings"] == []
    assert len(drawn(week, 1, Varies(), None)["bookings"]) == 1
