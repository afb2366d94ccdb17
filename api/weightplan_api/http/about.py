"""What the service has and how it is: rulebooks, ready weeks, health, and figures for Prometheus."""

import json
from functools import cache
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from weightplan.files import load_case, read_rulebook, shipped
from weightplan_api.http.access import Asking
from weightplan_api.http.problems import Problem, declared, unknown
from weightplan_api.http.stand import Wire

router = APIRouter(tags=["about"])
Name = Annotated[str, Path(max_length=200)]


class Named(Wire):
    """Something that ships, by name; `title` says what it is."""

    name: str
    title: str


class Health(Wire):
    """The service answers."""

    status: str


@router.get("/v1/rulebooks", response_model=list[Named], responses=declared(401, 403))
def rulebooks(holder: Asking) -> list[Named]:
    """Return the rulebooks that ship."""
    return [Named(name=name, title=f"{book['name']} {book['version']}") for name, book in _rulebooks().items()]


@router.get("/v1/rulebooks/{name}", response_model=dict[str, Any], responses=declared(401, 403, 404, 422))
def rulebook(name: Name, holder: Asking) -> Any:
    """Return one rulebook as data."""
    if name not in _rulebooks():
        raise unknown()
    return _rulebooks()[name]


@router.get("/v1/demo-weeks", response_model=list[Named], responses=declared(401, 403))
def demo_weeks(holder: Asking) -> list[Named]:
    """Return the weeks that ship."""
    return [Named(name=name, title=name) for name in shipped("scenarios")]


@router.get("/v1/demo-weeks/{name}", response_model=dict[str, Any], responses=declared(401, 403, 404, 422))
def demo_week(name: Name, holder: Asking) -> Any:
    """Return a body that is ready to be posted to /v1/schedules."""
    if name not in shipped("scenarios"):
        raise unknown()
    return _body_of_week(name)


@router.get("/v1/health", response_model=Health)
def health() -> Health:
    """Say that the service answers."""
    return Health(status="ok")


@router.get("/v1/ready", response_model=Health, responses=declared(503))
def ready(request: Request) -> Health:
    """Say that the database answers too."""
    try:
        with request.app.state.jobs.database.reading() as connection:
            connection.execute(text("SELECT 1"))
    except SQLAlchemyError:
        raise Problem(503, "NOT_READY", "The database does not answer") from None
    return Health(status="ok")


@router.get("/metrics", response_class=Response, responses={200: {"content": {CONTENT_TYPE_LATEST: {}}}})
def metrics(request: Request) -> Response:
    """Return figures in Prometheus' text format; none of them is about a person."""
    return Response(generate_latest(request.app.state.meters.registry), media_type=CONTENT_TYPE_LATEST)


@cache
def _rulebooks() -> dict[str, Any]:
    return {name: read_rulebook(name).model_dump(mode="json") for name in shipped("models")}


@cache
def _body_of_week(name: str) -> Any:
    case = load_case(name)
    week = case.week.model_copy(update={"rulebook": case.rulebook})
    run = {"name": name, "termination": {"spentLimit": "PT60S", "gap": 0.005}}
    return {"modelInput": json.loads(week.model_dump_json(exclude_unset=True)), "config": {"run": run}}
