"""`weightplan study`: HR's questions, asked of many weeks."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console

from weightplan.cli.options import AsJson, Language, Tongue
from weightplan.cli.study_progress import counted, length
from weightplan.cli.study_run import (
    WORKERS,
    OnlyCheck,
    Output,
    Scheduler,
    StudyFile,
    Workers,
    needs_extra,
    run_into,
    say,
)

if TYPE_CHECKING:
    from weightplan.study.frame import Study
    from weightplan.study.scenarios import Prepared

SECONDS_PER_UNIT = 4  # a deterministic unit with what surrounds it on a free core, a unit of seven: a rough guess

study = typer.Typer(no_args_is_help=True, context_settings={"help_option_names": ["-h", "--help"]})
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The folder that `study run` wrote.")]


@study.command(short_help="Solve every scenario of a study, in parallel; go on where an earlier run stopped.")
def run(
    file: StudyFile,
    output: Output,
    workers: Workers = WORKERS,
    scheduler: Scheduler = None,
    only_check: OnlyCheck = False,
) -> None:
    """weightplan study run two-psychologists-or-a-doctor -o study

    The whole study is checked before the first solve. Ctrl-C keeps every row; the same command goes on.
    """
    needs_extra()
    from weightplan.study.frame import Study
    from weightplan.study.run import WEEKS
    from weightplan.study.scenarios import find_study, prepared

    console = Console(stderr=True)
    ready = prepared(find_study(file))
    _estimate(console, ready, None if scheduler else workers)
    if only_check:
        return
    if run_into(console, output, ready, WEEKS, workers, scheduler).failed:
        _tell_why(console, Study(output), "en")


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
    needs_extra()
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
        say(console, f"{path}: written")
    _tell_why(console, read, language.value)
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
    needs_extra()
    from weightplan.cli.outputs import make_sure_writable
    from weightplan.study.frame import Study
    from weightplan.study.risk import write_risk

    make_sure_writable([output], None, [folder / "study.json"])
    write_risk(Study(folder), output, language.value)
    say(Console(stderr=True), f"{output}: written")


def _estimate(console: Console, ready: "Prepared", workers: int | None) -> None:
    """Say what will be solved, and how long `workers` take over it (None: a cluster's, however many they are)."""
    limits, solves = ready.study.limits, len(ready.choices) * ready.study.repetitions
    each = limits.seconds or (limits.deterministic or 0) * SECONDS_PER_UNIT
    scenarios = f"{counted(len(ready.choices), 'scenario')}, {counted(ready.study.repetitions, 'repetition')}"
    say(console, f"{scenarios}: {counted(solves, 'solve')}, {length(solves * each, workers)}")


def _tell_why(console: Console, study: "Study", language: Literal["sv", "en"]) -> None:
    """Say why weeks have no plan, a line for each reason and scenario."""
    from weightplan.study.reasons import told

    for line in told(study, language):
        say(console, line)
