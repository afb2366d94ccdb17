"""A study's folder: what was asked in `study.json`, one Parquet part a job, and a lock while somebody runs it.

A part is written beside its place and moved there in one step, so that every part that is there is whole.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from weightplan.errors import InputError
from weightplan.study.model import Choice, StudyFile
from weightplan.study.parts import read_parts
from weightplan.study.row import FACTOR, FIRST, LAST, Answer, PoolFigures

Kind = Literal["weeks", "year"]
_LEAN: dict[str, Any] = {"use_dictionary": False, "write_statistics": False, "compression": "none"}  # of few rows


class Asked(BaseModel):
    """What a folder holds the answer to: `weeks`, one row a solve, or the `year`, one row a week of each year.

    `sha256` is of study, week, rulebooks and the versions that solve.
    """

    model_config = ConfigDict(frozen=True)

    kind: Kind = "weeks"
    study: StudyFile
    choices: tuple[Choice, ...]
    min_group_size: int
    role_labels: dict[str, dict[str, str]]
    sha256: str

    @property
    def repetitions(self) -> int:
        return repetitions(self.kind, self.study)

    @property
    def jobs(self) -> int:
        return len(self.choices) * self.repetitions


def repetitions(kind: Kind, study: StudyFile) -> int:
    """Return how often each scenario is drawn."""
    if kind == "weeks":
        return study.repetitions
    assert study.year is not None
    return study.year.repetitions


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
        """Return the numbers of the jobs whose rows are there."""
        return {int(path.stem) for path in self.parts.glob("*.parquet")}

    def write(self, number: int, answer: Answer) -> None:
        """Keep the rows of a job. Raises OSError with nothing half written where there is no room."""
        import pyarrow.parquet as pq

        table = table_of([answer], type(answer), answer.levels)
        _move_in(self.parts / f"{number:06d}.parquet", lambda draft: pq.write_table(table, draft, **_LEAN))

    def table(self, answer: type[Answer]) -> Any:
        """Return the rows of all answers that are there, as an Arrow table."""
        return read_parts(sorted(self.parts.glob("*.parquet")), schema(answer, self.asked().study.factors))

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


def table_of(answers: Iterable[Answer], kind: type[Answer], factors: Iterable[str]) -> Any:
    """Return the records of answers of one kind as an Arrow table, in their order."""
    import pyarrow as pa

    records = [record for answer in answers for record in answer.records()]
    return pa.Table.from_pylist(records, schema=schema(kind, factors))


def schema(answer: type[Answer], factors: Iterable[str]) -> Any:
    """Return the columns of a part: the same in every part, whatever is missing in one."""
    import pyarrow as pa

    columns = [(name, _type(Answer.model_fields[name].annotation)) for name in FIRST]
    columns += [(f"{FACTOR}{factor}", pa.string()) for factor in factors]
    columns += [(name, _type(kind)) for name, kind in answer.columns().items()]
    return pa.schema(columns + [(name, _type(Answer.model_fields[name].annotation)) for name in LAST])


def _type(kind: Any) -> Any:
    import pyarrow as pa

    if kind == tuple[PoolFigures, ...]:
        parts = PoolFigures.model_fields.items()
        return pa.list_(pa.struct([(name, _type(field.annotation)) for name, field in parts]))
    kinds = {int: pa.int64(), float: pa.float64(), int | None: pa.int64(), float | None: pa.float64()}
    return kinds.get(kind, pa.string())


def _move_in(path: Path, write: Callable[[Path], object]) -> None:
    draft = path.with_suffix(f"{path.suffix}.draft")
    try:
        write(draft)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
