"""`weightplan replan`: mend a plan when somebody is ill, and print whom to phone."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from weightplan.cli.asking import Stop, asked
from weightplan.cli.errors import INFEASIBLE, OUT_OF_TIME
from weightplan.cli.options import AsJson, Language, Rulebook, Tongue, Week, finite
from weightplan.cli.outputs import atomic, make_sure_writable
from weightplan.cli.plans import clinician_of, named, read_plan_of
from weightplan.cli.tables import table
from weightplan.errors import InputError
from weightplan.report.onscreen import plain

if TYPE_CHECKING:
    from weightplan.answers.replan import Disruption, Replanned
    from weightplan.case import Case
    from weightplan.plan import Plan

HEADS = {"sv": ("Patient", "Behov", "Att säga"), "en": ("Patient", "Need", "What to say")}
MOMENTS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d"]
Names = list[str] | None


def replan(
    week: Week,
    plan: Annotated[Path, typer.Argument(metavar="PLAN", help="The plan that was told to people.")],
    absent: Annotated[Names, typer.Option(metavar="C", help="Who is away; may be given several times.")] = None,
    room: Annotated[Names, typer.Option(metavar="R", help="A room that is lost; may be given several times.")] = None,
    since: Annotated[datetime | None, typer.Option("--from", formats=MOMENTS, help="Away or lost from here.")] = None,
    until: Annotated[
        datetime | None, typer.Option(formats=MOMENTS, help="Back again here; the end of that day if left out.")
    ] = None,
    now: Annotated[
        datetime | None, typer.Option(formats=MOMENTS, help="What begins earlier stands; --from if left out.")
    ] = None,
    urgent: Annotated[
        Path | None, typer.Option(metavar="F", help="New requests, as a week has them: YAML or JSON.")
    ] = None,
    cancelled: Annotated[Names, typer.Option(metavar="Q", help="A visit that the patient cancelled.")] = None,
    no_show: Annotated[Names, typer.Option(metavar="Q", help="A missed visit: somebody phones the patient.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="F", help="Write the new plan here.")] = None,
    week_output: Annotated[
        Path | None, typer.Option(metavar="F", help="Write the week as it is now here, for the new plan: YAML or JSON.")
    ] = None,
    rulebook: Rulebook = None,
    time_limit: Annotated[float, typer.Option(min=0.1, callback=finite, help="Seconds.")] = 8.0,
    language: Tongue = Language.en,
    as_json: AsJson = False,
) -> None:
    """weightplan replan clinic-12 plan.json --absent psy1 --from 2026-12-01

    As few patients moved as can be, which is proven where it can be; then the least cost found in the time.

    With --week-output tuesday.yaml the week as it is now, for `check`, `why` and `moves` on the new plan.

    Exit code 3: no plan is legal; 4: none found in time.
    """
    from weightplan.answers.replan import changed_week
    from weightplan.answers.replan import replan as mend
    from weightplan.files import find, load_case
    from weightplan.files.writing import make_sure_a_week_can_be, moved, write_week

    case = load_case(week, rulebook)
    told = read_plan_of(case, plan)
    source, outputs = find(week, "scenarios"), [path for path in (output, week_output) if path is not None]
    make_sure_writable(outputs, None, [source, plan])
    if week_output is not None:
        make_sure_a_week_can_be(week_output)
    away = absent or [], room or [], since, until, now
    what = _disruption(case, told, away, urgent, cancelled or [], no_show or [])

    def question(stop: Stop, _: object) -> "Replanned":
        return mend(case, told, what, seconds=time_limit, stop=stop)

    with named(str(plan)):
        answer = asked(question)
    if output is not None and answer.plan is not None:
        with atomic(output) as path:
            path.write_text(answer.plan.model_dump_json(indent=1) + "\n", encoding="utf-8")
    if week_output is not None:
        with atomic(week_output) as path:
            after = changed_week(case, told, what, answer.unmeetable)
            write_week(moved(after, source, week_output), path, case.rulebook)
    if as_json:
        typer.echo(json.dumps(answer.model_dump(mode="json"), indent=2))
    else:
        _print(answer, language)
    if answer.plan is None:
        raise typer.Exit(INFEASIBLE if answer.proof.proven else OUT_OF_TIME)


def _disruption(
    case: "Case",
    told: "Plan",
    away: tuple[list[str], list[str], datetime | None, datetime | None, datetime | None],
    urgent: Path | None,
    cancelled: list[str],
    no_shows: list[str],
) -> "Disruption":
    from weightplan.answers.replan import Disruption
    from weightplan.fields import MINUTES_PER_DAY
    from weightplan.files import read_requests
    from weightplan.validate.words import unknown

    absent, rooms, since, until, now = away
    problems = list(unknown("--room", "room", rooms, case.rooms))
    placed = {a.request for a in told.appointments}
    problems += unknown("--cancelled", "planned need", cancelled, placed)
    problems += unknown("--no-show", "planned need", no_shows, placed)
    if problems:
        raise InputError(problems)
    people = [clinician_of(case, name) for name in absent]
    if since is not None and until is None:
        until = datetime.combine(since.date() + timedelta(days=1), datetime.min.time())
    if (absent or rooms) and (since is None or until is None or since >= until):
        raise typer.BadParameter("say from when until when: --from 2026-11-24 --until 2026-11-25")
    if now is None and since is None:
        raise typer.BadParameter("say what has been already with --now 2026-11-24T10:00")
    first, last = case.moment(0), case.moment(case.day_count * MINUTES_PER_DAY)
    if since is not None and until is not None and (until <= first or since >= last):
        raise InputError([f"--from {since:%Y-%m-%d}: the plan is for {first:%Y-%m-%d} until {last:%Y-%m-%d}"])
    span = (since or now, until or since or now)
    return Disruption(
        now=now or since,  # type: ignore[arg-type]  # one of them is given
        absent=tuple((name, span) for name in people),  # type: ignore[misc]
        rooms=tuple((name, span) for name in rooms),  # type: ignore[misc]
        urgent=read_requests(urgent, case) if urgent is not None else (),
        cancelled=tuple(cancelled),
        no_shows=tuple(no_shows),
    )


def _print(answer: "Replanned", language: Language) -> None:
    console, swedish = Console(), language is Language.sv
    console.print(plain(answer.text_sv if swedish else answer.text))
    if answer.calls:
        rows = [(call.patient, call.request, call.text_sv if swedish else call.text) for call in answer.calls]
        console.print(table("", HEADS[language.value], rows, names=3))
