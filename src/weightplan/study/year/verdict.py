"""Whether a queue settles, grows or shrinks: how it changes late in the year, repetition by repetition."""

from typing import TYPE_CHECKING, Literal

from weightplan.answers.proof import Answer, Proof
from weightplan.report.words import Words
from weightplan.study.naming import scenario_name
from weightplan.study.statistics import Mean, mean_of
from weightplan.study.wording import Language, written
from weightplan.study.year.frame import Years
from weightplan.study.year.wording import YEAR_FIGURES, year_text

if TYPE_CHECKING:
    import pandas as pd

SETTLED = 0.05  # of the referrals a week: a change that small either way counts as none
YEAR_WEEKS = 52

Method = Literal["year_on_year", "slope"]
Word = Literal["settles", "grows", "shrinks", "unknown"]
WORDS: dict[Word, tuple[str, str]] = {
    "settles": ("kön stabiliseras", "the queue settles"),
    "grows": ("kön växer", "the queue grows"),
    "shrinks": ("kön krymper", "the queue shrinks"),
    "unknown": ("om kön stabiliseras eller växer går ej att säga", "whether the queue settles or grows cannot be told"),
}


class Verdict(Answer):
    """One scenario's queue. `change` is in patients a week, with its 95 % interval over the repetitions.

    `method` says how it was taken, `caveat` what that cannot tell.
    """

    scenario: str
    verdict: Word
    method: Method
    change: Mean | None
    margin: float
    caveat: str
    caveat_sv: str


def told(years: Years) -> tuple[Verdict, ...]:
    """Return the verdict on every scenario, the base first."""
    rows = years.frame()
    return tuple(_told(years, rows[rows["scenario"] == scenario], scenario) for scenario in years.scenarios)


def method_of(weeks: int) -> Method:
    """Return how a queue's change over so many weeks is taken: against the year before where there are two."""
    return "year_on_year" if weeks >= 2 * YEAR_WEEKS else "slope"


def changes(weeks: "pd.DataFrame", method: Method) -> list[float]:
    """Return the change of each repetition's queue, in patients a week.

    By `year_on_year` the mean over the last 52 weeks of the queue less that of the same week a year before, over 52;
    by `slope` the least-squares slope over the last half of the weeks.
    """
    import numpy as np

    found = []
    for _, own in weeks.groupby("seed"):
        queue = own.sort_values("week")["waiting"].to_numpy(dtype=float)
        if method == "year_on_year":
            grown = queue[-YEAR_WEEKS:] - queue[-2 * YEAR_WEEKS : -YEAR_WEEKS]
            found.append(float(grown.mean()) / YEAR_WEEKS)
        else:
            late = queue[len(queue) // 2 :]
            found.append(float(np.polyfit(range(len(late)), late, 1)[0]))
    return found


def verdict_of(change: Mean | None, margin: float) -> Word:
    """Return what a change with its interval says.

    It settles where the whole interval lies within the margin, grows or shrinks where it lies on one side of 0;
    else, and from one repetition alone, it cannot be told.
    """
    if change is None or change.low is None or change.high is None:
        return "unknown"
    if -margin <= change.low and change.high <= margin:
        return "settles"
    if change.low > 0:
        return "grows"
    return "shrinks" if change.high < 0 else "unknown"


def _told(years: Years, weeks: "pd.DataFrame", scenario: str) -> Verdict:
    assert years.asked.study.year is not None
    method = method_of(int(weeks["week"].max()) + 1 if len(weeks) else years.asked.study.year.weeks)
    change = mean_of(changes(weeks, method)) if len(weeks) else None
    margin = SETTLED * float(weeks["referrals"].mean()) if len(weeks) else 0.0
    word = verdict_of(change, margin)
    return Verdict(
        text=_sentence(years, scenario, word, change, method, "en"),
        text_sv=_sentence(years, scenario, word, change, method, "sv"),
        proof=Proof(proven=False, bound=None, seconds=round(float(weeks.groupby("seed")["seconds"].first().sum()), 3)),
        scenario=scenario,
        verdict=word,
        method=method,
        change=change,
        margin=round(margin, 4),
        caveat=year_text(f"caveat_{method}", "en"),
        caveat_sv=year_text(f"caveat_{method}", "sv"),
    )


def _sentence(years: Years, scenario: str, word: Word, change: Mean | None, method: Method, language: Language) -> str:
    name = scenario_name(years, scenario, language)
    shown = written(change, "change", Words(language), signed=True, figures=YEAR_FIGURES)
    when = year_text(f"over_{method}", language)
    if language == "sv":
        return f"{name}: {WORDS[word][0]}, {shown} patienter i veckan {when}."
    return f"{name}: {WORDS[word][1]}, {shown} patients a week {when}."
