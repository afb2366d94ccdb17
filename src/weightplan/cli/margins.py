"""`solve --confidence`: what a plan with a margin for those who stay away is told to people and programs."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from weightplan.cli.options import Language, finite
from weightplan.cli.tables import table
from weightplan.report.onscreen import plain

if TYPE_CHECKING:
    from weightplan.answers.confidence import Aimed
    from weightplan.case import Case
    from weightplan.plan import Plan

Level = Annotated[
    float | None,
    typer.Option(
        "--confidence",
        min=0.01,
        max=1.0,
        callback=finite,
        metavar="P",
        help="Book so much that attended weights reach the target with this probability, for as many as can be.",
    ),
]
HEADS = {
    "sv": ("Medarbetare", "Mål", "Bokat", "Chans utan", "Chans med", "Bäst funna", "Högst"),
    "en": ("Clinician", "Target", "Booked", "Chance without", "Chance with", "Best found", "At most"),
}


def with_margin(
    case: "Case",
    level: float,
    run: Callable[..., "Plan"],
    options: dict[str, Any],
    hint: "Plan | None",
) -> "tuple[Plan, Aimed | None]":
    """Solve a case with a margin, each solve in its share of the limits among the solver's `options`.

    Only the first solve is of the case itself: progress and profile are told of that one alone.
    """
    from weightplan.answers.confidence import plan_for

    def attempt(changed: "Case", share: float, start: "Plan | None") -> "Plan":
        mine = dict(options)
        for limit in ("time_limit", "deterministic_limit"):
            mine[limit] = mine[limit] * share if mine[limit] is not None else None
        if changed is not case:
            mine.update(on_progress=None, profile=None)
        return run(changed, **mine, hint=start or hint)

    return plan_for(case, level, attempt, seconds=options["time_limit"], stop=options["stop"])


def show(answer: "Aimed", language: Language) -> None:
    """Print the sentence, and everybody's chance without and with a margin, in the week's order."""
    from weightplan.answers.confidence.wording import chance_in_words
    from weightplan.report.words import Words

    words, console = Words(language.value), Console()
    console.print(plain(answer.text_sv if language is Language.sv else answer.text))
    rows = [
        (
            m.clinician,
            *(words.weight(weights) for weights in (m.target, m.booked)),
            *(chance_in_words(chance, words) for chance in (m.before, m.after, m.most_found)),
            "–" if m.bound is None else chance_in_words(m.bound, words),
        )
        for m in answer.clinicians
    ]
    console.print(table("", HEADS[language.value], rows))
