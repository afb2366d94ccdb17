"""Wall time as a ratio: the run that is compared with may come from any machine, and half as slow again fails."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = """
import time

def test_sleep(calibrated):
    calibrated.pedantic(time.sleep, args=({seconds},), rounds=3)
"""
# A calibration of a fixed length: this machine is as fast as the test says.
MACHINE = """
import bench.guard.plugin
bench.guard.plugin.calibrate = lambda: {seconds}
"""


def run(folder: Path, work: float, calibration: float, *options: str) -> subprocess.CompletedProcess[str]:
    """Time a sleep of `work` seconds on a machine that takes `calibration` seconds for the fixed work."""
    (folder / "test_sleep.py").write_text(BENCH.format(seconds=work), encoding="utf-8")
    (folder / "machine.py").write_text(MACHINE.format(seconds=calibration), encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\nfilterwarnings = error\n", encoding="utf-8")
    paths = [str(folder), str(Path(__file__).parents[2]), *sys.path]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "bench.guard.plugin", "-p", "machine", *options]
    return subprocess.run(
        [*command, "-p", "no:cacheprovider", "--benchmark-storage=file://runs"],
        cwd=folder,
        env={"PYTHONPATH": ":".join(paths)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    """A run stored on a machine that needs 0.1 s for a calibration and 0.05 s for the work."""
    path = tmp_path / "stored.json"
    assert run(tmp_path, 0.05, 0.1, f"--benchmark-json={path}").returncode == 0
    return path


def test_times_are_ratios_and_nothing_tells_the_machine(stored: Path) -> None:
    """0.05 s of work are half of a calibration of 0.1 s."""
    kept = json.loads(stored.read_text(encoding="utf-8"))
    (benchmark,) = kept["benchmarks"]
    assert 0.5 <= benchmark["stats"]["min"] < 0.7
    assert kept["machine_info"] == kept["commit_info"] == {"unit": "calibration"}
    assert "datetime" not in kept


@pytest.mark.parametrize(
    ("work", "calibration", "passes"),
    [
        pytest.param(0.1, 0.2, True, id="the machine is half as fast"),
        pytest.param(0.1, 0.1, False, id="the work takes twice as long"),
        pytest.param(0.05, 0.05, False, id="the machine is twice as fast, the work is not"),
    ],
)
def test_half_as_slow_again_fails(stored: Path, tmp_path: Path, work: float, calibration: float, passes: bool) -> None:
    """What `make bench` asks of pytest-benchmark, with the plugin's ratios in it."""
    ran = run(tmp_path, work, calibration, f"--benchmark-compare={stored}", "--benchmark-compare-fail=min:50%")
    assert "time in calibrations" in ran.stdout
    assert (ran.returncode == 0) == passes, ran.stdout + ran.stderr
    assert ("Performance has regressed" in ran.stderr) != passes
