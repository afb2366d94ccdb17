"""The terminal: with or without the case, in file order, and ids cannot steer it."""

import re
from io import StringIO

from rich.console import Console

from weightplan.case import Case
from weightplan.check import check
from weightplan.plan import Plan
from weightplan.report.terminal import show

from .conftest import make_plan, visit


def _printed(plan: Plan, case: Case | None = None, width: int = 120, **more: str) -> str:
    console = Console(file=StringIO(), width=width, force_terminal=True, color_system="truecolor")
    show(plan, console, case, **more)  # type: ignore[arg-type]
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


def test_the_plan_alone_is_enough(example: tuple[Case, Plan]) -> None:
    case, plan = example
    told = plan.model_copy(update={"clinicians": check(case, plan).clinicians})
    text = _printed(told)
    assert "8.0 short" in text and "10.65 short" in text
    assert [text.index(f"│ {c} ") for c in case.clinicians] == sorted(text.index(f"│ {c} ") for c in case.clinicians)
    assert "08:00 First" in text and "Lunch" in text and "Crisis slot" in text
    assert "Rooms" in text and "│ r0 " in text
    assert "Every need is served" not in text  # the plan alone cannot know


def test_a_bare_plan_shows_who_is_in_it() -> None:
    text = _printed(make_plan(visit("q1", "anna", "08:00"), visit("q2", "bo", "09:00")))
    assert "anna" in text and "bo" in text and "Mon 23 Nov" in text
    assert "08:00–09:45" in text and "2 contacts, 90 min" in text


def test_an_empty_plan_is_no_error() -> None:
    assert "No plan was found" in _printed(make_plan(status="unknown"))


def test_the_case_adds_labels_figures_and_what_binds(case: Case, plan: Plan) -> None:
    text = _printed(plan, case)
    assert "08:00 Visit" in text
    assert "Reached" in text and "1.0 short" in text and "No target" in text
    assert "bo: Needs run out" in text
    assert "No time" in text
    assert "08:00 Besök" in _printed(plan, case, language="sv")


def test_unserved_needs_are_counted_by_reason() -> None:
    left = [{"request": f"q{n}", "count": 2, "reason": "NO_ROOM", "text": ""} for n in range(3)]
    assert any("No room" in line and " 6 " in line for line in _printed(make_plan(unserved=left)).splitlines())


def test_ids_are_neither_markup_nor_control_sequences() -> None:
    text = _printed(make_plan(visit("q1", "[red]anna[/red]", "08:00", room="r\x1b[2J")))
    assert "[red]anna[/red]" in text
    assert "\x1b[2J" not in text


def test_a_narrow_terminal_cuts_but_does_not_fail(example: tuple[Case, Plan]) -> None:
    assert max(len(line) for line in _plain(_printed(example[1], example[0], width=60)).splitlines()) <= 60


def _plain(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)
