"""A study that runs for hours: weeks that turn out to be none, no room left, a second run, ten thousand rows."""

import re
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.builders import case, clinician, request
from tests.study.conftest import AS_IS, Write
from tests.study.test_run import Here, begun, command, parts, wait_for
from weightplan.study.compare import compared
from weightplan.study.frame import Study
from weightplan.study.page import render
from weightplan.study.reasons import reasons
from weightplan.study.run import run
from weightplan.study.scenarios import Prepared
from weightplan.study.store import Store

Ready = Callable[..., Prepared]


def started(*arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(command(*arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_a_level_that_only_some_repetitions_make_no_week_of(ready: Ready, tmp_path: Path) -> None:
    """Ten visits of 2.1 weights at 1,000,000 for 0.01 too much cost 2,100,000,000 at worst, and 2^31 − 1 is the most:
    the level is sound, and so is the first repetition, but not one to which an eleventh patient comes."""
    dear = {"weights": {"physical": 2.1}, "set": {"rulebook.prices.overshoot": 1_000_000}}
    study = ready(factors={"price": AS_IS | {"dear": dear}}, varies={"need": 0.1}, repetitions=8)
    asked = [len(study.drawn_week({"price": "dear"}, seed)["requests"]) for seed in range(1, 9)]
    assert min(asked) <= 10 < max(asked)
    standing = run(study, begun(study, tmp_path / "out"), Here(), 1)
    rows = Study(tmp_path / "out").frame()
    as_is, dearer = (rows[rows["factor_price"] == level] for level in ("as_is", "dear"))
    assert list(dearer["status"] == "failed") == [number > 10 for number in asked]
    assert standing.failed == sum(number > 10 for number in asked)
    assert set(as_is["status"]) == {"optimal"}
    for error in dearer["error"].dropna():
        assert re.match(r"InputError: rulebook\.prices\.overshoot: the worst plan would cost 2\d{9}, ", error), error
    assert compared(Study(tmp_path / "out"))
    why = "InputError: rulebook.prices.overshoot: the worst plan would cost …"
    (reason,) = reasons(Study(tmp_path / "out"), "en")
    assert (reason.scenario, reason.name, reason.rows) == ("price=dear", "Dear", standing.failed)
    assert reason.why.startswith(why)
    page = render(Study(tmp_path / "out"), {}, "sv")
    assert "Veckor utan plan" in page
    assert why in page


def test_a_folder_that_takes_no_more_keeps_its_rows(write: Write, tmp_path: Path) -> None:
    """The system lets the process write no more than 100 bytes a file from the third row on: one line says so, with
    the folder and the rows that are kept, nothing half written is left, and the same command goes on from there."""
    path, out = write(repetitions=8), tmp_path / "out"
    first = started("run", path, "-o", out, "--workers", 1)
    wait_for(Store(out), 2)
    resource.prlimit(first.pid, resource.RLIMIT_FSIZE, (100, 100))
    said, complaint = first.communicate(timeout=60)
    kept = parts(Store(out))
    last = complaint.splitlines()[-1]
    assert (first.returncode, said) == (1, "")
    assert last == f"{out}: File too large; {len(kept)} rows are kept, the same command goes on from there"
    assert "Traceback" not in complaint
    assert 2 <= len(kept) < 16
    assert {file.suffix for file in (out / "parts").iterdir()} == {".parquet"}
    assert len(Study(out).frame()) == len(kept)
    again = subprocess.run(command("run", path, "-o", out), capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr
    assert {name: parts(Store(out))[name] for name in kept} == kept
    assert len(Study(out).frame()) == 16


def test_of_two_runs_on_one_folder_the_second_is_refused(write: Write, tmp_path: Path) -> None:
    """Asked while the first holds still, it names it; then the first goes on and makes every row once."""
    path, out = write(repetitions=6), tmp_path / "out"
    first = started("run", path, "-o", out, "--workers", 1)
    wait_for(Store(out), 1)
    first.send_signal(signal.SIGSTOP)
    second = subprocess.run(command("run", path, "-o", out), capture_output=True, text=True, check=False)
    first.send_signal(signal.SIGCONT)
    assert second.returncode == 1
    assert second.stderr.splitlines()[-1] == f"{out}: process {first.pid} is running this study; wait, or end it"
    _, complaint = first.communicate(timeout=60)
    assert first.returncode == 0, complaint
    assert f"{out}: 12 rows, 0 failed now" in complaint


PEAK = """
from weightplan.cli import app
try:
    app()
finally:
    print(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1])
"""


def tiny_week() -> dict[str, Any]:
    """One hour of one clinician, one call: solved in some milliseconds."""
    made = case(
        clinicians=[clinician("anna", hours={"mon": ["08:00-09:00"]})],
        requests=[request("q1", "call")],
        roles={"psychologist": {"weekly_target": 1.0}},
    )
    week: dict[str, Any] = made.week.model_dump(mode="json", exclude_unset=True)
    return week


@pytest.mark.nightly
@pytest.mark.timeout(1800)
def test_ten_thousand_rows_take_the_memory_of_a_hundred(write: Write, tmp_path: Path) -> None:
    """Every solve is real. The greatest memory of the process that hands out and keeps may differ by a tenth, that of
    the report, which holds every row, by a half."""
    runs, reports = [], []
    for rows in (100, 10_000):
        path = write(tiny_week(), factors={"target": AS_IS}, repetitions=rows, limits={"deterministic": 0.01})
        out, begin = tmp_path / str(rows), time.monotonic()
        runs.append(peak("run", path, "-o", out, "--workers", 2))
        assert len(Store(out).done()) == rows
        rate = rows / (time.monotonic() - begin) * 60
        reports.append(peak("report", out))
        print(f"{rows} rows: run {runs[-1]} MiB, {rate:.0f} a minute; report {reports[-1]} MiB")
    assert runs[1] < 1.1 * runs[0]
    assert reports[1] < 1.5 * reports[0]


def peak(*arguments: object) -> int:
    """Run a command of `weightplan study` and return the most memory that its process held, in MiB."""
    words = [sys.executable, "-c", PEAK, "study", *map(str, arguments)]
    made = subprocess.run(words, capture_output=True, text=True, check=True)
    return int(made.stdout.splitlines()[-1]) // 1024
