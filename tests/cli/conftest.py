"""A sound week on disk, a plan for it, and a solver that returns what a test wants."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from weightplan.cli import app
from weightplan.plan import Plan

Run = Callable[..., Result]


@dataclass
class FakeSolver:
    """What `weightplan.solver.solve` returns, does, and was asked."""

    plan: Plan = field(default_factory=Plan)
    asked: dict[str, Any] = field(default_factory=dict)
    act: Callable[[dict[str, Any]], None] = lambda _: None

    def solve(self, case: Any, **options: Any) -> Plan:
        self.asked = {"case": case, **options}
        self.act(options)
        return self.plan


@pytest.fixture
def run() -> Run:
    """Run the command line in this process."""

    def call(*arguments: object) -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in arguments])

    return call


@pytest.fixture
def week(tmp_path: Path, run: Run) -> Path:
    """The path of the week that `weightplan new` makes."""
    assert run("new", tmp_path / "unit").exit_code == 0
    return tmp_path / "unit" / "week.yaml"


@pytest.fixture
def plan() -> Plan:
    """A plan that breaks no rule but leaves most undone, with the cost that the checker reckons."""
    return Plan.model_validate_json(json.dumps({"status": "feasible", "appointments": [APPOINTMENT]}))


APPOINTMENT = {
    "request": "q1",
    "contact_type": "physical_visit",
    "clinicians": ["psy1"],
    "patients": ["p1"],
    "room": "r1",
    "start": "2026-11-23T09:00",
    "end": "2026-11-23T09:45",
    "busy_until": "2026-11-23T09:55",
    "weights": {"psy1": 1.0},
}


@pytest.fixture
def solver(monkeypatch: pytest.MonkeyPatch, plan: Plan) -> FakeSolver:
    """Put a fake in the solver's place."""
    fake = FakeSolver(plan)
    module = ModuleType("weightplan.solver")
    module.solve = fake.solve  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "weightplan.solver", module)
    return fake
