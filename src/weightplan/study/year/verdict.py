"""Whether a queue settles, grows or shrinks: its slope over the last half of the year, repetition by repetition."""

from typing import TYPE_CHECKING, Literal

from weightplan.answers.proof import Answer, Proof
from weightplan.report.words import Words
from weightplan.study.naming import scenario_name
from weightplan.study.statistics import Mean, mean_of
from weightplan.study.wording import Language, written
from weightplan.study.year.frame import Years
from weightplan.study.year.wording import YEAR_FIGURES

if TYPE_CHECKING:
    import pandas as pd

SETTLED = 0.05  # of the referrals a week: a slope that small either way counts as none

Word = Literal["settles", "grows", "shrinks", "unknown"]
WORDS: dict[Word, tuple[str, str]] = {
    "settles": ("kön stabiliseras", "the queue settles"),
    "grows": ("kön växer", "the queue grows"),
    "shrinks": ("kön krymper", "the queue shrinks"),
    "unknown": ("om kön stabiliseras eller växer går ej att säga", "whether the queue settles or grows cannot be told"),
}


class Verdict(Answer):
    """One scenario's queue. `slope` is in patients a week, with its 95 % interval over the repetitions."""

    scenario: str
    verdict: Word
    slope: Mean | None
    margin: float


def told(years: Years) -> tuple[Verdict, ...]:
    """Return the verdict on every scenario, the base first."""
    rows = years.frame()
    return tuple(_told(years, rows[rows["scenario"] == scenario], scenario) for scenario in years.scenarios)


def slopes(weeks: "pd.DataFrame") -> list[float]:
    """Return the least-squares slope of each repetition's queue over the last half of its weeks."""
    import numpy as np

    found = []
    for _, own in weeks.groupby("seed"):
        late = own.sort_values("week").iloc[len(own) // 2 :]
        found.append(float(np.polyfit(late["week"], late["waiting"], 1)[0]))
    return found


def verdict_of(slope: Mean | None, margin: float) -> Word:
    """Return what a slope with its interval says.

    It settles where the whole interval lies within the margin, grows or shrinks where it lies on one side of 0;
    else, and from one repetition alone, it cannot be told.
    """
    if slope is None or slope.low is None or slope.high is None:
        return "unknown"
    if -margin <= slope.low and slope.high <= margin:
        return "settles"
    if slope.low > 0:
        return "grows"
    return "shrinks" if slope.high < 0 else "unknown"


def _told(years: Years, weeks: "pd.DataFrame", scenario: str) -> Verdict:
    slope = mean_of(slopes(weeks)) if len(weeks) else None
    margin = SETTLED * float(weeks["referrals"].mean()) if len(weeks) else 0.0
    word = verdict_of(slope, margin)
    return Verdict(
        text=_sentence(years, scenario, word, slope, "en"),
        text_sv=_sentence(years, scenario, word, slope, "sv"),
        proof=Proof(proven=False, bound=None, seconds=round(float(weeks.groupby("seed")["seconds"].first().sum()), 3)),
        scenario=scenario,
        verdict=word,
        slope=slope,
        margin=round(margin, 4),
    )


def _sentence(years: Years, scenario: str, word: Word, slope: Mean | None, language: Language) -> str:
    name = scenario_name(years, scenario, language)
    shown = written(slope, "slope", Words(language), signed=True, figures=YEAR_FIGURES)
    if language == "sv":
        return f"{name}: {WORDS[word][0]}, {shown} patienter i veckan under den sista halvan."
    return f"{name}: {WORDS[word][1]}, {shown} patients a week over the last half."
