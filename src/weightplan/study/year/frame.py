"""A year's rows as pandas sees them: one a week, or one a year."""

from functools import cached_property
from typing import TYPE_CHECKING

from weightplan.study.frame import Answers
from weightplan.study.year.row import YearRun

if TYPE_CHECKING:
    import pandas as pd

KEYS = ["scenario", "repetition", "seed"]
SUMMED = (
    "referrals", "discharged", "discharged_unseen", "first_begun", "asked", "held", "no_show", "cancelled",
    "course_ended", "unserved", "not_asked", "crisis_due", "crisis_uncovered", "stepped_up", "stepped_down",
    "target", "booked", "due", "attended",
)  # fmt: skip
SHARES = {  # share: (part, whole), over the year
    "place_wait": ("place_days", "place_given"),
    "first_in_90_share": ("first_in_90", "first_begun"),
    "first_wait": ("first_days", "first_begun"),
    "treatment_in_90_share": ("treatment_in_90", "treatment_begun"),
    "treatment_wait": ("treatment_days", "treatment_begun"),
    "missed_share": ("missed", "contacts_due"),
    "crisis_uncovered_share": ("crisis_uncovered", "crisis_due"),
    "booked_share": ("booked", "target"),
    "phone_share": ("phone_minutes", "contact_minutes"),
    "written_share": ("written_minutes", "contact_minutes"),
}
AT_END = (
    "waiting", "waiting_over_90", "treatment_waiting", "treatment_waiting_over_90", "no_place", "orphaned", "in_course",
)  # fmt: skip
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
        """Return one row a week of every year that is done: scenario, `factor_<name>`, seed, week and figures.

        `contacts_due` are those asked for and those that nobody could be asked for; `missed` are those of them that no
        plan held, `missed_level_*` by level of care.
        """
        weeks = self.rows[self.rows["status"] == "done"].reset_index(drop=True)
        made = {"contacts_due": weeks["asked"] + weeks["not_asked"], "missed": weeks["unserved"] + weeks["not_asked"]}
        for level in LEVELS:
            own = weeks["not_asked"] * 0 if level == "none" else weeks[f"not_asked_level_{level}"]
            made[f"missed_level_{level}"] = weeks[f"unserved_level_{level}"] + own
        return weeks.assign(**made)

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
        for name in ("waiting", "orphaned"):
            made[f"{name}_mean"] = groups[name].mean()
        last = weeks.sort_values("week").groupby(KEYS, sort=False).last()
        for name in AT_END:
            made[f"{name}_end"] = last[name]
        for level in LEVELS:
            made[f"missed_level_{level}"] = groups[f"missed_level_{level}"].sum()
        return made.reset_index()
