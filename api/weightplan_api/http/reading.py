"""Bodies as the library reads files: strict, limited in size, JSON or YAML, faults named by path.

FastAPI would validate what it decoded itself, where a list is no tuple and a text no date; the
library's models are strict, so they read the JSON themselves.
"""

import json
from typing import Any, TypeVar

from fastapi import Depends, Request
from pydantic import BaseModel, ValidationError
from starlette.concurrency import run_in_threadpool

from weightplan.errors import InputError
from weightplan.files.complaints import complaints
from weightplan.files.reading import table_of
from weightplan_api.http.problems import Problem, invalid

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


def parsed(body: bytes, media_type: str, model: type[M]) -> M:
    """Return a body as a model; raises Problem with one fault per thing that is wrong."""
    kind = media_type.partition(";")[0].strip().lower()
    if kind not in ("application/json", *YAML):
        raise Problem(415, "UNSUPPORTED_MEDIA_TYPE", "Send application/json or application/yaml")
    try:
        table = table_of(body.decode("utf-8-sig"), "body", is_json=kind == "application/json")
        return model.model_validate_json(json.dumps(table))
    except UnicodeDecodeError as error:
        raise invalid([f"body: is no UTF-8 text (byte {error.start})"]) from None
    except InputError as error:
        raise invalid(error.problems) from None
    except ValidationError as error:
        raise invalid(complaints(error, table, model)) from None


def body_of(model: type[M]) -> Any:
    """Return a dependency that reads the body as a model."""

    async def read(request: Request) -> M:
        body = await raw_body(request)
        request.state.body = body
        return await run_in_threadpool(parsed, body, request.headers.get("content-type", ""), model)

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
