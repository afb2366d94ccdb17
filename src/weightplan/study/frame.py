"""A study's rows as pandas sees them."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from weightplan.errors import InputError
from weightplan.study.design import scenario_id
from weightplan.study.row import FACTOR, Row
from weightplan.study.store import Asked, Kind, Store

if TYPE_CHECKING:
    import pandas as pd

SOLVED = ("optimal", "feasible")


class Folder:
    """A folder of answers, read. It may still be running: what is there is read."""

    kind: Kind = "weeks"

    def __init__(self, folder: str | Path) -> None:
        """Raises InputError where the folder holds no study, or answers of another kind."""
        self._store = Store(Path(folder))
        self.folder = Path(folder)
        self.asked: Asked = self._store.asked()
        if self.asked.kind != self.kind:
            reads = {"weeks": "single weeks; `weightplan study report`", "year": "a year; `weightplan year`"}
            raise InputError([f"{folder}: holds {reads[self.asked.kind]} reads it"])

    @property
    def base(self) -> str:
        """The scenario that the others are compared with."""
        return self.scenarios[0]

    @property
    def scenarios(self) -> list[str]:
        """Every scenario in the order of the design, the base first."""
        return [scenario_id(choice) for choice in self.asked.choices]


class Study(Folder):
    """A study's folder, one row a solve."""

    @cached_property
    def _table(self) -> "pd.DataFrame":
        return self._store.read(Row, self.asked.study.factors)

    def frame(self) -> "pd.DataFrame":
        """Return one row a solve: scenario, `factor_<name>`, repetition, seed, status and figures."""
        return self._table.drop(columns="pools")

    def solved(self) -> "pd.DataFrame":
        """Return the rows that have a plan, with `room_share` (0 to 1) and `per_weight` (salary cost) beside them."""
        rows = self.frame()
        rows = rows[rows["status"].isin(SOLVED)].copy()
        rows["room_share"] = rows["room_used"] / rows["room_open"].where(rows["room_open"] > 0)
        rows["per_weight"] = rows["salary_cost"] / rows["reportable"].where(rows["reportable"] > 0)
        return rows

    def pools(self) -> "pd.DataFrame":
        """Return one row a solve and pool of roles, with the pool's sums."""
        import pandas as pd

        keys = ["scenario", *(f"{FACTOR}{factor}" for factor in self.asked.study.factors), "repetition", "seed"]
        parts = self._table[[*keys, "pools"]].explode("pools").dropna(subset="pools").reset_index(drop=True)
        return pd.concat([parts[keys], pd.DataFrame(parts["pools"].tolist())], axis=1)
