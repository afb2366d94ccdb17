"""One self-contained page of a study, and its pictures beside it."""

from base64 import b64encode
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from weightplan.report.sections import Figures
from weightplan.report.words import Words
from weightplan.study.charts import LEVELS, charts
from weightplan.study.compare import compared
from weightplan.study.frame import SOLVED, Study
from weightplan.study.naming import level_name, scenario_name
from weightplan.study.origin import origins
from weightplan.study.paper import Part, printed, write_page
from weightplan.study.reasons import Reason, reasons
from weightplan.study.statistics import Mean, by_seed, effects, mean_of
from weightplan.study.wording import FIGURES, Language, figure, text, written

if TYPE_CHECKING:
    import pandas as pd


def write_report(study: Study, path: Path, language: Language = "en") -> tuple[Path, ...]:
    """Write the page and a PNG a picture beside it, and return their paths, the page first."""
    pictures = charts(study, language)
    return write_page(path, render(study, pictures, language), pictures)


def render(study: Study, pictures: dict[str, bytes], language: Language) -> str:
    """Return the page as text."""
    words, rows = Words(language), study.solved()
    shown = [name for name in FIGURES if rows[name].notna().any()]
    answers = compared(study)
    parts = [
        Part(
            "summary", text("summary", language), (text("interval", language),), (_summary(study, rows, shown, words),)
        ),
        Part(
            "against",
            text("against", language),
            tuple(answer.text_sv if language == "sv" else answer.text for answer in answers),
            (_differences(study, [(a.scenario, a.differences) for a in answers], shown, words),),
        ),
        Part("effects", text("effects", language), (), (_effects(study, rows, shown, words),)),
        Part("levels", text("levels", language), (), (_by_level(study, rows, words),)),
        Part(
            "pictures",
            text("pictures", language),
            (),
            pictures=tuple((b64encode(png).decode(), _title(name, language)) for name, png in pictures.items()),
        ),
        Part("proof", text("proof", language), _proof(study, words)),
    ]
    without = reasons(study, language)
    if without:
        parts.append(
            Part("failed", text("failed", language), (text("failed_lead", language),), (_without(without, words),))
        )
    return printed(study, words, parts)


def _summary(study: Study, rows: "pd.DataFrame", shown: list[str], words: Words) -> Figures:
    def of(scenario: str, name: str) -> Mean | None:
        return mean_of(list(by_seed(rows, scenario, name).values()))

    table = tuple((figure(n, words.language), *(written(of(s, n), n, words) for s in study.scenarios)) for n in shown)
    solved = rows["scenario"].value_counts()
    counts = tuple(f"{solved.get(s, 0)} / {study.asked.study.repetitions}" for s in study.scenarios)
    worst = rows.groupby("scenario")["gap"].max()
    gaps = tuple(
        words.number(float(worst[s]), 3) if s in worst else text("none", words.language) for s in study.scenarios
    )
    heads = ((text("rows", words.language), *counts), (text("gap", words.language), *gaps))
    return Figures("", _heads(study, words), (*heads, *table))


def _differences(study: Study, found: list[tuple[str, dict[str, Mean]]], shown: list[str], words: Words) -> Figures:
    heads = ("", *(scenario_name(study, scenario, words.language) for scenario, _ in found))
    table = tuple(
        (figure(n, words.language), *(written(means.get(n), n, words, signed=True) for _, means in found))
        for n in shown
    )
    return Figures("", heads, table)


def _effects(study: Study, rows: "pd.DataFrame", shown: list[str], words: Words) -> Figures:
    language = words.language
    by_figure = {name: effects(study, rows, name) for name in shown}
    changes = list(next(iter(by_figure.values()), {}))
    heads = (text("change", language), *(level_name(study, *change, language) for change in changes))
    table = tuple(
        (figure(name, language), *(written(found[change], name, words, signed=True) for change in changes))
        for name, found in by_figure.items()
    )
    return Figures("", heads, table)


def _by_level(study: Study, rows: "pd.DataFrame", words: Words) -> Figures:
    language = words.language

    def of(scenario: str, level: str) -> str:
        return written(mean_of(list(by_seed(rows, scenario, f"unserved_level_{level}").values())), "unserved", words)

    names = [text("level_none", language) if n == "none" else f"{text('level', language)} {n}" for n in LEVELS]
    table = tuple((name, *(of(s, level) for s in study.scenarios)) for name, level in zip(names, LEVELS, strict=True))
    return Figures("", _heads(study, words), table)


def _proof(study: Study, words: Words) -> tuple[str, ...]:
    rows = study.frame()
    counts = ", ".join(f"{status}: {number}" for status, number in rows["status"].value_counts().items())
    gaps = rows[rows["status"].isin(SOLVED)]["gap"].dropna()
    worst = f"; gap ≤ {words.number(float(gaps.max()), 3)}" if len(gaps) else ""
    lines = [f"{len(rows)} / {study.asked.jobs} ({counts}){worst}.", text("honest", words.language)]
    return (*lines, *origins(study.asked.study, words.language))


def _without(found: Iterable[Reason], words: Words) -> Figures:
    heads = tuple(text(head, words.language) for head in ("scenario", "why", "count"))
    return Figures("", heads, tuple((one.name, one.why, words.number(one.rows, 0)) for one in found), names=2)


def _heads(study: Study, words: Words) -> tuple[str, ...]:
    return ("", *(scenario_name(study, scenario, words.language) for scenario in study.scenarios))


def _title(name: str, language: Language) -> str:
    own = {"unserved_by_level": "levels", "weights_against_load": "load"}
    return text(own[name], language) if name in own else figure(name, language)
