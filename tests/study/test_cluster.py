"""A real Dask cluster: a scheduler and its workers as processes on this machine."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("distributed")

from distributed import Client

import weightplan
from tests.study.conftest import AS_IS, Write
from tests.study.test_run import command, parts, wait_for
from weightplan.errors import InputError
from weightplan.files import find
from weightplan.files.reading import read_table
from weightplan.study import versions
from weightplan.study.cluster import connected
from weightplan.study.frame import Study
from weightplan.study.run import AHEAD, WEEKS, ClusterGoneError, Standing, UnfitWorkerError, asked_of, run
from weightplan.study.scenarios import Prepared, prepared
from weightplan.study.store import Store
from weightplan.study.workers import Supervised

Ready = Callable[..., Prepared]
pytestmark = [pytest.mark.nightly, pytest.mark.filterwarnings("default")]  # Dask's own warnings are not ours to mend
WITHOUT_A_NANNY = ("--no-nanny", "--no-dashboard", "--nthreads", "1", "--memory-limit", "0")


class Machines:
    """A scheduler and as many workers as are asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.workers: list[subprocess.Popen[bytes]] = []
        self.call_a_scheduler()

    def anew(self) -> None:
        """Begin again with another scheduler and nobody who works."""
        self.end()
        self.workers.clear()
        (self.folder / "scheduler.log").unlink()
        self.call_a_scheduler()

    def more(self, number: int, first_on_path: Path | None = None) -> None:
        """Begin workers, and wait until they are there."""
        environment = os.environ | ({"PYTHONPATH": str(first_on_path)} if first_on_path else {})
        self.workers += [self._begin("worker", self.address, *WITHOUT_A_NANNY, env=environment) for _ in range(number)]
        with Client(self.address) as client:
            client.wait_for_workers(len(self.workers), timeout=60)

    def end(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()

    def call_a_scheduler(self, env: Mapping[str, str] = os.environ) -> None:
        self.scheduler = self._begin("scheduler", "--port", "0", "--no-dashboard", "--host", "127.0.0.1", env=env)
        self.address = self._address()

    def _begin(self, what: str, *arguments: str, env: Mapping[str, str] = os.environ) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "distributed.cli.dask_" + what, *arguments]
        with (self.folder / f"{what}.log").open("ab") as log:
            return subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder, env=env)

    def _address(self) -> str:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            found = re.search(r"tcp://[\d.]+:\d+", (self.folder / "scheduler.log").read_text())
            if found:
                return found[0]
            time.sleep(0.1)
        raise TimeoutError((self.folder / "scheduler.log").read_text())


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    made = Machines(tmp_path)
    yield made
    made.end()


def begun(ready: Prepared, folder: Path) -> Store:
    store = Store(folder)
    store.begin(asked_of(ready))
    return store


def on(machines: Machines, study: Prepared, store: Store, **options: Any) -> Standing:
    with connected(machines.address) as cluster:
        return run(study, store, cluster.executor, cluster.workers, alive=cluster.alive, **options)


def test_the_same_rows_as_on_this_machine_though_a_worker_is_killed(
    ready: Ready, machines: Machines, tmp_path: Path
) -> None:
    """One of two workers is killed after two rows: nothing is lost, and every figure is the local run's."""
    study = ready(repetitions=6, varies={"absence": 0.2, "need": 0.3, "no_show": True})
    machines.more(2)

    def kill(standing: Standing) -> None:
        if standing.now == 2 and machines.workers[0].poll() is None:
            machines.workers[0].send_signal(signal.SIGKILL)
            machines.workers[0].wait()

    assert on(machines, study, begun(study, tmp_path / "far"), on_row=kill).done == 12
    with Supervised(2) as executor:
        run(study, begun(study, tmp_path / "near"), executor, 2)
    far, near = (Study(tmp_path / n).frame().drop(columns=["seconds", "attempts"]) for n in ("far", "near"))
    assert far.equals(near)
    assert set(far["status"]) == {"optimal"}


