"""The gate's figures are the same in every process, whatever order its sets have.

So are the models behind them: two models that differ in the order of a few rows give the same answer
for months, and another one after a change elsewhere.
"""

import json
import os
import subprocess
import sys
from typing import Any

# The smallest work in which the start, the fill and the timing of days have a part.
MEASURE = """
import hashlib, json
from bench.guard.measure import answer_figures
from bench.guard.sizes import model_figures
from bench.guard.weeks import Stored
from weightplan.solver.subsolve import Engine

models = []

def noted(solve):
    def with_note(engine, model, **limits):
        models.append(hashlib.sha256(str(model.proto).encode()).hexdigest())
        return solve(engine, model, **limits)
    return with_note

Engine.solve, Engine.choose = noted(Engine.solve), noted(Engine.choose)
figures = model_figures("holiday-week") | answer_figures(Stored("holiday-week", 2.0))
print(json.dumps({"figures": figures, "models": models}))
"""


def elsewhere(hash_seed: int) -> dict[str, Any]:
    """Measure in a process of its own."""
    measured = subprocess.run(
        [sys.executable, "-c", MEASURE],
        env=os.environ | {"PYTHONHASHSEED": str(hash_seed)},
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    return dict(json.loads(measured.stdout))


def test_figures_and_models_are_the_same_with_another_order_of_sets() -> None:
    """holiday-week has groups, bookings and musts: everything that a start can place in another order."""
    first, second = elsewhere(0), elsewhere(5)
    assert first["figures"]["cost"]
    assert first["figures"] == second["figures"]
    differ = [n for n, (one, other) in enumerate(zip(first["models"], second["models"], strict=True)) if one != other]
    assert not differ, f"of {len(first['models'])} models handed to the solvers these differ: {differ}"
