"""`weightplan convert`: a week, and its plan, as the files that other people and systems use."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from weightplan.cli.options import Earlier, Language, Rulebook, Tongue
from weightplan.cli.outputs import atomic, atomic_files, make_sure_writable
from weightplan.cli.plans import named, read_plan_of
from weightplan.errors import InputError

if TYPE_CHECKING:
    from weightplan.case import Case
    from weightplan.exchange.timebook import Map
    from weightplan.plan import Plan
    from weightplan.week import Week as WeekModel

FHIR = ".fhir.json"


def convert(
    week: Annotated[str, typer.Argument(metavar="WEEK", help="A week in any of its forms, or a FHIR bundle.")],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="What it ends in says what is written.")],
    *,
    plan: Annotated[Path | None, typer.Option(metavar="PLAN", help="A plan of this week.")] = None,
    plan_to: Annotated[Path | None, typer.Option(metavar="F", help="Write the plan of a FHIR bundle here.")] = None,
    map_: Annotated[
        str | None, typer.Option("--map", metavar="M", help="Write a time-book's table by this map: a file, or tidbok.")
    ] = None,
    calendars: Annotated[bool, typer.Option("--calendars", help="Write a calendar per clinician into OUT.")] = False,
    inline: Annotated[bool, typer.Option("--inline", help="Put the rulebook into the week.")] = False,
    rulebook: Rulebook = None,
    earlier: Earlier = None,
    language: Tongue = Language.en,
) -> None:
    """weightplan convert clinic-12 week.xlsx

    OUT: .xlsx a workbook, .yaml, .json, .fhir.json a FHIR R4 bundle, no suffix a folder of CSV files.

    With --plan: --map M writes .csv or .xlsx for a time-book, --calendars a folder of .ics files.

    Calendars already in OUT, or --earlier, are brought up to date: what moved is revised, what is gone cancelled.
    """
    from weightplan.files.writing import make_sure_a_week_can_be

    if map_ is None and not calendars:
        make_sure_a_week_can_be(out)
    case, held = _read(week, rulebook, earlier)
    made = read_plan_of(case, plan) if plan is not None else held
    if plan_to is not None and made is None:
        raise InputError([f"{week}: holds no plan to write to {plan_to}"])
    if (map_ is not None or calendars) and made is None:
        raise InputError([f"{out}: is made from a plan; name it with --plan"])
    into_folder = calendars or not out.suffix
    files = [*([] if into_folder else [out]), *([plan_to] if plan_to is not None else [])]
    inputs = [Path(name) for name in (week, plan, rulebook, map_) if name is not None]
    make_sure_writable(files, out if into_folder else None, inputs)
    chosen = _map(map_) if map_ is not None else None
    with named(str(out)):
        _write(case, made, out, chosen, calendars, inline, language)
    if plan_to is not None and made is not None:
        with atomic(plan_to) as path:
            path.write_text(made.model_dump_json(indent=1) + "\n", encoding="utf-8")
        typer.echo(f"{plan_to}: written", err=True)
    typer.echo(f"{out}: written", err=True)


def _read(week: str, rulebook: str | None, earlier: Path | None) -> "tuple[Case, Plan | None]":
    from weightplan.files import load_case, read_plan

    if not week.lower().endswith(FHIR):
        return load_case(week, rulebook, earlier), None
    from weightplan.exchange.fhir import read_bundle

    case, plan = read_bundle(Path(week), rulebook)
    return (replace(case, earlier=read_plan(earlier)) if earlier is not None else case), plan


def _map(name: str) -> "Map":
    from weightplan.exchange.timebook import read_map

    return read_map(name)


def _write(
    case: "Case",
    plan: "Plan | None",
    out: Path,
    chosen: "Map | None",
    calendars: bool,
    inline: bool,
    language: Language,
) -> None:
    if calendars and plan is not None:
        from weightplan.cli.reports import write_calendars

        write_calendars(case, plan, out, language)
    elif chosen is not None and plan is not None:
        from weightplan.exchange.timebook import write_timebook

        with atomic(out) as path:
            write_timebook(case, plan, chosen, path)
    elif out.name.lower().endswith(FHIR):
        from weightplan.exchange.fhir import write_bundle

        with atomic(out) as path:
            write_bundle(replace(case, week=_week(case, inline)), path, plan)
    else:
        _write_week(case, out, inline)


def _write_week(case: "Case", out: Path, inline: bool) -> None:
    from weightplan.files.tables import write_folder
    from weightplan.files.writing import write_week

    week = _week(case, inline)
    if out.suffix:
        with atomic(out) as path:
            write_week(week, path, case.rulebook)
        return
    with atomic_files(out) as folder:
        write_folder(week, folder)


def _week(case: "Case", inline: bool) -> "WeekModel":
    return case.week.model_copy(update={"rulebook": case.rulebook}) if inline else case.week
