"""`weightplan solve`: from a week to a plan and everything that is written from it."""

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from rich.console import Console

from weightplan.cli import margins
from weightplan.cli.asking import Stop
from weightplan.cli.errors import ABORTED, INFEASIBLE, OUT_OF_TIME
from weightplan.cli.interrupt import AbortedError, Interruptible
from weightplan.cli.options import AsJson, Earlier, Language, Rulebook, Tongue, Week, finite
from weightplan.cli.outputs import atomic, make_sure_writable
from weightplan.cli.pages import Names
from weightplan.cli.profiles import table_of
from weightplan.cli.progress import Meter, figures
from weightplan.cli.quiet import quiet_stdout
from weightplan.cli.reports import Reports

if TYPE_CHECKING:
    from weightplan.answers.confidence import Aimed
    from weightplan.plan import Plan
    from weightplan.solver import Profile

WORKERS = min(8, os.cpu_count() or 1)


def _workbook(path: Path | None) -> Path | None:
    if path is not None and path.suffix.lower() != ".xlsx":
        raise typer.BadParameter(f"{path} does not end in .xlsx")
    return path


def solve(
    week: Week,
    *,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="F", help="Write the plan here.")] = None,
    rulebook: Rulebook = None,
    time_limit: Annotated[float, typer.Option(min=0.1, callback=finite, help="Seconds.")] = 60.0,
    deterministic_limit: Annotated[
        float | None,
        typer.Option(
            min=0.001, callback=finite, help="Limit in the solver's own time: repeats exactly with --workers 1."
        ),
    ] = None,
    gap: Annotated[float, typer.Option(min=0, callback=finite, help="Stop once the proven gap is this small.")] = 0.005,
    workers: Annotated[int, typer.Option(min=1, max=256, help="Threads.")] = WORKERS,
    seed: Annotated[int, typer.Option(min=0, max=2**31 - 1, help="Seed of the search.")] = 0,
    hint: Annotated[Path | None, typer.Option(metavar="PLAN", help="A plan to begin from.")] = None,
    earlier: Earlier = None,
    html: Annotated[Path | None, typer.Option(metavar="F", help="Write a page to look at and print.")] = None,
    xlsx: Annotated[Path | None, typer.Option(metavar="F", callback=_workbook, help="Write a workbook.")] = None,
    ics: Annotated[Path | None, typer.Option(metavar="DIR", help="Write a calendar per clinician.")] = None,
    language: Tongue = Language.en,
    confidence: margins.Level = None,
    profile: Annotated[bool, typer.Option("--profile", help="Say where the time went.")] = False,
    as_json: AsJson = False,
) -> None:
    """weightplan solve clinic-12 -o plan.json --html week.html

    Prints the week unless -o or --json is given.

    Ctrl-C keeps the best plan so far; a second one gives up.

    With --confidence more is booked than the target, for those who stay away: only what is needed, never
    with patients at level 4, and never two in one slot. Target, cost and bound stay those of the week.

    Exit code 3: proven infeasible; 4: no plan found in time.
    """
    from weightplan.files import find, load_case, read_plan

    case = load_case(week, rulebook, earlier)
    start = read_plan(hint) if hint is not None else None
    inputs = [find(week, "scenarios"), *([Path(rulebook)] if rulebook is not None else [])]
    reports = Reports(html, xlsx, ics, language, Names(str(output or "PLAN"), week, rulebook))
    make_sure_writable([*([output] if output is not None else []), *reports.files], ics, inputs)

    from weightplan.solver import solve as run

    spent = _new_profile() if profile else None
    console = Console(stderr=True)
    with Meter(console) as meter:
        options: dict[str, Any] = {
            "time_limit": time_limit,
            "deterministic_limit": deterministic_limit,
            "gap": gap,
            "workers": workers,
            "seed": seed,
            "on_progress": meter,
            "profile": spent,
        }

        def made(stop: Stop) -> "tuple[Plan, Aimed | None]":
            if confidence is None:
                return run(case, **options, hint=start, stop=stop), None
            return margins.with_margin(case, confidence, run, options | {"stop": stop}, start)

        work = Interruptible(made)
        try:
            with quiet_stdout():
                plan, aimed = work.run(
                    meter.tick, lambda: meter.say("stopping; the best plan so far is kept (Ctrl-C: give up)")
                )
        except AbortedError:
            _abort(meter)
    placed = plan.status in ("optimal", "feasible")
    if output is not None:
        with atomic(output) as path:
            path.write_text(plan.model_dump_json(indent=1) + "\n", encoding="utf-8")
    if placed:
        reports.write(case, plan)
    _sum_up(plan, meter, output, reports.all)
    if spent is not None:
        console.print(table_of(spent))
    if as_json:
        found = {"confidence": aimed.model_dump(mode="json")} if aimed is not None else {}
        typer.echo(json.dumps(plan.model_dump(mode="json") | found, indent=1))
    elif output is None and placed:
        from weightplan.report import terminal

        terminal.show(plan, Console(), case, language.value)
    if aimed is not None and not as_json:
        margins.show(aimed, language)
    if not placed:
        raise typer.Exit(INFEASIBLE if plan.status == "infeasible" else OUT_OF_TIME)


def _new_profile() -> "Profile":
    from weightplan.solver import Profile

    return Profile()


def _sum_up(plan: "Plan", meter: Meter, output: Path | None, reports: list[Path]) -> None:
    if plan.status == "infeasible":
        meter.say("infeasible: proven that no plan keeps every hard rule, every must and every locked booking")
    elif plan.status == "unknown":
        meter.say("unknown: no plan found in time, and none proven impossible; allow more with --time-limit")
    else:
        seconds = f" after {plan.record.wall_seconds:.1f} s" if plan.record else ""
        meter.say(f"{plan.status}: {figures(plan.cost, plan.bound, plan.gap)}{seconds}")
    without = plan.status in ("infeasible", "unknown")
    if output is not None:
        meter.say(f"{output}: written{', with the status and no appointments' if without else ''}")
    for path in reports:
        meter.say(f"{path}: {'not written, there is no plan to show' if without else 'written'}")


def _abort(meter: Meter) -> NoReturn:
    meter.say("given up; nothing was written")
    sys.stdout.flush()
    # The solver's threads cannot be ended from here, and ending around them can hang.
    os._exit(ABORTED)
