"""The audit log of the unit, newest first."""

from datetime import UTC, datetime

from fastapi import APIRouter, Request

from weightplan_api.http.access import Planner
from weightplan_api.http.problems import declared
from weightplan_api.http.stand import Wire
from weightplan_api.store.audit import Audit

router = APIRouter(prefix="/v1/audit", tags=["audit"])


class Deed(Wire):
    """Who did what, when and why."""

    at: datetime
    who: str
    what: str
    why: str
    job: str | None


@router.get("", response_model=list[Deed], responses=declared(401, 403))
def log(request: Request, holder: Planner) -> list[Deed]:
    """Return what was changed, locked, stopped and erased in the unit."""
    audit: Audit = request.app.state.audit
    return [
        Deed(at=datetime.fromtimestamp(d.at, UTC), who=d.who, what=d.what, why=d.why, job=d.job)
        for d in audit.of(holder.unit)
    ]
