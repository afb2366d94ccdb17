"""A study's rows as pandas sees them."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from weightplan.errors import InputError
from weightplan.study.design import scenario_id
from weightplan.study.row import FACTOR, Answer, Row
from weightplan.study.store import Asked, Kind, Store

if TYPE_CHECKING:
    import pandas as pd

SOLVED = ("optimal", "feasible")


class Kept(Protocol):
    """What was asked and the rows that came of it, wherever they are kept."""

    def asked(self) -> Asked:
        """Return what the rows are the answer to."""
        ...

    def table(self, answer: type[Answer]) -> Any:
        """Return the rows of all answers as an Arrow table."""
        ...


class Answers:
    """Answers, read from their folder or from where else they are kept.

    A run may still be going on: what is there is read.
    """

    kind: Kind = "weeks"

    def __init__(self, kept: str | Path | Kept) -> None:
        """Raises InputError where a folder holds no study, or answers of another kind."""
        self._kept = Store(Path(kept)) if isinstance(kept, str | Path) else kept
        self.asked: Asked = self._kept.asked()
        if self.asked.kind != self.kind:
            reads = {"weeks": "single weeks; `weightplan study report`", "year": "a year; `weightplan year`"}
            raise InputError([f"{kept}: holds {reads[self.asked.kind]} reads it"])

    @property
    def base(self) -> str:
        """The scenario that the others are compared with."""
        return self.scenarios[0]

    @property
    def scenarios(self) -> list[str]:
        """Every scenario in the order of the design, the base first."""
        return [scenario_id(choice) for choice in self.asked.choices]


class Study(Answers):
    """A study, one row a solve."""

    @cached_property
    def _table(self) -> "pd.DataFrame":
        table: pd.DataFrame = self._kept.table(Row).to_pandas()
        return table

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