def test_a_cluster_that_goes_away_stops_the_run_and_loses_nothing(
    ready: Ready, machines: Machines, tmp_path: Path
) -> None:
    """The scheduler is killed after two rows; what came is kept, and the rest is solved here."""
    study, store = ready(repetitions=10), begun(ready(repetitions=10), tmp_path / "out")
    machines.more(1)

    def kill(standing: Standing) -> None:
        if standing.now == 2 and machines.scheduler.poll() is None:
            machines.scheduler.send_signal(signal.SIGKILL)
            machines.scheduler.wait()

    with pytest.raises(ClusterGoneError, match="of 20 rows are kept"):
        on(machines, study, store, on_row=kill)
    kept = Study(tmp_path / "out").frame()
    assert 2 <= len(kept) < 20
    assert set(kept["status"]) == {"optimal"}
    with Supervised(2) as executor:
        assert run(study, store, executor, 2).done == 20


def test_the_command_says_one_line_and_goes_on_with_another_cluster(
    write: Write, machines: Machines, tmp_path: Path
) -> None:
    """Killed in the middle of `study run --scheduler`: no traceback of Dask's, and another scheduler gets the rest."""
    path, store = write(repetitions=8), Store(tmp_path / "out")
    machines.more(1)
    first = subprocess.Popen(over(machines, path, store), stderr=subprocess.PIPE, text=True)
    wait_for(store, 2)
    machines.scheduler.send_signal(signal.SIGKILL)
    _, said = first.communicate(timeout=60)
    kept = parts(store)
    assert first.returncode == 1
    assert said.splitlines()[-1].startswith(f"the cluster went away; {len(kept)} of 16 rows are kept")
    assert "Traceback" not in said
    machines.anew()
    machines.more(1)
    last = subprocess.run(over(machines, path, store), capture_output=True, text=True, check=False)
    assert last.returncode == 0, last.stderr
    assert {name: parts(store)[name] for name in kept} == kept
    rows = Study(tmp_path / "out").frame()
    assert len(rows) == len(rows.drop_duplicates(["scenario", "seed"])) == 16
    assert set(rows["status"]) == {"optimal"}


def over(machines: Machines, path: Path, store: Store) -> list[str]:
    return command("run", path, "-o", store.folder, "--scheduler", machines.address)


def test_an_address_without_a_scheduler_is_one_clear_line() -> None:
    with pytest.raises(InputError, match="no scheduler answers"), connected("tcp://127.0.0.1:9"):
        pass


LACKING = """
import sys
class Nowhere:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "weightplan":
            raise ModuleNotFoundError(f"No module named {name!r}")
sys.meta_path.insert(0, Nowhere())
"""


