"""A study's folder: what was asked in `study.json`, one Parquet part a solve, and a lock while somebody runs it.

A part is written beside its place and moved there in one step, so that every part that is there is whole.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from weightplan.errors import InputError
from weightplan.study.model import Choice, StudyFile
from weightplan.study.row import Figures, PoolFigures, Row

FACTOR = "factor_"
_PLAIN = ("scenario", "repetition", "seed", "status", "cost", "bound", "gap")
_LAST = ("seconds", "attempts", "error")
_LEAN: dict[str, Any] = {"use_dictionary": False, "write_statistics": False, "compression": "none"}  # of one row


class Asked(BaseModel):
    """What a folder holds the answer to. `sha256` is of study, week, rulebooks and the versions that solve."""

    model_config = ConfigDict(frozen=True)

    study: StudyFile
    choices: tuple[Choice, ...]
    min_group_size: int
    role_labels: dict[str, dict[str, str]]
    sha256: str

    @property
    def solves(self) -> int:
        return len(self.choices) * self.study.repetitions


class Store:
    """One folder's parts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.parts = folder / "parts"

    def begin(self, asked: Asked) -> None:
        """Say what the folder is for; raises InputError where it holds the rows of something else."""
        file = self.folder / "study.json"
        if file.exists() and self.asked().sha256 != asked.sha256:
            raise InputError(
                [f"{self.folder}: holds another study, week or version of weightplan; choose another folder"]
            )
        self.parts.mkdir(parents=True, exist_ok=True)
        for draft in self.parts.glob("*.draft"):
            draft.unlink()
        _move_in(file, lambda draft: draft.write_text(asked.model_dump_json(indent=1), encoding="utf-8"))

    def asked(self) -> Asked:
        """Return what the folder is for; raises InputError where it holds no study."""
        file = self.folder / "study.json"
        try:
            return Asked.model_validate_json(file.read_text(encoding="utf-8"))
        except (OSError, ValidationError):
            raise InputError(
                [f"{self.folder}: holds no study; `weightplan study run STUDY -o DIR` makes one"]
            ) from None

    def done(self) -> set[int]:
        """Return the numbers of the solves whose rows are there."""
        return {int(path.stem) for path in self.parts.glob("*.parquet")}

    def write(self, number: int, row: Row) -> None:
        """Keep the row of a solve. Raises OSError with nothing half written where there is no room."""
        import pyarrow.parquet as pq

        table = table_of([row], row.levels)
        _move_in(self.parts / f"{number:06d}.parquet", lambda draft: pq.write_table(table, draft, **_LEAN))

    def table(self) -> Any:
        """Return the rows that are there as one table."""
        import pyarrow.dataset as ds

        files = sorted(str(file) for file in self.parts.glob("*.parquet"))
        return ds.dataset(files, schema=schema(self.asked().study.factors), format="parquet").to_table()

    @contextmanager
    def locked(self) -> Iterator[str | None]:
        """Hold the folder against a second run; yields the process that left its lock behind, if one did.

        Raises InputError while another run holds it. The system lets go of the lock of a process that dies.
        """
        import fcntl

        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("a+", encoding="utf-8") as file:
            file.seek(0)
            holder = file.read().strip()
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise InputError([f"{self.folder}: process {holder} is running this study; wait, or end it"]) from None
            file.truncate(0)
            file.write(str(os.getpid()))
            file.flush()
            try:
                yield holder or None
            finally:
                file.truncate(0)


def table_of(rows: Iterable[Row], factors: Iterable[str]) -> Any:
    """Return rows as one table, in their order."""
    import pyarrow as pa

    return pa.Table.from_pylist([record_of(row) for row in rows], schema=schema(factors))


def record_of(row: Row) -> dict[str, Any]:
    """Return a row as one flat record, its pools as a list."""
    read = row.figures.model_dump() if row.figures else dict.fromkeys(Figures.model_fields)
    levels = {f"{FACTOR}{factor}": level for factor, level in row.levels.items()}
    first, last = ({name: getattr(row, name) for name in names} for names in (_PLAIN, _LAST))
    return first | levels | read | last


def schema(factors: Iterable[str]) -> Any:
    """Return the columns of a part: the same in every part, whatever is missing in one."""
    import pyarrow as pa

    pools = pa.list_(pa.struct([(name, _type(field)) for name, field in PoolFigures.model_fields.items()]))
    columns = [(name, _type(Row.model_fields[name])) for name in _PLAIN]
    columns += [(f"{FACTOR}{factor}", pa.string()) for factor in factors]
    columns += [(name, _type(field)) for name, field in Figures.model_fields.items() if name != "pools"]
    columns += [("pools", pools)]
    return pa.schema(columns + [(name, _type(Row.model_fields[name])) for name in _LAST])


def _type(field: Any) -> Any:
    import pyarrow as pa

    kinds = {int: pa.int64(), float: pa.float64(), int | None: pa.int64(), float | None: pa.float64()}
    return kinds.get(field.annotation, pa.string())


def _move_in(path: Path, write: Callable[[Path], object]) -> None:
    draft = path.with_suffix(f"{path.suffix}.draft")
    try:
        write(draft)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
