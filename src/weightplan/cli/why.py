"""`weightplan why`: what keeps a clinician from the target, with the proof."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from weightplan.cli.asking import Stop, asked
from weightplan.cli.options import AsJson, Earlier, Language, Rulebook, Tongue, Week, finite
from weightplan.cli.plans import clinician_of, named, read_plan_of
from weightplan.cli.tables import table
from weightplan.report.onscreen import plain

if TYPE_CHECKING:
    from weightplan.answers.ceiling import Why

HEADS = {
    "sv": ("Medarbetare", "Mål", "Bokat", "Ensam: funnet", "högst", "Som planerat: funnet", "högst"),
    "en": ("Clinician", "Target", "Booked", "Alone: found", "at most", "As planned: found", "at most"),
}


def why(
    week: Week,
    plan: Annotated[Path, typer.Argument(metavar="PLAN", help="A plan of this week.")],
    clinician: Annotated[str | None, typer.Option(metavar="C", help="This clinician.")] = None,
    everybody: Annotated[bool, typer.Option("--all", help="Everybody, in the week's order.")] = False,
    time_limit: Annotated[
        float | None, typer.Option(min=0.1, callback=finite, help="Seconds: 10 for one, 60 for all.")
    ] = None,
    rulebook: Rulebook = None,
    earlier: Earlier = None,
    language: Tongue = Language.en,
    as_json: AsJson = False,
) -> None:
    """weightplan why clinic-12 plan.json --clinician psy1

    The most weights that any legal week gives: alone, and with the colleagues' weeks as planned.

    `found` is a legal week, `at most` is what none passes: where they are the same, the ceiling is proven.
    """
    if (clinician is None) is not everybody:
        raise typer.BadParameter("name a clinician with --clinician, or ask for everybody with --all")
    from weightplan.answers.ceiling import why as ask
    from weightplan.answers.ceiling import why_all
    from weightplan.files import load_case

    case = load_case(week, rulebook, earlier)
    made = read_plan_of(case, plan)
    one = clinician_of(case, clinician) if clinician is not None else None

    def question(stop: Stop, tell: Callable[["Why"], None]) -> "tuple[Why, ...]":
        if one is None:
            return why_all(case, made, seconds=time_limit or 60.0, stop=stop, on_answer=tell)
        return (ask(case, made, one, seconds=time_limit or 10.0, stop=stop),)

    with named(str(plan)):
        answers = asked(question)
    if as_json:
        found = [answer.model_dump(mode="json") for answer in answers]
        typer.echo(json.dumps(found if everybody else found[0], indent=2))
    else:
        _print(answers, language)


def _print(answers: "tuple[Why, ...]", language: Language) -> None:
    console = Console()
    if len(answers) == 1:
        console.print(plain(answers[0].text_sv if language is Language.sv else answers[0].text))
    console.print(table("", HEADS[language.value], [_row(answer, language) for answer in answers]))


def _row(answer: "Why", language: Language) -> tuple[str, ...]:
    from weightplan.report.words import Words

    words, ceiling = Words(language.value), answer.ceiling
    ceilings = [w for c in (ceiling.alone, ceiling.given_plan) for w in (c.weights, c.bound)]
    return (answer.clinician, *(words.weight(w) for w in (answer.target, answer.booked, *ceilings)))
