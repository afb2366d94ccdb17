"""Who asks, and what they may: by token, by session, or as the one person at this machine."""

import secrets
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request

from weightplan_api.http.problems import Problem
from weightplan_api.http.together import Together
from weightplan_api.store.tokens import Holder, Tokens, csrf_of

SESSION = "weightplan_session"
CSRF = "X-CSRF-Token"
SAFE = ("GET", "HEAD", "OPTIONS")
LOOPBACK = ("127.0.0.1", "localhost", "::1", "[::1]", "testserver")
OWN = Holder("local", "local", "planner", None, "the person at this machine")


class Gate:
    """How people are let in: with tokens, or while there are none on `loopback`, this machine's own person."""

    def __init__(self, tokens: Tokens, loopback: bool) -> None:
        self.tokens, self.loopback = tokens, loopback
        self.with_token = Together(tokens.holders)
        self.in_session = Together(tokens.in_sessions)
        self._locked: Together[str, bool] = Together(lambda doors: dict.fromkeys(doors, tokens.any()))

    async def open(self) -> bool:
        return self.loopback and not await self._locked.get("the door")


async def asking(request: Request) -> Holder:
    """Return who asks; raises Problem 401 where that is not known, 403 where a page of another site asks."""
    gate: Gate = request.app.state.gate
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer":
        holder = await gate.with_token.get(token.strip())
    elif SESSION in request.cookies:
        holder = await _in_session(gate, request, request.cookies[SESSION])
    else:
        holder = _at_this_machine(request) if await gate.open() else None
    if holder is None:
        raise Problem(401, "NOT_LOGGED_IN", "A token is needed", headers={"WWW-Authenticate": "Bearer"})
    return holder


async def _in_session(gate: Gate, request: Request, secret: str) -> Holder | None:
    sent = request.headers.get(CSRF, "")
    if request.method not in SAFE and not secrets.compare_digest(sent.encode(), csrf_of(secret).encode()):
        raise Problem(403, "CROSS_SITE", f"Send the session's {CSRF} with every change")
    return await gate.in_session.get(secret)


def _at_this_machine(request: Request) -> Holder:
    """Let in whoever is at this machine, but no page of another site that their browser shows."""
    host = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
    origin = request.headers.get("origin")
    elsewhere = request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")
    foreign = origin is not None and urlsplit(origin).netloc != request.headers.get("host")
    if host not in LOOPBACK or ((elsewhere or foreign) and request.method not in SAFE):
        raise Problem(403, "CROSS_SITE", "Without tokens only this machine's own pages may ask")
    return OWN


async def planner(holder: Annotated[Holder, Depends(asking)]) -> Holder:
    """Return who asks if they may change things."""
    if holder.role != "planner":
        raise Problem(403, "FORBIDDEN", "This needs a planner's token")
    return holder


async def reader(holder: Annotated[Holder, Depends(asking)]) -> Holder:
    """Return who asks if they may see the unit's weeks."""
    if holder.role == "clinician":
        raise Problem(403, "FORBIDDEN", "A clinician's token opens that clinician's own page only")
    return holder


Asking = Annotated[Holder, Depends(asking)]
Planner = Annotated[Holder, Depends(planner)]
Reader = Annotated[Holder, Depends(reader)]
