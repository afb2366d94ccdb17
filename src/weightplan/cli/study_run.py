"""What `study run` and `year` share: a folder filled by workers here or on a cluster, gone on with where it was."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from weightplan.cli.errors import ABORTED, BAD_INPUT
from weightplan.cli.study_progress import StudyMeter
from weightplan.errors import InputError

if TYPE_CHECKING:
    from weightplan.study.run import Standing, Work
    from weightplan.study.scenarios import Prepared
    from weightplan.study.store import Store

WORKERS = max(1, min(64, os.cpu_count() or 1))
EXTRA = ("scipy", "pyarrow", "matplotlib", "simpy")

StudyFile = Annotated[str, typer.Argument(metavar="STUDY", help="A file, or the name of a study that ships.")]
Output = Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="Keep the rows here.")]
Workers = Annotated[int, typer.Option(min=1, max=256, help="Solves at once on this machine.")]
Scheduler = Annotated[str | None, typer.Option(metavar="URL", help="Solve on a Dask cluster: tcp://host:8786.")]
OnlyCheck = Annotated[bool, typer.Option("--check", help="Say what would be solved, and solve nothing.")]


def run_into(
    console: Console, output: Path, ready: "Prepared", work: "Work", workers: int, scheduler: str | None
) -> "Standing":
    """Do what a folder lacks, and return how it stands.

    Whatever ends it early keeps every row, and is one line and an exit code.
    """
    from weightplan.study.run import asked_of
    from weightplan.study.store import Store

    store = Store(output)
    with _told_what_is_kept(console, store, work.unit), store.locked() as left_behind:
        if left_behind:
            say(console, f"{output}: process {left_behind} ended without letting go; going on from its rows")
        store.begin(asked_of(ready, work.kind))
        say(console, f"{output}: {len(store.done())} {work.unit} are there already")
        if scheduler:
            standing = _on_cluster(console, ready, store, work, scheduler)
        else:
            standing = _here(console, ready, store, work, workers)
    say(console, f"{output}: {standing.done} {work.unit}, {standing.failed} failed now, after {standing.seconds:.0f} s")
    return standing


def needs_extra() -> None:
    """Raise InputError where what the extra `study` brings is missing."""
    from importlib.util import find_spec

    missing = [name for name in EXTRA if find_spec(name) is None]
    if missing:
        raise InputError([f"studies need {', '.join(missing)}: pip install 'weightplan[study]'"])


def say(console: Console, line: str) -> None:
    """Print a line as it is."""
    console.print(line, markup=False, highlight=False, soft_wrap=True)


@contextmanager
def _told_what_is_kept(console: Console, store: "Store", unit: str) -> Iterator[None]:
    """Turn what ends a run early, Ctrl-C, an unfit worker or a full folder, into one line and an exit code."""
    from weightplan.study.run import UnfitWorkerError

    kept = f"{unit} are kept, the same command goes on from there"
    try:
        yield
    except KeyboardInterrupt:
        say(console, f"stopped; {len(store.done())} {kept}")
        raise typer.Exit(ABORTED) from None
    except UnfitWorkerError as error:
        say(console, f"{error}; {len(store.done())} {kept}")
        raise typer.Exit(BAD_INPUT) from None
    except BrokenPipeError:
        raise  # nobody reads the lines any more: click ends it quietly
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else str(error)  # Arrow words it in its own way, without a path
        say(console, f"{store.folder}: {why}; {len(store.done())} {kept}")
        raise typer.Exit(BAD_INPUT) from None


def _here(console: Console, ready: "Prepared", store: "Store", work: "Work", workers: int) -> "Standing":
    from weightplan.study.run import run
    from weightplan.study.workers import Supervised

    executor = Supervised(workers)
    try:
        with StudyMeter(console, work.unit) as meter:
            return run(ready, store, executor, workers, work, on_row=meter)
    finally:
        executor.shutdown(cancel_futures=True)


def _on_cluster(console: Console, ready: "Prepared", store: "Store", work: "Work", scheduler: str) -> "Standing":
    from weightplan.study.cluster import connected
    from weightplan.study.run import run

    with connected(scheduler) as cluster, StudyMeter(console, work.unit) as meter:
        if not cluster.client.nthreads():
            say(console, f"{scheduler}: nobody works there yet; the first solve begins when a worker joins")
        return run(ready, store, cluster.executor, cluster.workers, work, alive=cluster.alive, on_row=meter)