def lacking(folder: Path) -> Path:
    """Return what makes a Python that begins with it on its path lack weightplan."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(LACKING)
    return folder


def other(folder: Path) -> Path:
    """Return what gives a Python that begins with it on its path all of weightplan, of another version."""
    copy = shutil.copytree(Path(weightplan.__file__).parent, folder / "weightplan")
    said = (copy / "__init__.py").read_text()
    assert weightplan.__version__ in said
    (copy / "__init__.py").write_text(said.replace(weightplan.__version__, "0.0.9"))
    return folder


DIFFERENCES = {
    lacking: "no weightplan (ModuleNotFoundError: No module named 'weightplan'); here it is " + weightplan.__version__,
    other: "weightplan 0.0.9; here it is " + weightplan.__version__,
}


@pytest.mark.parametrize("made", DIFFERENCES)
def test_a_worker_with_another_weightplan_is_named_before_the_first_solve(
    write: Write, machines: Machines, tmp_path: Path, made: Callable[[Path], Path]
) -> None:
    """One of two workers has none, or another version: one line names it, and no row is written."""
    path, store = write(), Store(tmp_path / "out")
    machines.more(1)
    machines.more(1, made(tmp_path / "elsewhere"))
    said = subprocess.run(over(machines, path, store), capture_output=True, text=True, check=False)
    last = said.stderr.splitlines()[-1]
    assert (said.returncode, parts(store)) == (1, {})
    assert re.fullmatch(r"the worker tcp://127\.0\.0\.1:\d+ has .*", last)
    assert f" has {DIFFERENCES[made]}; 0 rows are kept, the same command goes on from there" in last
    assert "Traceback" not in said.stderr


def test_a_scheduler_without_weightplan_does_its_work(ready: Ready, machines: Machines, tmp_path: Path) -> None:
    """It passes calls and rows on, and reads none."""
    machines.end()
    (machines.folder / "scheduler.log").unlink()
    machines.call_a_scheduler(os.environ | {"PYTHONPATH": str(lacking(tmp_path / "elsewhere"))})
    machines.more(1)
    assert on(machines, ready(), begun(ready(), tmp_path / "out")).done == 4
    assert set(Study(tmp_path / "out").frame()["status"]) == {"optimal"}


@pytest.mark.parametrize("made", DIFFERENCES)
def test_a_worker_that_joins_with_another_weightplan_stops_the_run(
    ready: Ready, machines: Machines, tmp_path: Path, made: Callable[[Path], Path]
) -> None:
    """It comes after two rows: what came is kept, it makes no row, failed or other, and the rest is solved here."""
    study, store, elsewhere = ready(repetitions=20), begun(ready(repetitions=20), tmp_path / "out"), tmp_path / "else"
    machines.more(1)
    made(elsewhere)

    def join(standing: Standing) -> None:
        if standing.now == 2 and len(machines.workers) == 1:
            machines.more(1, elsewhere)

    with pytest.raises(UnfitWorkerError, match=re.escape(f" has {DIFFERENCES[made]}")):
        on(machines, study, store, on_row=join)
    kept = Study(tmp_path / "out").frame()
    assert 2 <= len(kept) < 40
    assert set(kept["status"]) == {"optimal"}
    with Supervised(2) as executor:
        assert run(study, store, executor, 2).done == 40


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (lacking, re.escape("asked of it (ModuleNotFoundError: No module named 'weightplan')")),
        (other, f"has weightplan 0.0.9, .*; asked for was {versions.told(versions.here())}"),
    ],
)
def test_an_unfit_worker_makes_no_row_though_nobody_saw_it_come(
    ready: Ready, machines: Machines, tmp_path: Path, made: Callable[[Path], Path], said: str
) -> None:
    """Unseen between two looks at who is there, it says itself what keeps it from working."""
    study, store = ready(), begun(ready(), tmp_path / "out")
    with connected(machines.address) as cluster:
        machines.more(1, made(tmp_path / "elsewhere"))
        with pytest.raises(UnfitWorkerError, match=said):
            run(study, store, cluster.executor, 1, alive=cluster.alive)
    assert parts(store) == {}


def test_a_call_that_the_workers_cannot_read_stops_the_run(ready: Ready, machines: Machines, tmp_path: Path) -> None:
    """They lack this module; but what a call raises that they could read is a row that says why."""
    study, store = ready(), begun(ready(), tmp_path / "out")
    machines.more(1)
    with pytest.raises(UnfitWorkerError, match=r"^the cluster cannot do what is asked of it"):
        on(machines, study, store, work=replace(WEEKS, act=begun))
    assert parts(store) == {}
    assert on(machines, study, store, work=replace(WEEKS, act=len)).failed == 4
    assert set(Study(tmp_path / "out").frame()["error"]) == {"TypeError: object of type 'Job' has no len()"}


def test_workers_that_join_later_have_their_share(ready: Ready, machines: Machines, tmp_path: Path) -> None:
    """A run that begins with nobody waits, and hands out for two as soon as two are there."""
    study, store = ready(repetitions=20), begun(ready(repetitions=20), tmp_path / "out")
    handed: list[int] = []

    class Counted(Executor):
        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            handed.append(len(store.done()))
            return cluster.executor.submit(fn, *args, **kwargs)

    def join(standing: Standing) -> None:
        if not machines.workers:
            assert len(handed) == AHEAD
            machines.more(2)

    with connected(machines.address) as cluster:
        assert run(study, store, Counted(), cluster.workers, alive=cluster.alive, on_row=join).done == 40
    assert max(place + 1 - done for place, done in enumerate(handed)) == 2 * AHEAD
    assert set(Study(tmp_path / "out").frame()["status"]) == {"optimal"}


def test_two_workers_are_1_6_times_as_fast(write: Write, machines: Machines, tmp_path: Path) -> None:
    """A real unit's week, 2 s a solve, by workers that have already imported. Needs two free cores.

    Solves of 70 ms reach 1.5 only: scheduler, client and workers then share the two cores of one machine.
    """
    unit = read_table(find("team-4", "scenarios"))
    fields = {"factors": {"target": AS_IS}, "limits": {"deterministic": 0.5}}
    warm, study = (prepared(write(unit, **fields, repetitions=number)) for number in (4, 30))
    rates = []
    for number in (1, 2):
        machines.more(1)
        on(machines, warm, begun(warm, tmp_path / f"warm{number}"))
        rates.append(on(machines, study, begun(study, tmp_path / f"of{number}")).rate)
    assert rates[1] >= 1.6 * rates[0]
