"""The page's session: begun with a token, kept in a cookie that no script reads."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from weightplan_api.bodies import Body, ShortText
from weightplan_api.http.access import SESSION, Asking, Gate
from weightplan_api.http.problems import Problem, declared
from weightplan_api.http.reading import body_of, documented
from weightplan_api.http.stand import Wire
from weightplan_api.store.tokens import SESSION_SECONDS, Role, csrf_of

router = APIRouter(prefix="/v1/session", tags=["session"])


class Login(Body):
    """The token to begin a session with."""

    token: ShortText


class Who(Wire):
    """Who is logged in, what they may, and what every change must carry in `X-CSRF-Token`."""

    unit: str
    role: Role
    clinician: str | None
    csrf: str


@router.post("", response_model=Who, responses=declared(401, 413, 415, 422), openapi_extra=documented(Login))
def login(request: Request, response: Response, body: Annotated[Login, body_of(Login)]) -> Who:
    """Begin a session."""
    gate: Gate = request.app.state.gate
    secret = gate.tokens.begin_session(body.token)
    holder = gate.tokens.in_sessions({secret}).get(secret) if secret is not None else None
    if secret is None or holder is None:
        raise Problem(401, "NOT_LOGGED_IN", "That is no token of this service")
    secure = request.url.scheme == "https" or not gate.loopback
    response.set_cookie(
        SESSION, secret, max_age=int(SESSION_SECONDS), httponly=True, samesite="strict", secure=secure, path="/"
    )
    return Who(unit=holder.unit, role=holder.role, clinician=holder.clinician, csrf=csrf_of(secret))


@router.get("", response_model=Who, responses=declared(401, 403))
def who(request: Request, holder: Asking) -> Who:
    """Say who is logged in."""
    secret = request.cookies.get(SESSION, "")
    return Who(unit=holder.unit, role=holder.role, clinician=holder.clinician, csrf=csrf_of(secret) if secret else "")


@router.delete("", status_code=204, responses=declared(401, 403))
def logout(request: Request, response: Response, holder: Asking) -> None:
    """End the session."""
    gate: Gate = request.app.state.gate
    gate.tokens.end_session(request.cookies.get(SESSION, ""))
    response.delete_cookie(SESSION, path="/")
