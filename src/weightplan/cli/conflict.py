"""`weightplan conflict`: what clashes where no plan is legal, and the cheapest ways out."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from weightplan.cli.asking import Stop, asked
from weightplan.cli.errors import INFEASIBLE, OUT_OF_TIME
from weightplan.cli.options import AsJson, Language, Rulebook, Tongue, Week, finite

if TYPE_CHECKING:
    from weightplan.answers.conflict import Conflict

_HEADS = {
    Language.en: {
        "clash": "What clashes",
        "smallest": "No clash of this week has fewer parts; with any part dropped a legal plan exists.",
        "irreducible": "With any part dropped a legal plan exists; a clash of fewer parts is not ruled out.",
        "found": "Some parts may not be needed for the clash: time ran out.",
        "out": "Ways out, cheapest first, each shown by a legal plan",
        "none": "No single change was shown to be enough.",
    },
    Language.sv: {
        "clash": "Det här krockar",
        "smallest": "Ingen krock i veckan har färre delar; tas en del bort finns en tillåten plan.",
        "irreducible": "Tas en del bort finns en tillåten plan; en krock med färre delar är inte utesluten.",
        "found": "Alla delar behövs kanske inte för krocken: tiden tog slut.",
        "out": "Vägar ut, billigast först, var och en visad med en tillåten plan",
        "none": "Ingen enstaka ändring har visats räcka.",
    },
}
_EXIT = {"none": 0, "conflict": INFEASIBLE, "unknown": OUT_OF_TIME}


def conflict(
    week: Week,
    time_limit: Annotated[float, typer.Option(min=0.1, callback=finite, help="Seconds.")] = 20.0,
    rulebook: Rulebook = None,
    language: Tongue = Language.en,
    as_json: AsJson = False,
) -> None:
    """weightplan conflict clinic-12

    Where no plan is legal: the fewest musts, bookings and rules that clash, and the cheapest ways out.

    Ctrl-C keeps the smallest clash found so far.

    Exit code 3: a conflict is proven; 4: nothing shown in time.
    """
    from weightplan.answers.conflict import conflict as clash_of
    from weightplan.files import load_case

    case = load_case(week, rulebook)

    def question(stop: Stop, _: object) -> "Conflict":
        return clash_of(case, time_limit, stop)

    answer = asked(question)
    if as_json:
        typer.echo(json.dumps(answer.model_dump(mode="json"), indent=2))
        raise typer.Exit(_EXIT[answer.status])
    swedish = language is Language.sv
    typer.echo(answer.text_sv if swedish else answer.text)
    if answer.status == "conflict":
        heads = _HEADS[language]
        proven = "smallest" if answer.smallest else "irreducible" if answer.irreducible else "found"
        _list(heads["clash"], [part.text_sv if swedish else part.text for part in answer.demands])
        typer.echo(heads[proven])
        ways = [way.text_sv if swedish else way.text for way in answer.ways_out]
        _list(heads["out"], ways) if ways else typer.echo(heads["none"])
    raise typer.Exit(_EXIT[answer.status])


def _list(head: str, lines: list[str]) -> None:
    typer.echo(f"{head}:")
    for number, line in enumerate(lines, 1):
        typer.echo(f"  {number}. {line}")
