"""`weightplan show`: a plan in the terminal, as a page, or as one clinician's own page."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from weightplan.cli.options import Language, Rulebook, Tongue, finite
from weightplan.cli.outputs import make_sure_writable
from weightplan.cli.pages import Names, write_own_page, write_page
from weightplan.cli.plans import clinician_of, read_plan_of


def show(
    plan: Annotated[Path, typer.Argument(metavar="PLAN", help="A plan.json.")],
    week: Annotated[
        str | None, typer.Option(metavar="WEEK", help="The plan's week: adds labels and what binds.")
    ] = None,
    html: Annotated[Path | None, typer.Option(metavar="F", help="Write a page to look at and print.")] = None,
    clinician: Annotated[
        str | None, typer.Option(metavar="C", help="The page of this clinician alone, without colleagues.")
    ] = None,
    answers: Annotated[
        bool, typer.Option("--answers", help="Ask for ceilings, prices, conflicts and chances too.")
    ] = False,
    time_limit: Annotated[float, typer.Option(min=0.1, callback=finite, help="Seconds for all answers.")] = 60.0,
    rulebook: Rulebook = None,
    language: Tongue = Language.en,
) -> None:
    """weightplan show plan.json

    The week per clinician and per room, the targets, and the needs left over.

    A page: weightplan show plan.json --week clinic-12 --html page.html --answers
    """
    if html is None:
        if answers or clinician is not None:
            raise typer.BadParameter("answers and a clinician's week go on a page: say where with --html page.html")
        _in_terminal(plan, week, rulebook, language)
        return
    if week is None:
        raise typer.BadParameter("a page needs the plan's week: name it with --week")
    from weightplan.files import find, load_case

    case = load_case(week, rulebook)
    made = read_plan_of(case, plan)
    one = clinician_of(case, clinician) if clinician is not None else None
    inputs = [plan, find(week, "scenarios"), *([Path(rulebook)] if rulebook is not None else [])]
    make_sure_writable([html], None, inputs)
    seconds = time_limit if answers else None
    if one is None:
        write_page(case, made, html, language, Names(str(plan), week, rulebook), seconds)
    else:
        write_own_page(case, made, one, html, language, seconds)
    typer.echo(f"{html}: written", err=True)


def _in_terminal(plan: Path, week: str | None, rulebook: str | None, language: Language) -> None:
    from weightplan.files import load_case, read_plan
    from weightplan.report import terminal

    made = read_plan(plan)
    case = load_case(week, rulebook) if week is not None else None
    terminal.show(made, Console(), case, language.value)
