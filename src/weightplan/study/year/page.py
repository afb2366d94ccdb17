"""One self-contained page of a year, and its pictures beside it."""

from base64 import b64encode
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING

from weightplan.report.sections import Figures
from weightplan.report.words import Words
from weightplan.study.naming import scenario_name
from weightplan.study.paper import Part, printed, write_page
from weightplan.study.statistics import by_seed, mean_of, paired
from weightplan.study.wording import Language, figure, text, written
from weightplan.study.year.charts import charts
from weightplan.study.year.frame import LEVELS, Years
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
    shown = [name for name in YEAR_FIGURES if name in rows and rows[name].notna().any()]
    shots = tuple((b64encode(data).decode(), year_text(name, language)) for name, data in pictures.items())
    parts = [
        Part("verdict", year_text("verdict", language), _verdict(years, language)),
        Part(
            "summary",
            text("summary", language),
            (text("interval", language), *(year_text(n, language) for n in ("guarantee", "base_queue", "crisis_note"))),
            (_summary(years, rows, shown, words),),
        ),
        Part("against", text("against", language), (), (_differences(years, rows, shown, words),)),
        Part(
            "levels", text("levels", language), (year_text("levels_note", language),), (_by_level(years, rows, words),)
        ),
        Part("weeks", year_text("weeks_title", language), (year_text("bands", language),), pictures=shots),
        Part("proof", text("proof", language), _proof(years, words), (_by_scenario(years, words),)),
    ]
    return printed(years, words, parts)


def _verdict(years: Years, language: Language) -> tuple[str, ...]:
    verdicts = told(years)
    methods = dict.fromkeys(verdict.method for verdict in verdicts)
    how = " ".join(year_text(f"how_{method}", language) for method in methods)
    rule = year_text("rule", language).format(share=round(100 * SETTLED), how=how)
    caveats = (year_text(f"caveat_{method}", language) for method in methods)
    return (*(verdict.text_sv if language == "sv" else verdict.text for verdict in verdicts), rule, *caveats)


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
        return written(mean_of(list(by_seed(rows, scenario, f"missed_level_{level}").values())), "unserved", words)

    names = [text("level_none", language) if n == "none" else f"{text('level', language)} {n}" for n in LEVELS]
    table = tuple((name, *(of(s, level) for s in years.scenarios)) for name, level in zip(names, LEVELS, strict=True))
    return Figures("", _heads(years, years.scenarios, words), table)


def _proof(years: Years, words: Words) -> tuple[str, ...]:
    asked, language = years.asked, words.language
    assert asked.study.year is not None
    counts = year_text("proof", language).format(
        done=len(years.frame().drop_duplicates(["scenario", "seed"])),
        all=asked.jobs,
        failed=int((years.rows["status"] == "failed").sum()),
    )
    origin = year_text(f"origin_{asked.study.year.origin}", language)
    return counts, year_text("honest", language), year_text("example", language).format(origin=origin)


def _by_scenario(years: Years, words: Words) -> Figures:
    """Return how far the weeks of each scenario are proven: what is compared should be found alike."""
    weeks = years.frame()
    own = [weeks[weeks["scenario"] == scenario] for scenario in years.scenarios]
    gaps = [part["gap"].dropna() for part in own]

    def counted(*states: str) -> list[str]:
        return [words.number(int(part["plan_status"].isin(states).sum())) for part in own]

    def gap(values: list[float]) -> list[str]:
        return [text("none", words.language) if isnan(value) else words.number(value, 3) for value in values]

    table = {
        "years_done": [words.number(part["seed"].nunique()) for part in own],
        "weeks_planned": counted("optimal", "feasible"),
        "weeks_impossible": counted("infeasible"),
        "weeks_out_of_time": counted("unknown"),
        "weeks_optimal": counted("optimal"),
        "gap_mean": gap([float(values.mean()) for values in gaps]),
        "gap_worst": gap([float(values.max()) for values in gaps]),
    }
    rows = tuple((year_text(name, words.language), *cells) for name, cells in table.items())
    return Figures("", _heads(years, years.scenarios, words), rows)


def _heads(years: Years, scenarios: list[str], words: Words) -> tuple[str, ...]:
    return ("", *(scenario_name(years, scenario, words.language) for scenario in scenarios))
