"""`weightplan price`: what each rule costs in weights, a clinician or the whole unit."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from weightplan.cli.asking import Stop, asked
from weightplan.cli.options import AsJson, Language, Rulebook, Tongue, Week, finite
from weightplan.cli.plans import clinician_of, named, read_plan_of
from weightplan.cli.tables import table
from weightplan.report.onscreen import plain

if TYPE_CHECKING:
    from weightplan.answers.price import Prices

HEADS = {"sv": ("Regel", "", "minst", "högst"), "en": ("Rule", "", "at least", "at most")}
TRADE = {"sv": ("kan ändras", "inte till salu"), "en": ("may be changed", "not for trade")}


def price(
    week: Week,
    plan: Annotated[Path, typer.Argument(metavar="PLAN", help="A plan of this week.")],
    clinician: Annotated[str | None, typer.Option(metavar="C", help="Whose week.")] = None,
    everybody: Annotated[bool, typer.Option("--all", help="The unit: all clinicians together.")] = False,
    time_limit: Annotated[
        float | None,
        typer.Option(min=0.1, callback=finite, help="Seconds for all rules: 60 for a clinician, 120 for the unit."),
    ] = None,
    rulebook: Rulebook = None,
    language: Tongue = Language.en,
    as_json: AsJson = False,
) -> None:
    """weightplan price clinic-12 plan.json --clinician psy1

    How many weights more there would be without one rule: for a clinician, the colleagues' weeks as planned.

    With --all for the unit: the most weights of any week for all together, with and without the rule.

    Safety and labour rules are priced to be understood. No plan is made without them.
    """
    if (clinician is None) is not everybody:
        raise typer.BadParameter("name a clinician with --clinician, or ask for the unit with --all")
    from weightplan.answers.price import price as ask
    from weightplan.answers.price import price_of_unit
    from weightplan.files import load_case

    case = load_case(week, rulebook)
    made = read_plan_of(case, plan)
    one = clinician_of(case, clinician) if clinician is not None else None

    def question(stop: Stop, _: object) -> "Prices":
        if one is None:
            return price_of_unit(case, made, seconds=time_limit or 120.0, stop=stop)
        return ask(case, made, one, seconds=time_limit or 60.0, stop=stop)

    with named(str(plan)):
        answer = asked(question)
    if as_json:
        typer.echo(json.dumps(answer.model_dump(mode="json"), indent=2))
    else:
        _print(answer, language)


def _print(answer: "Prices", language: Language) -> None:
    from weightplan.answers.price import name_of
    from weightplan.report.words import Words

    words, console, (may, may_not) = Words(language.value), Console(), TRADE[language.value]
    console.print(plain(answer.text_sv if language is Language.sv else answer.text))
    rows = [
        (
            name_of(p, language.value),
            may if p.for_trade else may_not,
            words.weight(p.least),
            words.weight(p.most),
        )
        for p in answer.prices
    ]
    console.print(table("", HEADS[language.value], rows, names=2))
