"""Problems as RFC 9457 has them: a stable code, a sentence, and the paths in the input."""

import logging
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from weightplan_api.defects import place_of

log = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"


class Fault(BaseModel):
    """One thing that is wrong with the input: where, and what."""

    path: str
    message: str


class ProblemBody(BaseModel):
    """What every refusal answers. `code` is stable; texts may change."""

    type: str
    title: str
    status: int
    code: str
    detail: str = ""
    instance: str = ""
    errors: list[Fault] = []


class Problem(Exception):  # noqa: N818  the word of RFC 9457
    """A refusal with its status and stable code."""

    def __init__(
        self,
        status: int,
        code: str,
        title: str,
        detail: str = "",
        *,
        errors: Iterable[str] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(title)
        self.status, self.code, self.title, self.detail = status, code, title, detail
        self.faults, self.headers = [_fault(line) for line in errors], headers

    def response(self, instance: str) -> Response:
        body = ProblemBody(
            type=f"/problems/{self.code.lower().replace('_', '-')}",
            title=self.title,
            status=self.status,
            code=self.code,
            detail=self.detail,
            instance=instance,
            errors=self.faults,
        )
        return JSONResponse(body.model_dump(), self.status, self.headers, MEDIA_TYPE)


def _fault(line: str) -> Fault:
    path, colon, message = line.partition(": ")
    return Fault(path=path, message=message) if colon else Fault(path="", message=line)


def unknown() -> Problem:
    """The same answer for what is not there and what is another unit's."""
    return Problem(404, "NOT_FOUND", "There is nothing of that name here")


def invalid(lines: Iterable[str]) -> Problem:
    return Problem(422, "INVALID_INPUT", "The input cannot be used", errors=lines)


def declared(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return what the OpenAPI document says of refusals with these statuses."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemBody"}}}
    return {status: {"description": HTTPStatus(status).phrase, "content": content} for status in statuses}


def handle_problems(app: FastAPI) -> None:
    """Answer every refusal as a problem, the framework's own too."""

    @app.exception_handler(Problem)
    async def ours(request: Request, problem: Problem) -> Response:
        return problem.response(request.url.path)

    @app.exception_handler(HTTPException)
    async def theirs(request: Request, error: HTTPException) -> Response:
        code = {404: "NOT_FOUND", 405: "METHOD_NOT_ALLOWED"}.get(error.status_code, "REFUSED")
        return Problem(error.status_code, code, str(error.detail), headers=error.headers).response(request.url.path)

    @app.exception_handler(RequestValidationError)
    async def parameters(request: Request, error: RequestValidationError) -> Response:
        lines = [f"{'.'.join(str(part) for part in item['loc'])}: {item['msg']}" for item in error.errors()]
        return invalid(lines).response(request.url.path)


class WithoutDefects:
    """Answers a defect of ours as a problem; the framework would write its words into the log."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":  # a server that cannot start says so itself
            await self.app(scope, receive, send)
            return
        begun = False

        async def noticed(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, noticed)
        except Exception as error:
            route = getattr(scope.get("route"), "path", "no route")
            log.error("%s %s failed: %s", scope.get("method"), route, place_of(error))
            if begun:
                return  # the server cuts off an answer that was not ended
            problem = Problem(500, "DEFECT", "A defect of ours", "The server's log says where.")
            await problem.response(scope["path"])(scope, receive, send)
