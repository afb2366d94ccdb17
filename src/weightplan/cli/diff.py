"""`weightplan diff`: two plans of a week, or a plan under two rulebooks, side by side."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from weightplan.cli.options import AsJson, Language, Rulebook, Tongue
from weightplan.cli.plans import named, read_plan_of


def diff(
    a: Annotated[Path, typer.Argument(metavar="A", help="A plan.json.")],
    b: Annotated[Path, typer.Argument(metavar="B", help="Another plan of the same days, or A again.")],
    *,
    week: Annotated[str, typer.Option(metavar="WEEK", help="The week of the plans: a file or a name that ships.")],
    week_b: Annotated[str | None, typer.Option(metavar="WEEK", help="The week of B, where it was changed.")] = None,
    rulebook: Rulebook = None,
    rulebook_b: Annotated[
        str | None, typer.Option(metavar="R", help="Reckon B by this rulebook: a new contract against the old.")
    ] = None,
    language: Tongue = Language.en,
    as_json: AsJson = False,
) -> None:
    """weightplan diff monday.json tuesday.json --week clinic-12

    Which appointments moved, were added or dropped, and what that does to weights, cost and care.

    Weights are reckoned from the rulebook, not read from the plans.
    """
    from weightplan.answers.diff import diff as compare
    from weightplan.cli.diff_tables import show
    from weightplan.files import load_case

    case_a = load_case(week, rulebook)
    case_b = load_case(week_b or week, rulebook_b or rulebook)
    plan_a, plan_b = read_plan_of(case_a, a), read_plan_of(case_b, b)
    with named(week_b or week):
        answer = compare(case_a, plan_a, case_b, plan_b)
    if as_json:
        typer.echo(json.dumps(answer.model_dump(mode="json"), indent=2))
    else:
        show(answer, case_a, case_b, Console(), language.value)
