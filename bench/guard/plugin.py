"""A plugin for pytest-benchmark: times in calibrations instead of seconds, so that machines can be compared.

    python -m pytest bench -p bench.guard.plugin --benchmark-compare=bench/guard/walltime.json

What pytest-benchmark prints, saves, compares and fails on is then a ratio to fixed work that was
timed just before and just after: see calibration.py. A stored run says nothing of whose machine it was made on.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from bench.guard.calibration import calibrate

UNIT = "calibration"


@pytest.fixture
def calibrated(benchmark: BenchmarkFixture) -> Iterator[BenchmarkFixture]:
    """A benchmark whose times are divided by the seconds of a calibration around it."""
    before = calibrate()
    yield benchmark
    if benchmark.stats is not None:  # it is None where the test failed before it timed anything, or with xdist
        seconds = (before + calibrate()) / 2
        times = benchmark.stats.stats.data
        times[:] = [time / seconds for time in times]


@pytest.hookimpl(tryfirst=True)
def pytest_benchmark_scale_unit(unit: str) -> tuple[str, float] | None:
    """Print times in "calibrations": pytest-benchmark adds the s."""
    return (UNIT, 1.0) if unit == "seconds" else None


@pytest.hookimpl(tryfirst=True)
def pytest_benchmark_generate_machine_info() -> dict[str, str]:
    """Keep host and processor out of the stored run; pytest-benchmark warns where they differ, ratios do not care."""
    return {"unit": UNIT}


@pytest.hookimpl(tryfirst=True)
def pytest_benchmark_generate_commit_info() -> dict[str, str]:
    """The stored run is committed itself: its history is in git."""
    return {"unit": UNIT}


def pytest_benchmark_update_json(output_json: dict[str, Any]) -> None:
    """Keep of a run what is compared or shown, in few digits, so that a new one is a diff that can be read."""
    del output_json["datetime"]
    for run in output_json["benchmarks"]:
        for unread in ("options", "params"):
            del run[unread]
        run["stats"].pop("data", None)
        run["stats"] = {
            name: round(figure, 3) if isinstance(figure, float) else figure for name, figure in run["stats"].items()
        }
