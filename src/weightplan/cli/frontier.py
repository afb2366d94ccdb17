"""`weightplan frontier`: what one thing costs in another, as plans with bounds."""

import json
import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

import typer
from rich.console import Console

from weightplan.cli.asking import Stop, asked
from weightplan.cli.beginning import begun
from weightplan.cli.options import AsJson, Language, Rulebook, Tongue, Week, finite
from weightplan.cli.outputs import atomic, atomic_files, make_sure_writable
from weightplan.cli.pages import Names, write_page
from weightplan.cli.plans import named
from weightplan.cli.tables import table
from weightplan.report.onscreen import plain

if TYPE_CHECKING:
    from weightplan.answers.frontier import Frontier
    from weightplan.case import Case


class Of(StrEnum):
    """What is to be had."""

    weights = "weights"
    attainment = "attainment"
    confidence = "confidence"


class Against(StrEnum):
    """What it costs."""

    load = "load"
    unserved = "unserved"


FOR_PAGES = 0.05  # of the time, where every plan's page is written
_HEADS = {"en": ("Plan", "At most", "Left unserved"), "sv": ("Plan", "Som mest", "Lämnas kvar")}


def frontier(
    week: Week,
    of: Annotated[
        Of, typer.Option("--of", help="What to raise: weights, or people at or sure of their target.")
    ] = Of.weights,
    against: Annotated[Against, typer.Option(help="What it costs: load, or needs unserved.")] = Against.load,
    confidence: Annotated[
        float, typer.Option(min=0.01, max=1, callback=finite, help="How sure `--of confidence` means.")
    ] = 0.8,
    keep: Annotated[
        int,
        typer.Option(min=0, max=4, help="Against load: leave no more needs of priorities 1 to this than PLAN does."),
    ] = 4,
    points: Annotated[int, typer.Option(min=1, max=100, help="Limits to ask for.")] = 10,
    plan: Annotated[Path | None, typer.Option(metavar="PLAN", help="Begin from this plan, not from a new one.")] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="DIR", help="Write each plan here with its page: point-1.json, .html, ..."
        ),
    ] = None,
    html: Annotated[
        Path | None, typer.Option(metavar="F", help="Write the picture as a page that opens each plan's; takes -o.")
    ] = None,
    rulebook: Rulebook = None,
    time_limit: Annotated[float, typer.Option(min=0.1, callback=finite, help="Seconds.")] = 120.0,
    language: Tongue = Language.en,
    as_json: AsJson = False,
) -> None:
    """weightplan frontier clinic-12 -o points --html front.html

    Plans of which none is as good as another in both, each with what no legal plan passes.

    Needs come first: against load, no plan leaves more unserved, by price, than the plan that it begins from;
    with --keep 2 that holds of the urgent ones alone.

    Exit code 3: proven infeasible; 4: no plan found in time.
    """
    from weightplan.answers.frontier import frontier as ask
    from weightplan.errors import InputError
    from weightplan.files import find, load_case

    if html is not None and output is None:
        raise InputError([f"--html {html}: its points open the plans' pages; say with -o DIR where those go"])
    case = load_case(week, rulebook)
    inputs = [find(week, "scenarios"), *([plan] if plan is not None else [])]
    make_sure_writable([html] if html is not None else [], output, inputs)

    def question(stop: Stop, _: object) -> "Frontier":
        start, seconds = begun(case, plan, time_limit * (1 if output is None else 1 - FOR_PAGES), stop)
        return ask(
            case,
            start,
            of.value,
            against.value,
            points=points,
            seconds=seconds,
            confidence=confidence,
            kept=keep,
            stop=stop,
        )

    with named(str(plan or week)):
        answer = asked(question)
    if output is not None:
        pages = _write_plans(case, answer, output, (week, rulebook), language)
        if html is not None:
            _write_picture(case, answer, pages, html, language)
    if as_json:
        typer.echo(json.dumps(answer.model_dump(mode="json"), indent=2))
    else:
        _print(answer, language)


def _write_plans(
    case: "Case", answer: "Frontier", folder: Path, names: tuple[str, str | None], language: Language
) -> list[Path]:
    """Write every point's plan, then its page; return where the pages are."""
    plans = [folder / f"point-{number}.json" for number in range(1, len(answer.points) + 1)]
    with atomic_files(folder) as draft:
        for path, point in zip(plans, answer.points, strict=True):
            (draft / path.name).write_text(point.plan.model_dump_json(indent=1) + "\n", encoding="utf-8")
    pages = [path.with_suffix(".html") for path in plans]
    for path, page, point in zip(plans, pages, answer.points, strict=True):
        write_page(case, point.plan, page, language, Names(str(path), *names))
    return pages


def _write_picture(case: "Case", answer: "Frontier", pages: list[Path], html: Path, language: Language) -> None:
    from weightplan.answers.frontier.chart import page

    beside = html.resolve().parent
    links = [quote(Path(os.path.relpath(path.resolve(), beside)).as_posix()) for path in pages]
    with atomic(html) as path:
        path.write_text(page(case, answer, links, language.value), encoding="utf-8")


def _print(answer: "Frontier", language: Language) -> None:
    from weightplan.answers.frontier.wording import AXES, gain_in_words
    from weightplan.report.words import Words

    words, console = Words(language.value), Console()
    number, most, left = _HEADS[language.value]
    axes = AXES[language.value]
    heads = (number, axes[answer.against], axes[answer.of], most, *([left] if answer.against == "load" else []))
    rows = [
        (
            str(place),
            words.number(point.loss),
            gain_in_words(answer.of, point.gain, words),
            "–" if point.bound is None else gain_in_words(answer.of, point.bound, words),
            *([words.number(point.left)] if answer.against == "load" else []),
        )
        for place, point in enumerate(answer.points, 1)
    ]
    console.print(plain(answer.text_sv if language is Language.sv else answer.text))
    console.print(table(words("front"), heads, rows))
