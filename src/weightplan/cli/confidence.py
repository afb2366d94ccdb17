"""`weightplan confidence`: the chance that attended weights reach the target."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from weightplan.cli.options import AsJson, Language, Rulebook, Tongue, Week
from weightplan.cli.plans import clinician_of, read_plan_of
from weightplan.cli.tables import table
from weightplan.report.onscreen import plain

if TYPE_CHECKING:
    from weightplan.answers.confidence import Chances, Confidence, Outlook
    from weightplan.report.words import Words

_HEADS = {
    "sv": ("Spridning", "10 %", "50 %", "90 %", "Sannolikhet"),
    "en": ("Deviation", "10 %", "50 %", "90 %", "Probability"),
}
_TITLES = {
    "sv": ("Genomförda vikter", "Genomförda vikter som får rapporteras"),
    "en": ("Attended weights", "Attended weights that count in reports"),
}


def confidence(
    week: Week,
    plan: Annotated[Path, typer.Argument(metavar="PLAN", help="A plan of this week.")],
    clinician: Annotated[str | None, typer.Option(metavar="C", help="This clinician alone.")] = None,
    rulebook: Rulebook = None,
    language: Tongue = Language.en,
    as_json: AsJson = False,
) -> None:
    """weightplan confidence clinic-12 plan.json

    How many weights will be attended, and how surely that reaches the target, when patients stay away.

    Patients stay away independently, each with the chance in the week or, without one, the contact type's.
    """
    from weightplan.answers.confidence import confidence as outlooks
    from weightplan.files import load_case

    case = load_case(week, rulebook)
    one = clinician_of(case, clinician) if clinician is not None else None
    answer = outlooks(case, read_plan_of(case, plan), one)
    if as_json:
        typer.echo(json.dumps(answer.model_dump(mode="json"), indent=2))
    else:
        _print(answer, language)


def _print(answer: "Confidence", language: Language) -> None:
    from weightplan.report.words import Words

    words, console = Words(language.value), Console()
    console.print(plain(answer.text_sv if language is Language.sv else answer.text))
    outlooks = [*answer.clinicians, *([answer.unit] if answer.unit else [])]
    attended, reported = _TITLES[language.value]
    rows = [(o, o.booked, o.attended) for o in outlooks]
    console.print(_table(attended, "booked", rows, words))
    rows = [(o, o.reportable, o.reported) for o in outlooks]
    console.print(_table(reported, "reportable", rows, words))


def _table(title: str, planned: str, rows: "Sequence[tuple[Outlook, float, Chances]]", words: "Words") -> Table:
    heads = (words("clinician"), words("target"), words(planned), words("expected"), *_HEADS[words.language])
    return table(title, heads, [_row(*row, words) for row in rows])


def _row(outlook: "Outlook", planned: float, chances: "Chances", words: "Words") -> tuple[str, ...]:
    from weightplan.answers.confidence.wording import chance_in_words

    figures = (outlook.target, planned, chances.mean, chances.deviation, chances.p10, chances.p50, chances.p90)
    reaches = chance_in_words(chances.reaches, words) if outlook.target else "–"
    return (outlook.clinician or words("team.all"), *(words.weight(figure) for figure in figures), reaches)
