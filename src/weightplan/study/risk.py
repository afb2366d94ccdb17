"""The risk assessment that the law asks for before a target or a contract changes: what changes for whom.

Arbetsmiljölagen (1977:1160) 3 kap. 2 a § and the Work Environment Authority's provisions on
planning and organising work-environment management (AFS 2023:2) ask an employer to assess risks, in
writing, before changes.
"""

import csv
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from weightplan.report.sections import Figures
from weightplan.report.words import Words
from weightplan.study.frame import Study
from weightplan.study.naming import pool_name, scenario_name
from weightplan.study.paper import Part, printed
from weightplan.study.statistics import Mean, by_seed, mean_of, paired
from weightplan.study.wording import Language

if TYPE_CHECKING:
    import pandas as pd

Number = Callable[[float, int], str]

# measure: (Swedish, English, decimals), each per person and horizon but for the shares
MEASURES: dict[str, tuple[str, str, int]] = {
    "true_minutes": ("Verklig tid, minuter per person", "True minutes a person", 0),
    "load": ("Belastning, poäng per person", "Load, points a person", 1),
    "phone_share": ("Telefonens andel av kontakttiden", "Phone's share of contact minutes", 3),
    "first_visits": ("Nybesök per person", "First visits a person", 2),
    "target": ("Mål, vikter per person", "Target, weights a person", 1),
    "at_target": ("Andel som når målet", "Share who reach the target", 2),
}
HEADS = {
    "sv": ("Scenario", "Roller", "Personer", "Mått", "Före", "Efter", "Skillnad", "95 % från", "95 % till"),
    "en": ("Scenario", "Roles", "People", "Measure", "Before", "After", "Difference", "95 % from", "95 % to"),
}
TITLE = {"sv": "Riskbedömning inför ändring: underlag", "en": "Risk assessment before a change: basis"}
LEAD = {
    "sv": (
        "Underlag till den skriftliga riskbedömning som arbetsgivaren gör före ändringar i verksamheten "
        "(arbetsmiljölagen 3 kap. 2 a §, AFS 2023:2). Arbetsgivaren bedömer riskerna, beslutar om åtgärder och "
        "samverkar med skyddsombuden.",
        "Talen gäller roller, aldrig personer, och visas först från {least} personer; mindre roller visas tillsammans.",
    ),
    "en": (
        "Basis for the written risk assessment that the employer makes before changes (arbetsmiljölagen 3 kap. 2 a §, "
        "AFS 2023:2). Judging the risks, acting on them and consulting the safety representatives is the employer's.",
        "Figures are of roles, never of people, and shown from {least} people; smaller roles are shown together.",
    ),
}
NOTHING = {
    "sv": "Enheten har för få medarbetare för att några tal ska visas.",
    "en": "The unit has too few people for any figure to be shown.",
}


def write_risk(study: Study, path: Path, language: Language = "en") -> None:
    """Write the assessment as a page (.html) or a table (.csv, one row a scenario, role and measure)."""
    as_table = path.suffix.lower() == ".csv"
    table = figures(study, language, _machine if as_table else Words(language).number)
    if as_table:
        file = StringIO()
        csv.writer(file, lineterminator="\n").writerows([table.heads, *table.rows])
        path.write_text(file.getvalue(), encoding="utf-8-sig")  # so that Excel reads å, ä and ö
        return
    lead = tuple(line.format(least=study.asked.min_group_size) for line in LEAD[language])
    part = Part("risk", TITLE[language], lead if table.rows else (*lead, NOTHING[language]), (table,))
    path.write_text(printed(study, Words(language), [part]), encoding="utf-8")


def figures(study: Study, language: Language, number: Number) -> Figures:
    """Return what changes for each pool of roles in each scenario, paired by seed, numbers written by `number`."""
    rows = measured(study)
    found = [
        (scenario_name(study, scenario, language), pool_name(study, roles, language), *line)
        for scenario in study.scenarios[1:]
        for roles in dict.fromkeys(rows["roles"])
        for line in _lines(rows[rows["roles"] == roles], scenario, study.base, language, number)
    ]
    return Figures("", HEADS[language], tuple(found), names=2)


def measured(study: Study) -> "pd.DataFrame":
    """Return one row a solve and pool, with every measure a person."""
    rows = study.pools()
    if rows.empty:
        return rows.assign(roles=[])
    made = rows[["scenario", "seed", "roles", "people"]].copy()
    for name in MEASURES:
        if name != "phone_share":
            made[name] = rows[name] / rows["people"]
    made["phone_share"] = (rows["phone_minutes"] / rows["contact_minutes"].where(rows["contact_minutes"] > 0)).fillna(
        0.0
    )
    return made


def _lines(rows: "pd.DataFrame", scenario: str, base: str, language: Language, number: Number) -> list[tuple[str, ...]]:
    lines = []
    people = rows[rows["scenario"] == scenario]["people"]
    for name, (swedish, english, decimals) in MEASURES.items():
        change = paired(rows, scenario, base, name)
        if change is None:
            continue
        both = by_seed(rows, scenario, name).keys() & by_seed(rows, base, name).keys()
        sides = [mean_of([v for seed, v in by_seed(rows, s, name).items() if seed in both]) for s in (base, scenario)]
        numbers = [*(side.mean for side in sides if side), *_interval(change)]
        shown = tuple("–" if n is None else number(n, decimals) for n in numbers)
        lines.append((str(int(people.max())), swedish if language == "sv" else english, *shown))
    return lines


def _machine(value: float, decimals: int) -> str:
    return f"{value:.{decimals}f}"


def _interval(change: Mean) -> tuple[float | None, ...]:
    return change.mean, change.low, change.high
