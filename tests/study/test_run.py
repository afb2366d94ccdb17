"""A study from end to end, stopped, killed, short of room, and gone on with."""

import errno
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest

from tests.study.conftest import AS_IS, Write
from weightplan.errors import InputError
from weightplan.study.frame import Study
from weightplan.study.row import Row
from weightplan.study.run import AHEAD, ClusterGoneError, Standing, UnfitWorkerError, asked_of, run
from weightplan.study.scenarios import Prepared
from weightplan.study.store import Store
from weightplan.study.work import Job, solve_job
from weightplan.study.workers import Supervised

Ready = Callable[..., Prepared]


class Here(Executor):
    """Does each call when it is waited for, in this process, and remembers the most that waited at once."""

    def __init__(self, act: Callable[[Job], Row] = solve_job) -> None:
        self.act, self.calls, self.open, self.most = act, [], 0, 0  # type: ignore[var-annotated]

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.calls.append(args[0])
        try:
            future.set_result(self.act(args[0]))
        except (RuntimeError, UnfitWorkerError) as error:
            future.set_exception(error)
        return future


def named(job: Job) -> Row:
    """Return a row without solving."""
    return Row(scenario=job.scenario, levels=job.levels, repetition=job.repetition, seed=job.seed, status="unknown")


def begun(ready: Prepared, folder: Path) -> Store:
    store = Store(folder)
    store.begin(asked_of(ready))
    return store


def test_a_small_study_end_to_end(ready: Ready, tmp_path: Path) -> None:
    """Two levels × two seeds. The week holds 10 visits, so a target of 3 each is met and one of 8 is not:
    10 weights for 16, less what absence takes from the targets (worked days ÷ 5)."""
    study, store = ready(), begun(ready(), tmp_path / "out")
    with Supervised(2) as executor:
        standing = run(study, store, executor, 2)
    rows = Study(tmp_path / "out").frame()
    assert (standing.done, standing.all, standing.now, standing.failed) == (4, 4, 4, 0)
    assert list(rows["scenario"]) == ["target=as_is"] * 2 + ["target=high"] * 2
    assert list(rows["seed"]) == [1, 2, 1, 2]
    assert list(rows["factor_target"]) == ["as_is", "as_is", "high", "high"]
    assert set(rows["status"]) == {"optimal"}
    assert list(rows["at_target"]) == [2, 2, 0, 0]
    assert list(rows["booked"])[2:] == [10.0, 10.0]
    assert list(rows["attempts"]) == [1, 1, 1, 1]
    assert rows["error"].isna().all()
    assert list(rows["target"][:2] / rows["target"][2:].to_numpy()) == pytest.approx([3 / 8, 3 / 8])


def test_rows_repeat_exactly(ready: Ready, tmp_path: Path) -> None:
    """In other processes, in another order: everything but the seconds."""
    study = ready(varies={"absence": 0.2, "need": 0.3, "no_show": True})
    with Supervised(2) as executor:
        for name in ("a", "b"):
            run(study, begun(study, tmp_path / name), executor, 2)
    first, second = (Study(tmp_path / name).frame().drop(columns="seconds") for name in ("a", "b"))
    assert first.equals(second)
    assert first["attended"].notna().all()


def test_a_study_goes_on_where_it_was(ready: Ready, tmp_path: Path) -> None:
    """The second run is handed only what the first did not keep, and then there is nothing left."""
    study, store = ready(repetitions=5), begun(ready(repetitions=5), tmp_path / "out")

    def stop(standing: Standing) -> None:
        if standing.done >= 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(study, store, Here(named), 1, on_row=stop)
    kept = store.done()
    again = Here(named)
    assert 3 <= len(kept) < 10
    assert run(study, store, again, 1).done == 10
    assert len(again.calls) == 10 - len(kept)
    assert run(study, store, (third := Here(named)), 1).now == 0
    assert third.calls == []
    assert len(Study(tmp_path / "out").frame().drop_duplicates(["scenario", "seed"])) == 10


def test_no_more_is_held_than_is_at_work(ready: Ready, tmp_path: Path) -> None:
    """However many rows there are, at most AHEAD solves a worker are handed out and not yet kept."""
    study, store = ready(repetitions=20), begun(ready(repetitions=20), tmp_path / "out")
    most = 0

    class Watched(Here):
        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            nonlocal most
            most = max(most, len(self.calls) + 1 - len(store.done()))
            return super().submit(fn, *args, **kwargs)

    run(study, store, Watched(named), 3)
    assert most == 3 * AHEAD


