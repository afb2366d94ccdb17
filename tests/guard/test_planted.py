"""Slowdowns planted on purpose: each must close the gate.

They are held against a sound measuring of the same process, so that they show what the gate sees on
any version of Python and with any baseline.
"""

from dataclasses import replace
from typing import Any

import pytest
from bench.guard.compare import compare, worse
from bench.guard.measure import Figures, answer_figures
from bench.guard.sizes import constraint_figures, model_figures, relaxation_figures, whole_model
from bench.guard.weeks import Stored

from weightplan.files import load_case
from weightplan.rules.base import Posts
from weightplan.solver import build, capacity, relaxation
from weightplan.solver.bound import lower_bound
from weightplan.solver.catalogue import Catalogue
from weightplan.solver.contacts import Contacts
from weightplan.solver.linear import LinearProgram
from weightplan.solver.subsolve import Engine, Outcome

# They have something to post only on a week with an earlier plan, or with new patients who also ask for more,
SILENT = {"first_visit_is_long", "moved", "late_change"}
# or under a rulebook that asks for them.
SILENT |= {"intensity_floor", "front_loaded", "measurement", "week_balance", "supervision_kept"}
SILENT |= {"heavy_after_heavy", "daily_rest", "weekly_rest", "heavy_late", "context_switches", "variety"}
# On team-4 no new patient is in a group.
ELSEWHERE = {"group_after_first": "holiday-week"}


def name_of(rule: Posts) -> str:
    return getattr(rule, "__name__", "").rpartition(".")[2]


def constraints(week: str) -> dict[str, int]:
    """Measure both constraint models, without the counting of lines, which takes most of the time."""
    case = load_case(week)
    return {
        figure: number
        for name, clock in (("clocked", True), ("clockless", False))
        for figure, number in constraint_figures(name, whole_model(case, clock)).items()
    }


def found(week: str, before: Figures, now: Figures) -> list[str]:
    """Return what closes the gate, as it says it."""
    return [str(finding) for finding in worse(compare(f"{week}: planted", before, now))]


@pytest.fixture(scope="module")
def sound() -> dict[str, dict[str, int]]:
    return {week: constraints(week) for week in ("team-4", "holiday-week")}


@pytest.fixture(scope="module")
def relaxed() -> dict[str, int]:
    return relaxation_figures(load_case("team-4"))


def test_nothing_planted_is_nothing_found(sound: dict[str, dict[str, int]], relaxed: dict[str, int]) -> None:
    """The same models again have exactly the same figures."""
    assert constraints("team-4") == sound["team-4"]
    again = model_figures("team-4")
    assert {figure: again[figure] for figure in sound["team-4"]} == sound["team-4"]
    assert {figure: again[figure] for figure in relaxed if "lines" not in figure} == {
        figure: number for figure, number in relaxed.items() if "lines" not in figure
    }


@pytest.mark.parametrize("rule", build.POSTING, ids=name_of)
def test_a_rule_posted_twice(rule: Posts, sound: dict[str, dict[str, int]], monkeypatch: pytest.MonkeyPatch) -> None:
    """Each rule that posts anything on a stored week; remote_share is 4 rows of 10,000, prices are no row at all."""
    for name in ("POSTING", "CLOCKLESS"):
        rules = getattr(build, name)
        monkeypatch.setattr(build, name, (*rules, *(twice for twice in rules if twice is rule)))
    week = ELSEWHERE.get(name_of(rule), "team-4")
    assert bool(found(week, sound[week], constraints(week))) == (name_of(rule) not in SILENT)


@pytest.mark.parametrize("cut", ["_windows", "_fit_rows", "_share_out_breaks", "_keep_off_lunch"])
def test_a_cut_of_the_day_left_out(cut: str, sound: dict[str, dict[str, int]], monkeypatch: pytest.MonkeyPatch) -> None:
    """What a day can hold without a clock: fewer rows look like a faster model, and are a weaker one."""
    monkeypatch.setattr(capacity._Day, cut, lambda *parts: None)
    (line, *_) = found("team-4", sound["team-4"], constraints("team-4"))
    assert line.startswith("team-4: clockless constraints")
    assert "-" in line.partition("(")[2]


@pytest.mark.parametrize("cut", ["order_follow_ups", "limit_rooms", "serve_crisis"])
def test_a_cut_of_the_relaxation_left_out(cut: str, relaxed: dict[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows are missed, also those that happen not to bind."""
    monkeypatch.setattr(relaxation, cut, lambda *parts, **named: None)
    lines = found("team-4", relaxed, relaxation_figures(load_case("team-4")))
    assert any(line.startswith("team-4: relaxation rows") for line in lines)


def test_a_weaker_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its rows for follow-ups the relaxation proves less, and the bound itself says so."""

    def bound() -> dict[str, int]:
        case = load_case("team-4")
        return {"bound": lower_bound(case, Catalogue(case)).cost or 0}

    before = bound()
    monkeypatch.setattr(relaxation, "order_follow_ups", lambda serving, *, loose: None)
    (line,) = found("team-4", before, bound())
    assert "allowed -0.5 %" in line


def test_a_loop_in_the_builder(monkeypatch: pytest.MonkeyPatch) -> None:
    """One look through all needs for each pool: it calls nothing and changes nothing, and is seen in lines alone."""
    before, pool = model_figures("team-4"), Contacts._pool

    def slow(contacts: Contacts, parts: Any) -> Any:
        for _ in contacts.model.case.needs:
            pass
        return pool(contacts, parts)

    monkeypatch.setattr(Contacts, "_pool", slow)
    lines = found("team-4", before, model_figures("team-4"))
    assert [line.partition(" lines ")[0] for line in lines] == ["team-4: clocked", "team-4: clockless"]


def test_a_loop_in_the_relaxation(monkeypatch: pytest.MonkeyPatch) -> None:
    """Terms copied one by one, on one line, inside what C code calls."""
    before, row = relaxation_figures(load_case("team-4")), LinearProgram.row

    def slow(program: LinearProgram, terms: list[tuple[int, float]], low: float, high: float) -> None:
        row(program, [(variable, factor) for variable, factor in terms for _ in range(10)][::10], low, high)

    monkeypatch.setattr(LinearProgram, "row", slow)
    (line,) = found("team-4", before, relaxation_figures(load_case("team-4")))
    assert line.startswith("team-4: relaxation lines")


def test_work_done_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every choice of days is made two times over: the same limit in deterministic time then ends with a worse plan."""
    week, choose = Stored("holiday-week", 3.0), Engine.choose

    def twice(engine: Engine, model: Any, **limits: Any) -> Outcome:
        first, second = choose(engine, model, **limits), choose(engine, model, **limits)
        return replace(second, deterministic_time=first.deterministic_time + second.deterministic_time)

    before = answer_figures(week)
    monkeypatch.setattr(Engine, "choose", twice)
    lines = found("holiday-week", before, answer_figures(week))
    assert any(line.startswith("holiday-week: cost") for line in lines)
