"""`weightplan equity`: weights and contact minutes per listed inhabitant and site."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from weightplan.cli.options import AsJson, Language, Rulebook, Tongue, Week
from weightplan.cli.outputs import atomic, make_sure_writable
from weightplan.cli.plans import named, read_plan_of
from weightplan.cli.tables import table
from weightplan.report.onscreen import plain


def equity(
    week: Week,
    plan: Annotated[Path, typer.Argument(metavar="PLAN", help="A plan of this week.")],
    listed: Annotated[
        Path, typer.Option("--listed", metavar="F", help="Who is listed at each site, by level, and travel.")
    ],
    html: Annotated[Path | None, typer.Option(metavar="F", help="Write a page to look at and print.")] = None,
    rulebook: Rulebook = None,
    language: Tongue = Language.en,
    as_json: AsJson = False,
) -> None:
    """weightplan equity clinic-40 plan.json --listed listed.yaml

    What each site's listed inhabitants get, beside what the unit's own means by level would give them.
    """
    from weightplan.answers.equity import equity as ask
    from weightplan.answers.equity.section import section
    from weightplan.answers.page.wording import Say
    from weightplan.files import find, load_case, read_listed
    from weightplan.report.words import Words

    case = load_case(week, rulebook)
    made, who = read_plan_of(case, plan), read_listed(listed, case)
    make_sure_writable([html] if html is not None else [], None, [plan, listed, find(week, "scenarios")])
    with named(str(plan)):
        answer = ask(case, made, who)
    shown = section(Say(Words(language.value)), answer)
    if html is not None:
        from weightplan.report.sheet import write_sheet

        with atomic(html) as draft:
            write_sheet(case, draft, language.value, [shown])
        typer.echo(f"{html}: written", err=True)
    if as_json:
        typer.echo(json.dumps(answer.model_dump(mode="json"), indent=2))
        return
    console = Console()
    console.print(plain(shown.lines[0]))
    for figures in shown.figures:
        console.print(table(figures.caption, figures.heads, figures.rows, figures.names))
