"""The app: routes wired to a database, behind the gate and the headers that a browser needs."""

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import FastAPI, Request, Response
from pydantic import BaseModel
from starlette.middleware.gzip import GZipMiddleware

import weightplan
from weightplan_api.bodies import Check, Explanation, FrontierJob, JobBody, Replan, Schedule, StudyJob
from weightplan_api.http import about, editing, frontiers, legend, log, page, schedules, session, studies
from weightplan_api.http.access import Gate
from weightplan_api.http.answers import answers_of
from weightplan_api.http.editing import Change, Target
from weightplan_api.http.jobs import routes_for
from weightplan_api.http.meters import Meters
from weightplan_api.http.planned import Desks
from weightplan_api.http.problems import ProblemBody, handle_problems, without_defects
from weightplan_api.http.reading import with_schemas
from weightplan_api.http.session import Login
from weightplan_api.settings import Settings
from weightplan_api.store import Database, Jobs
from weightplan_api.store.audit import Audit
from weightplan_api.store.tokens import Tokens
from weightplan_api.store.versions import Versions
from weightplan_api.work import checks, explanations, replans
from weightplan_api.work import frontiers as weighing
from weightplan_api.work import schedules as solving
from weightplan_api.work import studies as studying

KINDS: dict[str, tuple[type[JobBody], Callable[[Any], None]]] = {
    "schedules": (Schedule, solving.make_sure),
    "checks": (Check, checks.make_sure),
    "explanations": (Explanation, explanations.make_sure),
    "replans": (Replan, replans.make_sure),
    "frontiers": (FrontierJob, weighing.make_sure),
    "studies": (StudyJob, studying.make_sure),
}
# Kinds whose answer is more than what the library says; their own routes read it.
READ_ELSEWHERE = ("schedules", "studies")

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def create_app(database: Database, settings: Settings, *, loopback: bool = False) -> FastAPI:
    """Return the app. On `loopback`, while there are no tokens, this machine's own person needs none."""
    app = FastAPI(title="weightplan", version=weightplan.__version__, docs_url=None, redoc_url=None)
    app.state.settings = settings
    app.state.jobs = Jobs(database, settings.keep_days * 86_400, settings.most_waiting)
    app.state.audit = Audit(database)
    app.state.gate = Gate(Tokens(database), loopback)
    app.state.desks = Desks(app.state.jobs, Versions(database))
    app.state.meters = Meters(app.state.jobs)
    handle_problems(app)
    for kind, (model, make_sure) in KINDS.items():
        app.include_router(routes_for(kind, model, make_sure))
        if kind not in READ_ELSEWHERE:
            app.include_router(answers_of(kind))
    app.include_router(schedules.router)
    app.include_router(editing.router)
    app.include_router(frontiers.router)
    app.include_router(studies.router)
    app.include_router(session.router)
    app.include_router(log.router)
    app.include_router(about.router)
    app.include_router(legend.router)
    app.include_router(page.router)
    app.add_middleware(GZipMiddleware, minimum_size=2000, compresslevel=5)
    app.middleware("http")(without_defects)
    app.middleware("http")(_with_headers)
    app.middleware("http")(app.state.meters.measure)
    _document(app)
    return app


async def _with_headers(request: Request, answer: Callable[[Request], Awaitable[Response]]) -> Response:
    response = await answer(request)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _document(app: FastAPI) -> None:
    """Add to the OpenAPI document what FastAPI cannot know of: bodies that are read by the library."""
    plain: Callable[[], dict[str, Any]] = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            models: tuple[type[BaseModel], ...] = (
                *(model for model, _ in KINDS.values()),
                Target,
                Change,
                Login,
                ProblemBody,
            )
            document = with_schemas(plain(), models)
            document["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
            document["security"] = [{"token": []}, {}]
            app.openapi_schema = document
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]
