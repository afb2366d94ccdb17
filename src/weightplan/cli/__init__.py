"""The command line: parse, call, print. Data on stdout, progress and errors on stderr.

Exit codes: 0 done, 1 bad input or a broken hard rule, 2 usage, 3 proven infeasible, 4 out of
time without a plan. What is heavy to import is imported inside the commands.
"""

from typing import Annotated

import typer

from weightplan import __version__
from weightplan.cli import (
    capa,
    check,
    confidence,
    conflict,
    convert,
    diff,
    equity,
    fair,
    frontier,
    moves,
    new,
    price,
    reach,
    replan,
    schema,
    serve,
    show,
    solve,
    staff,
    study,
    trust,
    validate,
    why,
    year,
)
from weightplan.cli.errors import PlainGroup

app = typer.Typer(
    name="weightplan",
    cls=PlainGroup,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"weightplan {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """weightplan solve clinic-12 --html week.html

    From a week of needs to a proven schedule.
    """


for _command, _summary in (
    (solve.solve, "Make the best plan for a week, with a proof of how good it is."),
    (check.check, "Check a plan, whoever made it: every broken rule and its cost."),
    (show.show, "Show a plan in the terminal or as a page, per clinician and per room."),
    (why.why, "What keeps a clinician from the target: the most that any legal week gives."),
    (price.price, "What each rule costs a clinician or the unit in weights."),
    (reach.reach, "What it would take for a clinician to reach the target: the cheapest changes."),
    (fair.fair, "Share weights out so that nobody is left behind who could be raised."),
    (frontier.frontier, "What weights cost in load, or people at target in needs unserved, with bounds."),
    (moves.moves, "Show where one appointment could be instead, and what that costs."),
    (replan.replan, "Mend a plan when somebody is ill: the fewest patients moved, then the least cost."),
    (conflict.conflict, "Where no plan is legal: what clashes, and the cheapest ways out."),
    (staff.staff, "Which staff and rooms reach the targets, or which target today's staff carries."),
    (capa.capa, "The same unit through CAPA's arithmetic, beside ours."),
    (equity.equity, "Weights and contact minutes per listed inhabitant and site."),
    (confidence.confidence, "How surely attended weights reach the target."),
    (trust.trust, "What speaks for and against trusting a plan."),
    (diff.diff, "Compare two plans of a week, or a plan under two rulebooks."),
    (year.year, "Let linked weeks pass, each of them solved: when queues settle, and what a mix does to load."),
    (validate.validate, "Say what is wrong with a week, without solving it."),
    (convert.convert, "Write a week and its plan as Excel, CSV, YAML, FHIR, a time-book's table or calendars."),
    (new.new, "Write a commented week and rulebook to start from."),
    (serve.serve, "Serve the planner's page and the API."),
    (serve.worker, "Work jobs off beside a server."),
    (serve.token, "Make, list and forget tokens: who may use the service."),
    (schema.schema, "Print the JSON Schema of the files."),
):
    app.command(short_help=_summary)(_command)
app.add_typer(
    study.study, name="study", short_help="Ask HR's questions: which staffing, which contract, how many reach."
)

__all__ = ["app"]
