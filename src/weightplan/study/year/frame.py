"""A year's rows as pandas sees them: one a week, or one a year."""

from functools import cached_property
from typing import TYPE_CHECKING

from weightplan.study.frame import Answers
from weightplan.study.year.row import YearRun

if TYPE_CHECKING:
    import pandas as pd

KEYS = ["scenario", "repetition", "seed"]
SUMMED = (
    "referrals", "discharged", "first_begun", "asked", "held", "no_show", "cancelled", "unserved",
    "stepped_up", "stepped_down", "target", "booked", "attended",
)  # fmt: skip
SHARES = {  # share: (part, whole), over the year
    "first_in_90_share": ("first_in_90", "first_begun"),
    "first_wait": ("first_days", "first_begun"),
    "treatment_in_90_share": ("treatment_in_90", "treatment_begun"),
    "treatment_wait": ("treatment_days", "treatment_begun"),
    "unserved_share": ("unserved", "asked"),
    "booked_share": ("booked", "target"),
    "phone_share": ("phone_minutes", "contact_minutes"),
    "written_share": ("written_minutes", "contact_minutes"),
}
LEVELS = ("1", "2", "3", "4", "none")


class Years(Answers):
    """Years, one row a week of each."""

    kind = "year"

    @cached_property
    def rows(self) -> "pd.DataFrame":
        """Return every row that is there, those of repetitions that failed too."""
        table: pd.DataFrame = self._kept.table(YearRun).to_pandas()
        return table

    def frame(self) -> "pd.DataFrame":
        """Return one row a week of every year that is done: scenario, `factor_<name>`, seed, week and figures."""
        rows = self.rows
        return rows[rows["status"] == "done"].reset_index(drop=True)

    def years(self) -> "pd.DataFrame":
        """Return one row a scenario and repetition: sums and shares of its year, and how it ended."""
        weeks = self.frame()
        groups = weeks.groupby(KEYS, sort=False)
        counted = {*SUMMED, *(name for pair in SHARES.values() for name in pair)}
        sums = groups[sorted(counted)].sum(min_count=1)
        made = sums[list(SUMMED)].copy()
        for share, (part, whole) in SHARES.items():
            made[share] = sums[part] / sums[whole].where(sums[whole] > 0)
        made["load_per_fte"] = groups["load_per_fte"].mean()
        made["waiting_mean"] = groups["waiting"].mean()
        last = weeks.sort_values("week").groupby(KEYS, sort=False).last()
        for name in ("waiting", "waiting_over_90", "in_course"):
            made[f"{name}_end"] = last[name]
        for level in LEVELS:
            made[f"unserved_level_{level}"] = groups[f"unserved_level_{level}"].sum()
        made["weeks_without_plan"] = groups["plan_status"].agg(lambda states: (~states.isin(PLANNED)).sum())
        return made.reset_index()


PLANNED = ("optimal", "feasible")
