"""`weightplan year`: what a staffing and a case mix do over a year of linked weeks."""

from typing import TYPE_CHECKING

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
    from weightplan.study.scenarios import Prepared

SECONDS_BESIDE = 1.2  # a week of twelve clinicians, beside its search: packing, bound, checks, what comes about
SECONDS_PER_UNIT = 4  # a deterministic unit on a free core: a rough guess


def year(
    file: StudyFile,
    output: Output,
    workers: Workers = WORKERS,
    scheduler: Scheduler = None,
    only_check: OnlyCheck = False,
    language: Tongue = Language.en,
    as_json: AsJson = False,
) -> None:
    """weightplan year a-phone-heavy-year -o year

    Needs the section `year:` in the study. Ctrl-C keeps every year that is done, and the same command goes on;
    where all are there it only writes DIR/year.html anew, in the language asked for.
    """
    needs_extra()
    import json

    from weightplan.study.scenarios import find_study
    from weightplan.study.year.frame import Years
    from weightplan.study.year.page import write_year
    from weightplan.study.year.scenarios import prepared_year
    from weightplan.study.year.verdict import told
    from weightplan.study.year.work import YEARS

    console = Console(stderr=True)
    ready = prepared_year(find_study(file))
    _estimate(console, ready, None if scheduler else workers)
    if only_check:
        return
    run_into(console, output, ready, YEARS, workers, scheduler)
    read = Years(output)
    for path in write_year(read, output / "year.html", language.value):
        say(console, f"{path}: written")
    verdicts = told(read)
    if as_json:
        typer.echo(json.dumps([verdict.model_dump(mode="json") for verdict in verdicts], indent=2))
    else:
        swedish = language is Language.sv
        lines = [verdict.text_sv if swedish else verdict.text for verdict in verdicts]
        lines += dict.fromkeys(verdict.caveat_sv if swedish else verdict.caveat for verdict in verdicts)
        typer.echo("\n".join(lines))


def _estimate(console: Console, ready: "Prepared", workers: int | None) -> None:
    """Say what will be solved, and how long `workers` take over it (None: a cluster's, however many they are)."""
    asked = ready.study.year
    assert asked is not None
    limits, years = asked.limits, len(ready.choices) * asked.repetitions
    each = (limits.seconds or (limits.deterministic or 0) * SECONDS_PER_UNIT) + SECONDS_BESIDE
    scenarios = f"{counted(len(ready.choices), 'scenario')}, {counted(asked.repetitions, 'repetition')}"
    solves = years * asked.weeks
    weeks = f"{counted(asked.weeks, 'week')}: {counted(solves, 'solve')}"
    say(console, f"{scenarios} of {weeks}, {length(solves * each, workers)}")
