"""In these tests a bound above a plan's cost, or a change misjudged, is a failure, not a line in a log."""

from typing import NoReturn

import pytest

from tests.solver.weeks import SOLVE_MODULE
from weightplan.solver import search


@pytest.fixture(autouse=True)
def _false_bounds_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(text: str, *values: object) -> NoReturn:
        pytest.fail(text % values)

    monkeypatch.setattr(SOLVE_MODULE.log, "error", fail)
    monkeypatch.setattr(search.log, "error", fail)
