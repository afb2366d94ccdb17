"""A study as it stands in the database: what was asked, its rows, and what they say together."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from weightplan.study.compare import compared
from weightplan.study.frame import Study
from weightplan.study.naming import level_name, scenario_name
from weightplan.study.origin import origins
from weightplan.study.reasons import reasons
from weightplan.study.row import Answer, Row
from weightplan.study.statistics import Mean, by_seed, effects, mean_of
from weightplan.study.store import Asked, table_of
from weightplan.study.wording import FIGURES, Language, figure
from weightplan_api.http.stand import Wire
from weightplan_api.store import Jobs
from weightplan_api.store.rows import Rows

LANGUAGES: tuple[Language, ...] = ("sv", "en")


class StudyKpis(Wire):
    """What a study comes to so far. `optimal` rows are proven; `largestGap` is of those that have a plan."""

    scenarios: int
    repetitions: int
    solves: int
    done: int
    failed: int
    optimal: int
    largestGap: float | None


@dataclass(frozen=True)
class Found:
    """A study's rows as a study reads them, in the order of their solves."""

    study_asked: Asked
    rows: tuple[Row, ...]

    def asked(self) -> Asked:
        return self.study_asked

    def table(self, answer: type[Answer]) -> Any:
        return table_of(self.rows, answer, self.study_asked.study.factors)


def found_of(jobs: Jobs, job: str) -> Found | None:
    """Return a study as it stands; None before its run began."""
    text = jobs.answer(job)
    if text is None:
        return None
    rows = tuple(Row.model_validate_json(row) for row in Rows(jobs.database).all(job))
    return Found(Asked.model_validate_json(text), rows)


def kpis_of_study(found: Found) -> StudyKpis:
    asked, statuses = found.asked(), [row.status for row in found.rows]
    return StudyKpis(
        scenarios=len(asked.choices),
        repetitions=asked.study.repetitions,
        solves=asked.jobs,
        done=len(statuses),
        failed=statuses.count("failed"),
        optimal=statuses.count("optimal"),
        largestGap=max((row.gap for row in found.rows if row.gap is not None), default=None),
    )


def tidy(found: Found) -> dict[str, Any]:
    """Return what a study says as plain data: one record a row, a mean, an effect; names in both languages."""
    study, asked = Study(found), found.asked().study
    solved = study.solved()
    shown = [name for name in FIGURES if solved[name].notna().any()]
    means = [
        {"scenario": scenario, "figure": name, **record}
        for scenario in study.scenarios
        for name in shown
        for record in _recorded(mean_of(list(by_seed(solved, scenario, name).values())))
    ]
    changes = [
        {"factor": factor, "level": level, "figure": name, **record}
        for name in shown
        for (factor, level), mean in effects(study, solved, name).items()
        for record in _recorded(mean)
    ]
    return {
        "name": asked.name,
        "question": asked.question,
        "base": study.base,
        "scenarios": [
            {"id": scenario, "levels": choice, "name": _both(partial(scenario_name, study, scenario))}
            for scenario, choice in zip(study.scenarios, found.asked().choices, strict=True)
        ],
        "levels": {
            factor: {level: _both(partial(level_name, study, factor, level)) for level in levels}
            for factor, levels in asked.factors.items()
        },
        "figures": {name: _both(partial(figure, name)) | {"decimals": FIGURES[name][2]} for name in shown},
        "means": means,
        "comparison": [json.loads(answer.model_dump_json()) for answer in compared(study)],
        "effects": changes,
        "reasons": _reasons(study),
        "origins": {language: origins(asked, language) for language in LANGUAGES},
        "rows": [_number(found, row) | _without_pools(row) for row in found.rows],
        "pools": [
            _number(found, row) | pool.model_dump() for row in found.rows if row.figures for pool in row.figures.pools
        ],
    }


def _reasons(study: Study) -> list[dict[str, Any]]:
    by_language = {language: reasons(study, language) for language in LANGUAGES}
    return [
        {"scenario": swedish.scenario, "why": {"sv": swedish.why, "en": english.why}, "rows": swedish.rows}
        for swedish, english in zip(by_language["sv"], by_language["en"], strict=True)
    ]


def _both(name: Callable[[Language], str]) -> dict[str, Any]:
    return {language: name(language) for language in LANGUAGES}


def _recorded(mean: Mean | None) -> Iterator[dict[str, Any]]:
    if mean is not None:
        yield {"mean": mean.mean, "low": mean.low, "high": mean.high, "n": mean.n}


def _without_pools(row: Row) -> dict[str, Any]:
    return {name: value for record in row.records() for name, value in record.items() if name != "pools"}


def _number(found: Found, row: Row) -> dict[str, int]:
    """Return a row's number: by it its week is asked for."""
    asked = found.asked()
    return {"number": asked.choices.index(row.levels) * asked.study.repetitions + row.repetition}