def test_who_works_is_asked_again_while_it_runs(ready: Ready, tmp_path: Path) -> None:
    """One at first, four from the fifth row on: so many solves are handed out."""
    study, store = ready(repetitions=20), begun(ready(repetitions=20), tmp_path / "out")
    handed: list[int] = []

    class Watched(Here):
        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            handed.append(len(self.calls) + 1 - len(store.done()))
            return super().submit(fn, *args, **kwargs)

    assert run(study, store, Watched(named), lambda: 1 if len(store.done()) < 5 else 4).done == 40
    assert max(handed[:7]) == AHEAD
    assert max(handed) == 4 * AHEAD


def test_a_worker_that_is_unfit_stops_the_run(ready: Ready, tmp_path: Path) -> None:
    """What it was asked for is no row, not even a failed one, and what came before stays."""

    def act(job: Job) -> Row:
        if job.seed > 3:
            raise UnfitWorkerError("other versions")
        return named(job)

    study, store = ready(repetitions=5), begun(ready(repetitions=5), tmp_path / "out")
    with pytest.raises(UnfitWorkerError, match="other versions"):
        run(study, store, Here(act), 1)
    assert len(store.done()) in (2, 3)
    assert "failed" not in set(Study(tmp_path / "out").frame()["status"])
    assert run(study, store, Here(named), 1).done == 10


