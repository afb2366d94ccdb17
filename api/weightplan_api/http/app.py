"""The app: routes wired to a database, behind the gate and the headers that a browser needs."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from anyio import create_task_group
from fastapi import FastAPI
from pydantic import BaseModel
from starlette.datastructures import MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import weightplan
from weightplan_api.http import about, editing, frontiers, legend, log, page, schedules, session, studies, weeks
from weightplan_api.http.access import Gate
from weightplan_api.http.answers import answers_of
from weightplan_api.http.editing import Change, Target
from weightplan_api.http.intake import Intake
from weightplan_api.http.jobs import routes_for
from weightplan_api.http.meters import Measured, Meters
from weightplan_api.http.planned import Desks
from weightplan_api.http.problems import ProblemBody, WithoutDefects, handle_problems
from weightplan_api.http.reading import with_schemas
from weightplan_api.http.session import Login
from weightplan_api.http.together import Together
from weightplan_api.settings import Settings
from weightplan_api.store import Database, Jobs
from weightplan_api.store.audit import Audit
from weightplan_api.store.tokens import Tokens
from weightplan_api.store.versions import Versions
from weightplan_api.work.reading import KINDS

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


def create_app(database: Database, settings: Settings, *, loopback: bool = False, lasting: bool = False) -> FastAPI:
    """Return the app. On `loopback`, while there are no tokens, this machine's own person needs none.

    One that is `lasting` starts at once what it would otherwise start when it is first needed.
    """
    app = FastAPI(
        title="weightplan",
        version=weightplan.__version__,
        docs_url=None,
        redoc_url=None,
        lifespan=_readied if lasting else None,
    )
    app.state.settings = settings
    app.state.jobs = Jobs(database, settings.keep_days * 86_400, settings.most_waiting)
    app.state.standing = Together(app.state.jobs.standing)
    app.state.intake = Intake(app.state.jobs)
    app.state.audit = Audit(database)
    app.state.gate = Gate(Tokens(database), loopback)
    app.state.desks = Desks(app.state.jobs, Versions(database))
    app.state.meters = Meters(app.state.jobs)
    handle_problems(app)
    for kind, (model, _) in KINDS.items():
        app.include_router(routes_for(kind, model))
        if kind not in READ_ELSEWHERE:
            app.include_router(answers_of(kind))
    app.include_router(schedules.router)
    app.include_router(editing.router)
    app.include_router(frontiers.router)
    app.include_router(studies.router)
    app.include_router(weeks.router)
    app.include_router(session.router)
    app.include_router(log.router)
    app.include_router(about.router)
    app.include_router(legend.router)
    app.include_router(page.router)
    app.add_middleware(GZipMiddleware, minimum_size=2000, compresslevel=5)
    app.add_middleware(WithoutDefects)
    app.add_middleware(_WithHeaders)
    app.add_middleware(Measured, meters=app.state.meters)
    _document(app)
    return app


@asynccontextmanager
async def _readied(app: FastAPI) -> AsyncIterator[None]:
    intake: Intake = app.state.intake
    async with create_task_group() as tasks:
        tasks.start_soon(intake.get_ready)
        yield
        tasks.cancel_scope.cancel()


class _WithHeaders:
    """Sends the headers that a browser needs with every answer that says nothing else."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def completed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, completed)


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
