"""`weightplan validate`: what is wrong with a week, before anybody waits for a plan."""

import json

import typer

from weightplan.cli.errors import BAD_INPUT
from weightplan.cli.options import AsJson, Rulebook, Week
from weightplan.errors import InputError


def validate(week: Week, rulebook: Rulebook = None, as_json: AsJson = False) -> None:
    """weightplan validate week.yaml

    Prints a line per problem and exits with 1, or sums the week up in one.

    With --json: {"problems": [...]}.
    """
    from weightplan.files import load_case

    try:
        case = load_case(week, rulebook)
    except InputError as error:
        if not as_json:
            raise
        typer.echo(json.dumps({"problems": list(error.problems)}, indent=2))
        raise typer.Exit(BAD_INPUT) from None
    if as_json:
        typer.echo(json.dumps({"problems": []}, indent=2))
        return
    parts = {
        "clinicians": len(case.clinicians),
        "rooms": len(case.rooms),
        "patients": len(case.patients),
        "contacts asked for": sum(request.count for request in case.requests.values()),
        "groups": len(case.groups),
    }
    typer.echo(f"{week}: fine; {', '.join(f'{count} {what}' for what, count in parts.items())}")
