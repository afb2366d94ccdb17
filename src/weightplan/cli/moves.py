"""`weightplan moves`: where one appointment of a plan could be instead, and what that does."""

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from weightplan.cli.options import AsJson, Earlier, Language, Rulebook, Tongue, Week

if TYPE_CHECKING:
    from weightplan.answers.moves import Effect, Move, Moves, Verdict
    from weightplan.case import Case

_CLOCK = ["%Y-%m-%dT%H:%M"]
_HEADS = {
    "sv": ("kostnad", "start", "behandlare", "rum", "kontakttyp", "vikter", "belastning"),
    "en": ("cost", "start", "clinicians", "rooms", "contact type", "weights", "load"),
}


def moves(
    week: Week,
    plan: Annotated[Path, typer.Argument(metavar="PLAN", help="The plan that everything else stays in.")],
    appointment: Annotated[str, typer.Option(metavar="ID", help="The request or group to move, or `crisis`.")],
    start: Annotated[
        datetime | None, typer.Option(formats=_CLOCK, help="Where it starts now, if it has several appointments.")
    ] = None,
    at: Annotated[datetime | None, typer.Option(formats=_CLOCK, help="Ask about a move to this start.")] = None,
    with_: Annotated[
        list[str] | None, typer.Option("--with", metavar="ID", help="With --at: the clinician; once for each.")
    ] = None,
    room: Annotated[str | None, typer.Option(metavar="ID", help="With --at: the room.")] = None,
    type_: Annotated[str | None, typer.Option("--type", metavar="TYPE", help="With --at: the contact type.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="Most moves to show.")] = 20,
    rulebook: Rulebook = None,
    earlier: Earlier = None,
    language: Tongue = Language.en,
    as_json: AsJson = False,
) -> None:
    """weightplan moves clinic-12 plan.json --appointment q17

    The legal other places of one appointment, cheapest first, everything else as it stands.
    Where a row shows two times, it stands for every start on the grid between them.

    With --at: why that place is not legal, or what it costs, or which lunch or admin time of that day has to move.
    """
    from weightplan.answers.moves import Board, Place, find
    from weightplan.files import load_case, read_plan

    if at is None and (with_ or room or type_):
        raise typer.BadParameter("--with, --room and --type go with --at")
    case, made = load_case(week, rulebook, earlier), read_plan(plan)
    chosen, several = find(made, appointment, start), sum(a.request == appointment for a in made.appointments)
    if several > 1 and start is None:
        typer.echo(f"{appointment} has {several} appointments; this is about {chosen.start:%Y-%m-%dT%H:%M}", err=True)
    board = Board(case, made)
    if at is not None:
        place = Place(start=at, clinicians=tuple(with_) if with_ else None, room=room, contact_type=type_)
        answer: Moves | Verdict = board.why_not(chosen, place)
    else:
        answer = board.moves(chosen, limit)
    if as_json:
        typer.echo(json.dumps(answer.model_dump(mode="json"), indent=2))
    else:
        _print(case, answer, language)


def _print(case: "Case", answer: "Moves | Verdict", language: Language) -> None:
    from weightplan.answers.moves import Verdict

    typer.echo(answer.text_sv if language == "sv" else answer.text)
    if isinstance(answer, Verdict):
        for broken in answer.broken if not answer.breaks else ():
            typer.echo(f"{broken.rule}: {broken.text}")
        for effect in answer.effects:
            typer.echo(f"{_weights(effect)}  {_loads(effect)}")
    elif answer.moves:
        Console().print(_table(case, answer, language))


def _table(case: "Case", answer: "Moves", language: Language) -> Table:
    from weightplan.report.looks import type_label
    from weightplan.report.words import Words

    words, table = Words(language.value), Table(*_HEADS[language.value])
    table.columns[0].justify = "right"
    for move in answer.moves:
        table.add_row(
            f"{move.cost:+,}",
            f"{words.date(move.start.date())} {_starts(move)}",
            " + ".join(move.clinicians),
            ", ".join(move.rooms),
            type_label(case, move.contact_type, words.language),
            "\n".join(map(_weights, move.effects)),
            "\n".join(map(_loads, move.effects)),
        )
    return table


def _starts(move: "Move") -> str:
    return f"{move.start:%H:%M}" + (f"–{move.last_start:%H:%M}" if move.last_start > move.start else "")


def _weights(effect: "Effect") -> str:
    return f"{effect.clinician} {effect.booked_before:g} → {effect.booked_after:g}"


def _loads(effect: "Effect") -> str:
    return ", ".join(f"{load.day:%m-%d} {load.before} → {load.after}" for load in effect.loads)
