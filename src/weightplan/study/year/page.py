"""One self-contained page of a year, and its pictures beside it."""

from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING

from weightplan.report.sections import Figures
from weightplan.report.words import Words
from weightplan.study.naming import scenario_name
from weightplan.study.paper import Part, printed, write_page
from weightplan.study.statistics import by_seed, mean_of, paired
from weightplan.study.wording import Language, figure, text, written
from weightplan.study.year.charts import charts
from weightplan.study.year.frame import LEVELS, PLANNED, Years
from weightplan.study.year.verdict import SETTLED, told
from weightplan.study.year.wording import YEAR_FIGURES, year_text

if TYPE_CHECKING:
    import pandas as pd


def write_year(years: Years, path: Path, language: Language = "en") -> tuple[Path, ...]:
    """Write the page and a PNG a picture beside it, and return their paths, the page first."""
    pictures = charts(years, language)
    return write_page(path, render(years, pictures, language), pictures)


def render(years: Years, pictures: dict[str, bytes], language: Language) -> str:
    """Return the page as text."""
    words, rows = Words(language), years.years()
    verdicts = tuple(verdict.text_sv if language == "sv" else verdict.text for verdict in told(years))
    rule = year_text("rule", language).format(share=round(100 * SETTLED))
    shown = [name for name in YEAR_FIGURES if name in rows and rows[name].notna().any()]
    shots = tuple((b64encode(data).decode(), year_text(name, language)) for name, data in pictures.items())
    parts = [
        Part("verdict", year_text("verdict", language), (*verdicts, rule, year_text("season", language))),
        Part(
            "summary",
            text("summary", language),
            (text("interval", language), year_text("guarantee", language)),
            (_summary(years, rows, shown, words),),
        ),
        Part("against", text("against", language), (), (_differences(years, rows, shown, words),)),
        Part(
            "levels", text("levels", language), (year_text("levels_note", language),), (_by_level(years, rows, words),)
        ),
        Part("weeks", year_text("weeks_title", language), (year_text("bands", language),), pictures=shots),
        Part("proof", text("proof", language), _proof(years, words)),
    ]
    return printed(years, words, parts)


def _summary(years: Years, rows: "pd.DataFrame", shown: list[str], words: Words) -> Figures:
    def of(scenario: str, name: str) -> str:
        return written(mean_of(list(by_seed(rows, scenario, name).values())), name, words, figures=YEAR_FIGURES)

    table = tuple((figure(n, words.language, YEAR_FIGURES), *(of(s, n) for s in years.scenarios)) for n in shown)
    return Figures("", _heads(years, years.scenarios, words), table)


def _differences(years: Years, rows: "pd.DataFrame", shown: list[str], words: Words) -> Figures:
    others = years.scenarios[1:]

    def of(scenario: str, name: str) -> str:
        return written(paired(rows, scenario, years.base, name), name, words, signed=True, figures=YEAR_FIGURES)

    table = tuple((figure(n, words.language, YEAR_FIGURES), *(of(s, n) for s in others)) for n in shown)
    return Figures("", _heads(years, others, words), table)


def _by_level(years: Years, rows: "pd.DataFrame", words: Words) -> Figures:
    language = words.language

    def of(scenario: str, level: str) -> str:
        return written(mean_of(list(by_seed(rows, scenario, f"unserved_level_{level}").values())), "unserved", words)

    names = [text("level_none", language) if n == "none" else f"{text('level', language)} {n}" for n in LEVELS]
    table = tuple((name, *(of(s, level) for s in years.scenarios)) for name, level in zip(names, LEVELS, strict=True))
    return Figures("", _heads(years, years.scenarios, words), table)


def _proof(years: Years, words: Words) -> tuple[str, ...]:
    rows, weeks, asked = years.rows, years.frame(), years.asked
    language, gaps = words.language, weeks["gap"].dropna()
    assert asked.study.year is not None
    counts = year_text("proof", language).format(
        done=len(weeks.drop_duplicates(["scenario", "seed"])),
        all=asked.jobs,
        failed=int((rows["status"] == "failed").sum()),
        solved=int(weeks["plan_status"].isin(PLANNED).sum()),
        none=int((~weeks["plan_status"].isin(PLANNED)).sum()),
        optimal=int((weeks["plan_status"] == "optimal").sum()),
        gap=words.number(float(gaps.mean()), 3) if len(gaps) else text("none", language),
        worst=words.number(float(gaps.max()), 3) if len(gaps) else text("none", language),
    )
    origin = year_text(f"origin_{asked.study.year.origin}", language)
    return counts, year_text("honest", language), year_text("example", language).format(origin=origin)


def _heads(years: Years, scenarios: list[str], words: Words) -> tuple[str, ...]:
    return ("", *(scenario_name(years, scenario, words.language) for scenario in scenarios))
