"""`weightplan study`: HR's questions, asked of many weeks."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from weightplan.cli.errors import ABORTED, BAD_INPUT
from weightplan.cli.options import AsJson, Language, Tongue
from weightplan.cli.study_progress import StudyMeter
from weightplan.errors import InputError

if TYPE_CHECKING:
    from weightplan.study.run import Standing
    from weightplan.study.scenarios import Prepared
    from weightplan.study.store import Store

WORKERS = max(1, min(64, os.cpu_count() or 1))
SECONDS_PER_UNIT = 4  # a deterministic unit with what surrounds it on a free core, a unit of seven: a rough guess

study = typer.Typer(no_args_is_help=True, context_settings={"help_option_names": ["-h", "--help"]})
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The folder that `study run` wrote.")]


@study.command(short_help="Solve every scenario of a study, in parallel; go on where an earlier run stopped.")
def run(
    file: Annotated[str, typer.Argument(metavar="STUDY", help="A file, or the name of a study that ships.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="Keep the rows here.")],
    workers: Annotated[int, typer.Option(min=1, max=256, help="Solves at once on this machine.")] = WORKERS,
    scheduler: Annotated[
        str | None, typer.Option(metavar="URL", help="Solve on a Dask cluster: tcp://host:8786.")
    ] = None,
    only_check: Annotated[bool, typer.Option("--check", help="Say what would be solved, and solve nothing.")] = False,
) -> None:
    """weightplan study run two-psychologists-or-a-doctor -o study

    The whole study is checked before the first solve. Ctrl-C keeps every row; the same command goes on.
    """
    _needs_extra()
    from weightplan.study.run import asked_of
    from weightplan.study.scenarios import find_study, prepared
    from weightplan.study.store import Store

    console = Console(stderr=True)
    ready, store = prepared(find_study(file)), Store(output)
    _estimate(console, ready, None if scheduler else workers)
    if only_check:
        return
    with _told_what_is_kept(console, store), store.locked() as left_behind:
        if left_behind:
            _say(console, f"{output}: process {left_behind} ended without letting go; going on from its rows")
        store.begin(asked_of(ready))
        _say(console, f"{output}: {len(store.done())} rows are there already")
        standing = _on_cluster(console, ready, store, scheduler) if scheduler else _here(console, ready, store, workers)
    _say(console, f"{output}: {standing.done} rows, {standing.failed} failed now, after {standing.seconds:.0f} s")


@study.command(short_help="Read a study: a page, pictures and a table of effects.")
def report(
    folder: Folder,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="F", help="DIR/report.html if left out.")
    ] = None,
    language: Tongue = Language.en,
    as_json: AsJson = False,
) -> None:
    """weightplan study report study

    Every scenario against the base, repetition by repetition. Roles and counts, never people.
    """
    _needs_extra()
    import json

    from weightplan.cli.outputs import make_sure_writable
    from weightplan.study.compare import compared
    from weightplan.study.frame import Study
    from weightplan.study.page import write_report

    read = Study(folder)
    target = output or folder / "report.html"
    make_sure_writable([target], None, [folder / "study.json"])
    written = write_report(read, target, language.value)
    console = Console(stderr=True)
    for path in written:
        _say(console, f"{path}: written")
    answers = compared(read)
    if as_json:
        typer.echo(json.dumps([answer.model_dump(mode="json") for answer in answers], indent=2))
    else:
        for answer in answers:
            typer.echo(answer.text_sv if language is Language.sv else answer.text)


@study.command(short_help="Write the risk assessment that a changed target or contract asks for.")
def risk(
    folder: Folder,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="F", help="A file ending in .html or .csv.")],
    language: Tongue = Language.en,
) -> None:
    """weightplan study risk study -o risk.html

    What changes for whom, by role: true minutes, load, share of phone, first visits.
    """
    if output.suffix.lower() not in (".html", ".csv"):
        raise typer.BadParameter(f"{output} ends in neither .html nor .csv")
    _needs_extra()
    from weightplan.cli.outputs import make_sure_writable
    from weightplan.study.frame import Study
    from weightplan.study.risk import write_risk

    make_sure_writable([output], None, [folder / "study.json"])
    write_risk(Study(folder), output, language.value)
    _say(Console(stderr=True), f"{output}: written")


@contextmanager
def _told_what_is_kept(console: Console, store: "Store") -> Iterator[None]:
    """Turn what ends a run early, Ctrl-C or a folder that takes no more, into one line and an exit code."""
    kept = "rows are kept, the same command goes on from there"
    try:
        yield
    except KeyboardInterrupt:
        _say(console, f"stopped; {len(store.done())} {kept}")
        raise typer.Exit(ABORTED) from None
    except BrokenPipeError:
        raise  # nobody reads the lines any more: click ends it quietly
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else str(error)  # Arrow words it in its own way, without a path
        _say(console, f"{store.folder}: {why}; {len(store.done())} {kept}")
        raise typer.Exit(BAD_INPUT) from None


def _here(console: Console, ready: "Prepared", store: "Store", workers: int) -> "Standing":
    from weightplan.study.run import run as solve_all
    from weightplan.study.workers import Supervised

    executor = Supervised(workers)
    try:
        with StudyMeter(console) as meter:
            return solve_all(ready, store, executor, workers, on_row=meter)
    finally:
        executor.shutdown(cancel_futures=True)


def _on_cluster(console: Console, ready: "Prepared", store: "Store", scheduler: str) -> "Standing":
    from weightplan.study.cluster import connected
    from weightplan.study.run import run as solve_all

    with connected(scheduler) as cluster, StudyMeter(console) as meter:
        return solve_all(ready, store, cluster.executor, cluster.workers, alive=cluster.alive, on_row=meter)


def _estimate(console: Console, ready: "Prepared", workers: int | None) -> None:
    """Say what will be solved, and how long `workers` take over it (None: a cluster's, however many they are)."""
    limits, solves = ready.study.limits, len(ready.choices) * ready.study.repetitions
    each = limits.seconds or (limits.deterministic or 0) * SECONDS_PER_UNIT
    by_whom = "of one worker" if workers is None else f"with {workers} workers"
    length = f"about {solves * each / (workers or 1) / 60:.0f} min {by_whom}" if each else "no limit is set"
    scenarios = f"{len(ready.choices)} scenarios, {ready.study.repetitions} repetitions"
    _say(console, f"{scenarios}: {solves} solves, {length}")


def _needs_extra() -> None:
    from importlib.util import find_spec

    missing = [name for name in ("scipy", "pyarrow", "matplotlib") if find_spec(name) is None]
    if missing:
        raise InputError([f"studies need {', '.join(missing)}: pip install 'weightplan[study]'"])


def _say(console: Console, line: str) -> None:
    console.print(line, markup=False, highlight=False, soft_wrap=True)
