"""`weightplan staff`: the staffing that reaches the targets, or the targets that the staffing carries."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from weightplan.cli.asking import Stop, asked
from weightplan.cli.beginning import begun
from weightplan.cli.options import AsJson, Language, Rulebook, Tongue, Week, finite
from weightplan.cli.outputs import atomic_files, make_sure_writable
from weightplan.cli.plans import named
from weightplan.report.onscreen import plain

if TYPE_CHECKING:
    from weightplan.answers.proof import Answer
    from weightplan.case import Case
    from weightplan.files.pricelist import PriceList


SURELY = 0.8


def staff(
    week: Week,
    prices: Annotated[
        Path | None,
        typer.Option(metavar="PRICES", help="What may be added, at what cost; an example made from WEEK unless given."),
    ] = None,
    honest_target: Annotated[
        bool, typer.Option("--honest-target", help="Ask instead which target today's staff carries, per role.")
    ] = False,
    reach: Annotated[float, typer.Option(min=0.01, max=1, callback=finite, help="Share who must reach it.")] = 0.9,
    confidence: Annotated[
        float | None,
        typer.Option(
            min=0.01, max=1, callback=finite, show_default=str(SURELY), help="How surely, when patients stay away."
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="DIR", help="Write the changed week and its plan here.")
    ] = None,
    rulebook: Rulebook = None,
    time_limit: Annotated[float, typer.Option(min=0.1, callback=finite, help="Seconds.")] = 300.0,
    language: Tongue = Language.en,
    as_json: AsJson = False,
) -> None:
    """weightplan staff clinic-12 --reach 0.9 --confidence 0.8

    The cheapest staff and rooms to add so that enough people reach their targets, and what is proven of it.

    With --prices prices.yaml they are the unit's own posts, rooms and costs, not an example.

    With --honest-target: the highest target that today's staff can book, role by role, and what no week carries.
    """
    from weightplan.errors import InputError
    from weightplan.files import find, load_case, read_price_list

    if honest_target and prices is not None:
        raise InputError(["--prices does not go with --honest-target, which adds nothing"])
    if honest_target and confidence is not None:
        raise InputError(["--confidence does not go with --honest-target, which asks what can be booked"])
    if honest_target and output is not None:
        raise InputError(["-o does not go with --honest-target, whose plans are printed with --json"])
    case = load_case(week, rulebook)
    inputs = [find(week, "scenarios"), *([prices] if prices is not None else [])]
    make_sure_writable([], output, inputs)
    listed = read_price_list(prices, case) if prices is not None else None
    with named(str(week)):
        answer = asked(
            lambda stop, _: (
                _honest(case, reach, time_limit, stop)
                if honest_target
                else _search(case, listed, reach, confidence or SURELY, time_limit, output, stop)
            )
        )
    if as_json:
        typer.echo(json.dumps(answer.model_dump(mode="json"), indent=2))
    else:
        Console().print(plain(answer.text_sv if language is Language.sv else answer.text))


def _honest(case: "Case", reach: float, seconds: float, stop: Stop) -> "Answer":
    from weightplan.answers.staffing import honest_targets

    plan, left = begun(case, None, seconds, stop)
    return honest_targets(case, plan, reach=reach, seconds=left, stop=stop)


def _search(
    case: "Case",
    listed: "PriceList | None",
    reach: float,
    level: float,
    seconds: float,
    output: Path | None,
    stop: Stop,
) -> "Answer":
    from weightplan.answers.staffing import staff as ask
    from weightplan.answers.staffing.changes import with_change
    from weightplan.files.writing import write_week

    answer = ask(case, listed, reach=reach, confidence=level, seconds=seconds, stop=stop)
    if output is not None and answer.plan is not None and answer.added is not None:
        week = with_change(case, answer.prices, answer.added).week.model_copy(update={"rulebook": case.rulebook})
        with atomic_files(output) as folder:
            write_week(week, folder / "week.json")
            (folder / "plan.json").write_text(answer.plan.model_dump_json(indent=1) + "\n", encoding="utf-8")
    return answer