def test_a_full_disk_keeps_what_was_there(ready: Ready, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The row that did not fit leaves nothing half written, and is solved again when there is room."""
    import pyarrow.parquet

    study, store = ready(repetitions=3), begun(ready(repetitions=3), tmp_path / "out")
    real, written = pyarrow.parquet.write_table, []

    def write(table: Any, path: Path, **options: Any) -> None:
        if len(written) == 2:
            path.write_bytes(b"PAR1 half")
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        written.append(path)
        real(table, path, **options)

    monkeypatch.setattr(pyarrow.parquet, "write_table", write)
    with pytest.raises(OSError, match="No space left"):
        run(study, store, Here(named), 1)
    assert len(store.done()) == 2
    assert not list((tmp_path / "out" / "parts").glob("*draft*"))
    monkeypatch.undo()
    assert run(study, store, Here(named), 1).done == 6
    assert len(Study(tmp_path / "out").frame()) == 6


def test_workers_that_cannot_be_reached_stop_the_run(ready: Ready, tmp_path: Path) -> None:
    """What came before stays, and nothing is written as failed that was only interrupted."""
    study, store = ready(repetitions=5), begun(ready(repetitions=5), tmp_path / "out")
    with pytest.raises(ClusterGoneError, match="of 10 rows are kept"):
        run(study, store, Here(named), 1, alive=lambda: len(store.done()) < 3)
    kept = Study(tmp_path / "out").frame()
    assert 3 <= len(kept) < 10
    assert "failed" not in set(kept["status"])
    assert run(study, store, Here(named), 1).done == 10


def test_a_solve_that_fails_is_a_row_that_says_why(ready: Ready, tmp_path: Path) -> None:
    def fail(job: Job) -> Row:
        raise RuntimeError("no such thing")

    study, store = ready(), begun(ready(), tmp_path / "out")
    assert run(study, store, Here(fail), 1).failed == 4
    rows = Study(tmp_path / "out").frame()
    assert set(rows["status"]) == {"failed"}
    assert set(rows["error"]) == {"RuntimeError: no such thing"}
    assert rows["cost"].isna().all()


def test_an_infeasible_week_is_a_row_without_figures(ready: Ready) -> None:
    """A must of somebody who is always away: proven infeasible, not failed."""
    from tests.study.conftest import week_of_two
    from weightplan.study.run import job

    week = week_of_two()
    week["requests"][0] |= {"must": True}
    study = ready(week, factors={"ill": AS_IS | {"all": {"absence": 1.0}}})
    row = solve_job(job(study, 2))
    assert (row.scenario, row.status, row.figures, row.error) == ("ill=all", "infeasible", None, None)


def test_another_study_in_the_folder_is_refused(ready: Ready, tmp_path: Path) -> None:
    begun(ready(), tmp_path / "out")
    begun(ready(), tmp_path / "out")
    with pytest.raises(InputError, match="holds another study"):
        begun(ready(repetitions=3), tmp_path / "out")


def test_a_second_run_is_refused_and_a_stale_lock_is_not(tmp_path: Path) -> None:
    """The lock names who holds it; that of a process that is gone is taken over, and said so."""
    store = Store(tmp_path)
    with store.locked() as before:
        assert before is None
        with pytest.raises(InputError, match=f"process {os.getpid()} is running this study"), store.locked():
            pass
    with store.locked() as before:
        assert before is None
    (tmp_path / "lock").write_text("999999")
    with store.locked() as before:
        assert before == "999999"


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-c", "from weightplan.cli import app; app()", "study", *map(str, arguments)]


def wait_for(store: Store, rows: int) -> None:
    end = time.monotonic() + 120
    while len(store.done()) < rows:
        assert time.monotonic() < end
        time.sleep(0.02)


def parts(store: Store) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in store.parts.glob("*.parquet")}


@pytest.mark.parametrize("ending", [signal.SIGKILL, pytest.param(signal.SIGINT, marks=pytest.mark.nightly)])
def test_a_study_killed_in_the_middle_loses_nothing(write: Write, tmp_path: Path, ending: int) -> None:
    """Killed, its workers end too; the next run says so, keeps every part as it was, and makes the rest."""
    path, store = write(repetitions=8), Store(tmp_path / "out")
    first = subprocess.Popen(
        command("run", path, "-o", tmp_path / "out", "--workers", 2), stderr=subprocess.PIPE, text=True
    )
    wait_for(store, 2)
    first.send_signal(ending)
    _, said = first.communicate(timeout=60)
    kept = parts(store)
    assert 2 <= len(kept) < 16
    if ending == signal.SIGINT:
        assert (first.returncode, f"stopped; {len(kept)} rows are kept" in said) == (130, True)
    last = subprocess.run(command("run", path, "-o", tmp_path / "out"), capture_output=True, text=True, check=False)
    assert last.returncode == 0, last.stderr
    assert (f"process {first.pid} ended without letting go" in last.stderr) is (ending == signal.SIGKILL)
    assert {name: parts(store)[name] for name in kept} == kept
    rows = Study(tmp_path / "out").frame()
    assert len(rows) == len(rows.drop_duplicates(["scenario", "seed"])) == 16
    assert set(rows["status"]) == {"optimal"}


def test_a_worker_killed_in_the_middle_costs_a_second_attempt(ready: Ready, tmp_path: Path) -> None:
    """Both workers are killed at their first solves: every row is there, and two of them took two attempts."""
    study, store = ready(repetitions=3), begun(ready(repetitions=3), tmp_path / "out")
    killed: list[int] = []
    with Supervised(2) as executor:

        def kill(standing: Standing) -> None:
            if not killed and standing.now == 0:
                time.sleep(0.5)
                killed.extend(executor.pids)
                for pid in killed:
                    os.kill(pid, signal.SIGKILL)

        assert run(study, store, executor, 2, on_row=kill).done == 6
    rows = Study(tmp_path / "out").frame()
    assert sorted(rows["attempts"]) == [1, 1, 1, 1, 2, 2]
    assert set(rows["status"]) == {"optimal"}


def test_the_folder_says_what_it_holds(ready: Ready, tmp_path: Path) -> None:
    study = ready()
    begun(study, tmp_path / "out")
    tree = json.loads((tmp_path / "out" / "study.json").read_text())
    assert tree["choices"] == [{"target": "as_is"}, {"target": "high"}]
    assert Study(tmp_path / "out").frame().empty
    with pytest.raises(InputError, match="holds no study"):
        Study(tmp_path)


def test_a_stop_keeps_the_rows_that_came(ready: Ready, tmp_path: Path) -> None:
    """Stopped once two rows are there, a run hands out no more; the next one solves the other two."""
    study, store = ready(), begun(ready(), tmp_path / "out")
    stopped = run(study, store, Here(named), 1, stop=lambda: len(store.done()) >= 2)
    assert stopped.done == len(store.done()) == 2
    again = Here(named)
    assert run(study, store, again, 1).done == 4
    assert len(again.calls) == 2
