"""The checker scores the shared examples as their score files say (where `shared/` is beside the checkout)."""

import json
from collections import Counter
from pathlib import Path

import pytest

from weightplan.check import check
from weightplan.files import load_case, read_plan

EXAMPLES = Path(__file__).parents[3] / "shared" / "examples"
pytestmark = pytest.mark.skipif(not EXAMPLES.is_dir(), reason="no shared/examples beside the checkout")


@pytest.mark.parametrize("name", ["plan", "broken"])
def test_the_checker_agrees_with_the_score_file(name: str) -> None:
    """The same rules are broken about the same things, and each soft rule costs the same."""
    score = json.loads((EXAMPLES / f"{name}.score.json").read_text(encoding="utf-8"))
    report = check(load_case(EXAMPLES / "week.json"), read_plan(EXAMPLES / f"{name}.json"))
    found = Counter((v.rule, v.about) for v in report.violations)
    assert found == Counter((v["rule"], v["about"]) for v in score["violations"])
    assert report.cost == score["cost"]
    assert {rule: report.per_rule[rule] for rule in score["per_rule"]} == score["per_rule"]
    assert not any(cost for rule, cost in report.per_rule.items() if rule not in score["per_rule"])


def test_the_score_file_agrees_on_targets_and_weights() -> None:
    """T and the weights booked are the same for everybody."""
    score = json.loads((EXAMPLES / "plan.score.json").read_text(encoding="utf-8"))
    report = check(load_case(EXAMPLES / "week.json"), read_plan(EXAMPLES / "plan.json"))
    assert {c.id: {"target": c.target, "booked": c.booked} for c in report.clinicians} == score["clinicians"]
