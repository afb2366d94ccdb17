"""`weightplan capa`: a sentence and a table, or data."""

import json
from pathlib import Path

from tests.cli.conftest import Run
from weightplan.plan import Plan


def test_both_ways_stand_side_by_side(week: Path, plan: Plan, run: Run, tmp_path: Path) -> None:
    made = tmp_path / "plan.json"
    made.write_text(plan.model_dump_json())
    result = run("capa", week, made, "--language", "sv")
    assert result.exit_code == 0, result.stderr
    for head in ("CAPA, minst", "CAPA, mest", "Behoven kräver", "Planen har"):
        assert head in result.stdout


def test_a_plan_is_not_needed(week: Path, run: Run) -> None:
    result = run("capa", week, "--json")
    assert result.exit_code == 0, result.stderr
    answer = json.loads(result.stdout)
    assert answer["planned"] is None
    assert answer["least"]["minutes_each"] == 105
