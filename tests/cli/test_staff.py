"""`weightplan staff`: the cheapest change with its week and plan, or the target that today's staff carries."""

import json
from pathlib import Path

import pytest

from tests.answers.plans import shown
from tests.answers.test_staffing import PRICES, busy
from tests.cli.conftest import Run


@pytest.fixture
def asked(tmp_path: Path) -> tuple[Path, Path]:
    """A week in which two people want the one room, and a price list."""
    week, prices = tmp_path / "week.json", tmp_path / "prices.json"
    made = shown(busy())
    people = tuple(made.week.clinicians[0].model_copy(update={"id": name}) for name in ("anna", "bert"))
    week.write_text(made.week.model_copy(update={"clinicians": people}).model_dump_json(exclude_none=True))
    prices.write_text(PRICES.model_dump_json(exclude_none=True))
    return week, prices


def test_the_changed_week_and_its_plan_are_written(asked: tuple[Path, Path], run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "more"
    result = run("staff", asked[0], "--prices", asked[1], "--reach", 1.0, "--time-limit", 30, "--json", "-o", folder)
    assert result.exit_code == 0, result.stderr
    answer = json.loads(result.stdout)
    assert (answer["cost"], answer["added"], answer["proof"]["proven"]) == (
        10,
        [{"line": "rooms[0]", "number": 1}],
        True,
    )
    assert run("check", folder / "week.json", folder / "plan.json").exit_code == 0


def test_people_read_a_sentence(asked: tuple[Path, Path], run: Run) -> None:
    result = run("staff", asked[0], "--prices", asked[1], "--reach", 1.0, "--language", "sv")
    assert "1 × rum (consulting) räcker, för 10" in " ".join(result.stdout.split())


def test_an_honest_target_needs_no_price_list(asked: tuple[Path, Path], run: Run) -> None:
    tree = json.loads(asked[0].read_text())
    tree["rulebook"]["roles"]["psychologist"]["weekly_target"] = 10.0
    asked[0].write_text(json.dumps(tree))
    result = run("staff", asked[0], "--honest-target", "--reach", 1.0, "--time-limit", 20, "--json")
    assert result.exit_code == 0, result.stderr
    # One room for two people on one morning of two hours: a visit of 1.0 each.
    assert [(role["target"], role["proven"]) for role in json.loads(result.stdout)["roles"]] == [(1.0, True)]


def test_without_prices_they_are_an_example(asked: tuple[Path, Path], run: Run, tmp_path: Path) -> None:
    """Anna and bert share a room on a morning of two hours: a second one lets both reach their 2, at 10."""
    folder = tmp_path / "more"
    result = run("staff", asked[0], "--reach", 1.0, "--time-limit", 30, "--json", "-o", folder)
    assert result.exit_code == 0, result.stderr
    answer = json.loads(result.stdout)
    assert (answer["cost"], answer["example"], answer["proof"]["proven"]) == (10, True, True)
    assert "The prices are an example: a full-time post counts as 100, a room as 10" in answer["text"]
    assert "Priserna är ett exempel: en heltidstjänst räknas som 100, ett rum som 10" in answer["text_sv"]
    assert run("check", folder / "week.json", folder / "plan.json").exit_code == 0


def test_an_honest_target_takes_nothing_that_it_would_leave_unread(asked: tuple[Path, Path], run: Run) -> None:
    for option in (("--prices", asked[1]), ("--confidence", 0.8), ("-o", "more")):
        result = run("staff", asked[0], "--honest-target", *option)
        assert result.exit_code == 1
        assert f"{option[0]} does not go with --honest-target" in result.stderr


def test_a_price_list_names_only_what_the_week_knows(asked: tuple[Path, Path], run: Run) -> None:
    tree = json.loads(asked[1].read_text())
    tree["staff"][0]["like"] = "ana"
    tree["rooms"][0]["kind"] = "consultin"
    tree["staff"].append({"role": "psychologist", "fte": 1.2, "like": "bert", "cost": 100})
    asked[1].write_text(json.dumps(tree))
    result = run("staff", asked[0], "--prices", asked[1])
    assert result.exit_code == 1
    assert f"{asked[1]}: staff[0].like: no clinician 'ana', did you mean 'anna'?" in result.stderr
    too_long = f"{asked[1]}: staff[1].fte: 1.2 of 'bert' takes 02:30 hours a week, and there are 02:00"
    assert too_long in " ".join(result.stderr.split())
    assert str(asked[0]) not in result.stderr
    assert "rooms[0].kind: no room kind 'consultin', did you mean 'consulting'?" in result.stderr
