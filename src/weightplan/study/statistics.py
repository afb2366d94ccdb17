"""Means over repetitions, how sure they are, and differences paired by seed."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from weightplan.study.frame import Study

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Mean:
    """A mean over `n` repetitions, with its interval by Student's t; None with fewer than two."""

    mean: float
    low: float | None
    high: float | None
    n: int

    @property
    def clear(self) -> bool:
        """Say whether the interval leaves 0 out."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


def mean_of(values: Sequence[float]) -> Mean | None:
    """Return the mean with its 95 % interval; None of nothing."""
    if not values:
        return None
    middle, n = fmean(values), len(values)
    if n < 2:
        return Mean(middle, None, None, n)
    from scipy.stats import t

    half = float(t.ppf((1 + CONFIDENCE) / 2, n - 1)) * stdev(values) / sqrt(n)
    return Mean(middle, middle - half, middle + half, n)


def by_seed(rows: "pd.DataFrame", scenario: str, figure: str) -> dict[int, float]:
    """Return a figure of one scenario by seed, of the repetitions that have it."""
    own = rows[rows["scenario"] == scenario].dropna(subset=figure)
    return {int(seed): float(value) for seed, value in zip(own["seed"], own[figure], strict=True)}


def paired(rows: "pd.DataFrame", scenario: str, base: str, figure: str) -> Mean | None:
    """Return the mean difference of a scenario to the base over the seeds that both have a plan for."""
    ours, theirs = by_seed(rows, scenario, figure), by_seed(rows, base, figure)
    return mean_of([ours[seed] - theirs[seed] for seed in sorted(ours.keys() & theirs.keys())])


def effects(study: "Study", rows: "pd.DataFrame", figure: str) -> dict[tuple[str, str], Mean | None]:
    """Return what each level of each factor adds to a figure, compared with the factor's base level.

    Main effects by least squares within each seed whose every scenario has a plan, then their mean over the
    seeds. None where the design cannot tell the effects apart, or no seed is complete.
    """
    import numpy as np

    asked = study.asked.study
    names = [(f, level) for f, levels in asked.factors.items() for level in levels if level != asked.base_level(f)]
    columns = [[1.0] * len(study.asked.choices)]
    columns += [[float(choice[f] == level) for choice in study.asked.choices] for f, level in names]
    design = np.array(columns).T
    tellable = int(np.linalg.matrix_rank(design)) == len(columns)
    tables = [by_seed(rows, scenario, figure) for scenario in study.scenarios]
    complete = set.intersection(*(set(table) for table in tables)) if tellable else set()
    found = [np.linalg.lstsq(design, np.array([t[seed] for t in tables]), rcond=None)[0] for seed in sorted(complete)]
    return {name: mean_of([round(float(each[place]), 9) for each in found]) for place, name in enumerate(names, 1)}
