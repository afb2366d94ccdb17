"""Bodies as they come over HTTP: limited in size, and described in the OpenAPI document."""

from typing import Any, TypeVar

from fastapi import Depends, Request
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool

from weightplan.errors import InputError
from weightplan_api.http.problems import Problem, invalid
from weightplan_api.work.reading import model_in

M = TypeVar("M", bound=BaseModel)
YAML = ("application/yaml", "application/x-yaml", "text/yaml")


async def raw_body(request: Request) -> bytes:
    """Return the body, refusing one that is larger than the service allows before it is all here."""
    most = request.app.state.settings.most_megabytes * 2**20
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > most:
            raise Problem(413, "TOO_LARGE", f"A body may have {most // 2**20} MiB")
    return bytes(body)


def is_json(request: Request) -> bool:
    """Return whether the body is JSON, and not YAML; raises Problem 415 for anything else."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ("application/json", *YAML):
        raise Problem(415, "UNSUPPORTED_MEDIA_TYPE", "Send application/json or application/yaml")
    return kind == "application/json"


def body_of(model: type[M]) -> Any:
    """Return a dependency that reads the body as a model."""

    async def read(request: Request) -> M:
        body = await raw_body(request)
        try:
            return await run_in_threadpool(model_in, model, body, is_json=is_json(request))
        except InputError as error:
            raise invalid(error.problems) from None

    return Depends(read)


def documented(model: type[BaseModel]) -> dict[str, Any]:
    """Return what the OpenAPI document says of such a body (`components` are added by `with_schemas`)."""
    schema = {"$ref": f"#/components/schemas/{model.__name__}"}
    content = {kind: {"schema": schema} for kind in ("application/json", "application/yaml")}
    return {"requestBody": {"required": True, "content": content}}


def with_schemas(document: dict[str, Any], models: tuple[type[BaseModel], ...]) -> dict[str, Any]:
    """Return an OpenAPI document with the schemas of these models and of all that they hold."""
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    for model in models:
        whole = model.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas |= whole.pop("$defs", {})
        schemas[model.__name__] = whole
    return document
