"""`weightplan fair`: share weights out so that nobody is left behind who could be raised."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from weightplan.cli.asking import Stop, asked
from weightplan.cli.options import AsJson, Language, Rulebook, Tongue, Week, finite
from weightplan.cli.outputs import atomic, make_sure_writable
from weightplan.cli.plans import named, read_plan_of
from weightplan.report.onscreen import plain

if TYPE_CHECKING:
    from weightplan.answers.fairness import Fair


def fair(
    week: Week,
    plan: Annotated[Path, typer.Argument(metavar="PLAN", help="A legal plan of this week to begin from.")],
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="F", help="Write the plan here.")] = None,
    rulebook: Rulebook = None,
    time_limit: Annotated[float, typer.Option(min=0.1, callback=finite, help="Seconds.")] = 30.0,
    language: Tongue = Language.en,
    as_json: AsJson = False,
) -> None:
    """weightplan fair clinic-12 plan.json -o fair.json

    Raise the lowest share of a target as far as it goes, then the next, and say whether that is proven.

    No rule is broken and no more need is left unserved than in PLAN, by price; its other prices do not count.
    """
    from weightplan.answers.fairness import fair as ask
    from weightplan.files import find, load_case

    case = load_case(week, rulebook)
    made = read_plan_of(case, plan)
    make_sure_writable([output] if output is not None else [], None, [find(week, "scenarios"), plan])

    def question(stop: Stop, _: object) -> "Fair":
        return ask(case, made, seconds=time_limit, stop=stop)

    with named(str(plan)):
        answer = asked(question)
    if output is not None:
        with atomic(output) as path:
            path.write_text(answer.plan.model_dump_json(indent=1) + "\n", encoding="utf-8")
    if as_json:
        typer.echo(json.dumps(answer.model_dump(mode="json"), indent=2))
    else:
        Console().print(plain(answer.text_sv if language is Language.sv else answer.text))
