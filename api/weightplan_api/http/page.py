"""The planner's page: one document, and assets whose names change with what they hold."""

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Response
from fastapi import Path as InPath
from fastapi.responses import FileResponse, PlainTextResponse

from weightplan_api.http.problems import unknown

BUILT = Path(__file__).parents[1] / "page" / "built"
FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}
NOT_BUILT = """weightplan serves its API under /v1 (described by /openapi.json), but not the planner's page:
npm could not be reached when this was installed. In the source's folder, `python hatch_build.py` builds it.
"""

router = APIRouter(include_in_schema=False)


@router.get("/")
def document() -> Response:
    """Return the page, or where it was not built, say so."""
    if not (BUILT / "index.html").is_file():
        return PlainTextResponse(NOT_BUILT, status_code=503)
    return FileResponse(BUILT / "index.html", headers={"Cache-Control": "no-cache"})


@router.get("/assets/{name}")
def asset(name: Annotated[str, InPath(pattern=r"^[A-Za-z0-9][A-Za-z0-9.-]*$", max_length=100)]) -> Response:
    """Return a script, a style or a picture of the page."""
    if not (BUILT / "assets" / name).is_file():
        raise unknown()
    return FileResponse(BUILT / "assets" / name, headers=FOREVER)
