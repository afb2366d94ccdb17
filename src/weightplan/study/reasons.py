"""Why rows came to nothing: each reason and of how many rows, by scenario."""

import re
from collections import Counter
from typing import NamedTuple

from weightplan.study.frame import SOLVED, Study
from weightplan.study.naming import scenario_name
from weightplan.study.wording import Language, text

_OF_ONE_ROW = re.compile(r"'[^']*'|(?<=\[)[^\]]*(?=\])|\d[\d.,]*(?<=\d)")


class Reason(NamedTuple):
    """Why so many `rows` of a scenario, by its id and by what people call it, have no plan."""

    scenario: str
    name: str
    why: str
    rows: int


def reasons(study: Study, language: Language) -> tuple[Reason, ...]:
    """Return why rows have no plan, in the order of the scenarios, the most frequent reason first.

    Numbers and names are left out of errors: they differ from row to row, and some are of people.
    """
    rows = study.frame()
    rows = rows[~rows["status"].isin(SOLVED)]
    found = {scenario: Counter[str]() for scenario in study.scenarios if scenario in set(rows["scenario"])}
    for scenario, status, error in zip(rows["scenario"], rows["status"], rows["error"], strict=True):
        found[scenario][_without_names(error) if status == "failed" else text(f"why_{status}", language)] += 1
    return tuple(
        Reason(scenario, scenario_name(study, scenario, language), why, number)
        for scenario, counts in found.items()
        for why, number in counts.most_common()
    )


def told(study: Study, language: Language) -> list[str]:
    """Return a line for each reason."""
    rows = text("rows_of", language)
    return [f"{reason.name}: {reason.rows} {rows}: {reason.why}" for reason in reasons(study, language)]


def _without_names(error: str) -> str:
    return _OF_ONE_ROW.sub("…", error)
