"""Jobs that were never worked on: what they answer came of another job."""

import json
import time
from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from weightplan_api.store.job import Result
from weightplan_api.store.jobs import Jobs
from weightplan_api.store.tables import jobs as table


def keep(
    jobs: Jobs,
    job: str,
    unit: str,
    kind: str,
    *,
    request: str,
    answer: str,
    result: Result,
    figures: Mapping[str, Any],
    name: str,
) -> bool:
    """Keep a job that is over, under an id of the caller's; False where it is there already."""
    now = time.time()
    values = {
        "id": job,
        "unit": unit,
        "kind": kind,
        "state": "succeeded",
        "result": result,
        "name": name,
        "request": request,
        "answer": answer,
        "figures": json.dumps(figures),
        "submitted": now,
        "started": now,
        "ended": now,
        "expires": now + jobs.keep_seconds,
    }
    try:
        with jobs.database.writing() as connection:
            connection.execute(insert(table).values(values))
    except IntegrityError:
        return False
    return True
