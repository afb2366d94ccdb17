"""`weightplan check`: a plan against every rule, without the solver."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from weightplan.cli.errors import BAD_INPUT
from weightplan.cli.options import AsJson, Earlier, Rulebook, Week

if TYPE_CHECKING:
    from weightplan.check import Report


def check(
    week: Week,
    plan: Annotated[Path, typer.Argument(metavar="PLAN", help="A plan, made by us, by hand or by another program.")],
    rulebook: Rulebook = None,
    earlier: Earlier = None,
    as_json: AsJson = False,
) -> None:
    """weightplan check clinic-12 plan.json

    Prints every broken hard rule in a sentence, and the cost rule by rule.

    Exit code 1 if a rule is broken.
    """
    from weightplan.check import check as check_plan
    from weightplan.files import load_case, read_plan

    case, made = load_case(week, rulebook, earlier), read_plan(plan)
    report = check_plan(case, made)
    if as_json:
        typer.echo(json.dumps(report.as_json(), indent=2))
    else:
        _print(report)
        if made.cost is not None and made.cost != report.cost:
            typer.echo(f"{plan}: states a cost of {made.cost:,}; it is {report.cost:,}", err=True)
    if not report.legal:
        raise typer.Exit(BAD_INPUT)


def _print(report: "Report") -> None:
    for violation in report.violations:
        typer.echo(f"{violation.rule}: {violation.text}")
    count = len(report.violations)
    typer.echo(f"{count} broken rule{'s' if count > 1 else ''}." if count else "No rule is broken.")
    table = Table("rule", show_footer=True)
    table.columns[0].footer = "sum"
    table.add_column("cost", f"{report.cost:,}", justify="right")
    for rule, cost in report.costly.items():
        table.add_row(rule, f"{cost:,}")
    Console().print(table)
