"""Bodies as the library reads files: strict, JSON or YAML, faults named by path.

FastAPI would validate what it decoded itself, where a list is no tuple and a text no date; the
library's models are strict, so they read the JSON themselves.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from weightplan.errors import InputError
from weightplan.files.complaints import complaints
from weightplan.files.reading import table_of
from weightplan_api.bodies import Check, Explanation, FrontierJob, JobBody, Replan, Schedule, StudyJob
from weightplan_api.store.job import Best
from weightplan_api.work import checks, explanations, frontiers, replans, schedules, studies

M = TypeVar("M", bound=BaseModel)
# Each kind of job: its body, and what raises InputError for bodies that cannot be worked on.
KINDS: dict[str, tuple[type[JobBody], Callable[[Any], None]]] = {
    "schedules": (Schedule, schedules.make_sure),
    "checks": (Check, checks.make_sure),
    "explanations": (Explanation, explanations.make_sure),
    "replans": (Replan, replans.make_sure),
    "frontiers": (FrontierJob, frontiers.make_sure),
    "studies": (StudyJob, studies.make_sure),
}


@dataclass(frozen=True)
class Wanted:
    """A job that can be worked on: its body as text, what it is found by, and the plan that it begins from."""

    text: str
    name: str
    tags: tuple[str, ...]
    best: Best | None


def wanted_by(body: JobBody) -> Wanted:
    run = body.config.run
    best = schedules.known(body) if isinstance(body, Schedule) else None
    return Wanted(body.model_dump_json(exclude_unset=True), run.name, run.tags, best)


def job_in(kind: str, body: bytes, *, is_json: bool) -> Wanted:
    """Return the job that a body wants; raises InputError with one line per thing that is wrong."""
    model, make_sure = KINDS[kind]
    read = model_in(model, body, is_json=is_json)
    make_sure(read)
    return wanted_by(read)


def model_in(model: type[M], body: bytes, *, is_json: bool) -> M:
    """Return a body as a model; raises InputError with one line per thing that is wrong."""
    try:
        table = table_of(body.decode("utf-8-sig"), "body", is_json=is_json)
        return model.model_validate_json(json.dumps(table))
    except UnicodeDecodeError as error:
        raise InputError([f"body: is no UTF-8 text (byte {error.start})"]) from None
    except ValidationError as error:
        raise InputError(complaints(error, table, model)) from None


def ready() -> None:
    """Do nothing: the process that is told to has read this module then, and the next body need not wait for that."""
