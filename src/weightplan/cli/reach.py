"""`weightplan reach`: what it would take for a clinician to reach the target."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from weightplan.cli.asking import Stop, asked
from weightplan.cli.errors import OUT_OF_TIME
from weightplan.cli.options import AsJson, Language, Rulebook, Tongue, Week, finite
from weightplan.cli.plans import clinician_of, named, read_plan_of
from weightplan.cli.tables import table
from weightplan.report.onscreen import plain

if TYPE_CHECKING:
    from weightplan.answers.reach import LeverSet, Reach

HEADS = {
    "sv": ("", "Vad som krävs", "", "Kostnad", "Vikter", "Mål", "Minst"),
    "en": ("", "What it would take", "", "Cost", "Weights", "Target", "At least"),
}
QUESTION = {"sv": "fråga", "en": "question"}


def reach(
    week: Week,
    plan: Annotated[Path, typer.Argument(metavar="PLAN", help="A plan of this week.")],
    clinician: Annotated[str, typer.Option(metavar="C", help="Whose target.")],
    target: Annotated[
        float | None, typer.Option(min=0.01, max=100_000, callback=finite, help="Weights, instead of the own target.")
    ] = None,
    time_limit: Annotated[float, typer.Option(min=0.1, callback=finite, help="Seconds for all sets.")] = 60.0,
    rulebook: Rulebook = None,
    language: Tongue = Language.en,
    as_json: AsJson = False,
) -> None:
    """weightplan reach clinic-12 plan.json --clinician psy1 --target 47

    The cheapest changes in the rulebook's levers, up to three sets, each shown by a legal plan.

    What colleagues do stands, but for what a lever says. `At least` is what any other set costs:
    where it is the set's own cost, none is cheaper. A question changes nothing by itself.
    """
    from weightplan.answers.reach import reach as ask
    from weightplan.files import load_case

    case = load_case(week, rulebook)
    made = read_plan_of(case, plan)
    one = clinician_of(case, clinician)

    def question(stop: Stop, _: object) -> "Reach":
        return ask(case, made, one, target=target, seconds=time_limit, stop=stop)

    with named(str(plan)):
        answer = asked(question)
    if as_json:
        typer.echo(json.dumps(answer.model_dump(mode="json"), indent=2))
    else:
        _print(answer, language)
    if answer.status == "unknown":
        raise typer.Exit(OUT_OF_TIME)


def _print(answer: "Reach", language: Language) -> None:
    console = Console()
    console.print(plain(answer.text_sv if language is Language.sv else answer.text))
    if answer.sets:
        rows = [row for number, found in enumerate(answer.sets, 1) for row in _rows(number, found, language)]
        console.print(table("", HEADS[language.value], rows, names=3))


def _rows(number: int, found: "LeverSet", language: Language) -> list[tuple[str, ...]]:
    """Return a row for each lever; the figures of the set stand beside its first."""
    from weightplan.report.words import Words

    words, swedish = Words(language.value), language is Language.sv
    figures = (
        words.number(found.cost),
        words.weight(found.weights),
        words.weight(found.target),
        words.number(found.proof.bound or 0.0),
    )
    told = [
        (pull.text_sv if swedish else pull.text, QUESTION[language.value] if pull.question else "")
        for pull in found.levers
    ] or [(found.text_sv if swedish else found.text, "")]
    return [
        (str(number), *told[0], *figures),
        *(("", *each, "", "", "", "") for each in told[1:]),
    ]
