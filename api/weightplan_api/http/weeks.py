"""Weeks in the forms that people keep them in, made ready to be posted."""

import json
from typing import Any

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool

from weightplan.errors import InputError
from weightplan_api.http.access import Planner
from weightplan_api.http.problems import declared, invalid
from weightplan_api.http.reading import raw_body
from weightplan_api.http.sent import READERS, case_sent
from weightplan_api.http.stand import Wire

router = APIRouter(prefix="/v1/weeks", tags=["weeks"])
FILE = {
    "requestBody": {
        "required": True,
        "content": {kind: {"schema": {"type": "string", "format": "binary"}} for kind in READERS},
    }
}


class Reading(Wire):
    """A week as a schedule's `modelInput` has it."""

    modelInput: dict[str, Any]


@router.post("/readings", response_model=Reading, responses=declared(401, 403, 413, 415, 422), openapi_extra=FILE)
async def read(request: Request, holder: Planner) -> Reading:
    """Read a file, and begin nothing: a workbook, a zip of CSV files, YAML, JSON, or a FHIR bundle as JSON.

    Its rulebook is inside it or one that ships. What is wrong is named by sheet and cell, file and line, or path.
    """
    body, kind = await raw_body(request), request.headers.get("content-type", "")
    most = request.app.state.settings.most_megabytes * 2**20
    try:
        case = await run_in_threadpool(case_sent, body, kind, most)
    except InputError as error:
        raise invalid(error.problems) from None
    return Reading(modelInput=json.loads(case.week.model_dump_json(exclude_unset=True)))
