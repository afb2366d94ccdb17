"""`weightplan trust`: what speaks for and against trusting a plan."""

import json
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from weightplan.cli.asking import asked
from weightplan.cli.options import AsJson, Language, Rulebook, Tongue, Week, finite
from weightplan.cli.outputs import atomic, make_sure_writable
from weightplan.cli.plans import read_plan_of
from weightplan.cli.tables import table
from weightplan.report.onscreen import plain

if TYPE_CHECKING:
    from weightplan.case import Case
    from weightplan.plan import Plan
    from weightplan.report.sections import Section


def trust(
    week: Week,
    plan: Annotated[Path, typer.Argument(metavar="PLAN", help="A plan of this week.")],
    answers: Annotated[
        bool, typer.Option("--answers", help="Plan the week without the weight target too, to compare.")
    ] = False,
    time_limit: Annotated[float, typer.Option(min=0.1, callback=finite, help="Seconds for that plan.")] = 60.0,
    html: Annotated[Path | None, typer.Option(metavar="F", help="Write a page to look at and print.")] = None,
    rulebook: Rulebook = None,
    language: Tongue = Language.en,
    as_json: AsJson = False,
) -> None:
    """weightplan trust clinic-12 plan.json

    What the plan did for weight alone, for whom, at whose cost, on what assumptions, and what was set by hand.
    """
    from weightplan.answers.page.trusted import trusted
    from weightplan.answers.page.wording import Say
    from weightplan.answers.trust import trust as ask
    from weightplan.files import find, load_case
    from weightplan.report.words import Words

    case = load_case(week, rulebook)
    made = read_plan_of(case, plan)
    make_sure_writable([html] if html is not None else [], None, [plan, find(week, "scenarios")])
    answer = ask(case, made, _untargeted(case, time_limit) if answers else None)
    section = trusted(
        case, Say(Words(language.value)), answer, shlex.join(["weightplan", "trust", week, str(plan), "--answers"])
    )
    if html is not None:
        from weightplan.report.sheet import write_sheet

        with atomic(html) as draft:
            write_sheet(case, draft, language.value, [section])
        typer.echo(f"{html}: written", err=True)
    if as_json:
        typer.echo(json.dumps(answer.model_dump(mode="json"), indent=2))
    else:
        _print(section)


def _untargeted(case: "Case", seconds: float) -> "Plan":
    from weightplan.answers.trust.untargeted import untargeted

    return asked(lambda stop, _: untargeted(case, seconds=seconds, stop=stop))


def _print(section: "Section") -> None:
    console = Console()
    for line in section.lines:
        console.print(plain(line))
    for figures in section.figures:
        console.print(table(figures.caption, figures.heads, figures.rows, figures.names))
