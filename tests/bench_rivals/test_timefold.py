"""Timefold's streams say what the checker says (where Timefold and Java are installed).

In a process of its own: a Java machine starts once in a process, and takes it along when it crashes.
"""

import subprocess
import sys
from pathlib import Path

import pytest
from bench.rivals import timefold

from weightplan.check import check
from weightplan.files import load_case, read_plan

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT.parent / "shared" / "examples"
pytestmark = [
    pytest.mark.skipif(timefold.why_not() is not None, reason=f"Timefold does not run here: {timefold.why_not()}"),
    pytest.mark.skipif(not EXAMPLES.is_dir(), reason="no shared/examples beside the checkout"),
]
SCORE = """
import sys
from bench.rivals.streams.data import Translation
from bench.rivals.timefold import configuration
from timefold.solver import SolutionManager, SolverFactory
from weightplan.files import load_case, read_plan

manager = SolutionManager.create(SolverFactory.create(configuration(0, 1.0)))
for name in ("plan", "broken"):
    translation = Translation(load_case(sys.argv[1] + "/week.json"), 0)
    score = manager.update(translation.read(read_plan(f"{sys.argv[1]}/{name}.json")))
    print(score.hard_score, translation.unplaceable - score.soft_score)
"""


def test_the_streams_score_the_examples_as_the_checker_does() -> None:
    """Hard 0 where a plan is legal and below 0 where it is not; soft is minus the legal plan's cost."""
    report = check(load_case(EXAMPLES / "week.json"), read_plan(EXAMPLES / "plan.json"))
    assert report.legal
    command = [sys.executable, "-c", SCORE, str(EXAMPLES)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=True)
    legal, broken = done.stdout.strip().splitlines()[-2:]
    assert legal == f"0 {report.cost}"
    assert int(broken.split()[0]) < 0
