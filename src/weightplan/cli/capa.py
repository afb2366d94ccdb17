"""`weightplan capa`: the same unit through CAPA's arithmetic, beside ours."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from weightplan.cli.options import AsJson, Language, Rulebook, Tongue, Week
from weightplan.cli.plans import read_plan_of
from weightplan.cli.tables import table
from weightplan.report.onscreen import plain

if TYPE_CHECKING:
    from weightplan.answers.capa import Capa

_HEADS = {
    "en": ("", "Contacts", "Minutes each", "Of contracted time"),
    "sv": ("", "Kontakter", "Minuter per kontakt", "Av avtalad tid"),
}
_ROWS = {
    "en": ("CAPA, at least", "CAPA, at most", "Needs ask for", "The plan holds"),
    "sv": ("CAPA, minst", "CAPA, mest", "Behoven kräver", "Planen har"),
}


def capa(
    week: Week,
    plan: Annotated[Path | None, typer.Argument(metavar="[PLAN]", help="A plan of this week.")] = None,
    rulebook: Rulebook = None,
    language: Tongue = Language.en,
    as_json: AsJson = False,
) -> None:
    """weightplan capa clinic-12 plan.json

    CAPA's round figures for this unit beside what its needs ask for and what the plan holds, and why they differ.
    """
    from weightplan.answers.capa import capa as ask
    from weightplan.files import load_case

    case = load_case(week, rulebook)
    answer = ask(case, read_plan_of(case, plan) if plan is not None else None)
    if as_json:
        typer.echo(json.dumps(answer.model_dump(mode="json"), indent=2))
    else:
        _print(answer, language)


def _print(answer: "Capa", language: Language) -> None:
    from weightplan.report.words import Words

    words, console = Words(language.value), Console()
    sides = (answer.least, answer.most, answer.asked, answer.planned)
    rows = [
        (
            head,
            words.number(side.contacts),
            "–" if side.minutes_each is None else words.number(side.minutes_each),
            "–" if side.share_of_time is None else words.percent(side.share_of_time),
        )
        for head, side in zip(_ROWS[language.value], sides, strict=True)
        if side is not None
    ]
    console.print(plain(answer.text_sv if language is Language.sv else answer.text))
    console.print(table("CAPA", _HEADS[language.value], rows))
