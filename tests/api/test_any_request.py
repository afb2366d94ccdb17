"""Whatever is sent, with and without a token: no server error, and no answer that the document does not declare."""

from collections import Counter

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from weightplan_api.http import create_app
from weightplan_api.settings import Settings
from weightplan_api.store import Database
from weightplan_api.store.tokens import Tokens

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
CALM = {
    "deadline": None,
    "database": None,
    "derandomize": True,
    "suppress_health_check": list(HealthCheck),
    "phases": (Phase.explicit, Phase.generate),
}


@pytest.fixture
def app(database: Database, settings: Settings) -> FastAPI:
    """The service, as over a network: nobody gets in without a token."""
    return create_app(database, settings)


def asked(app: FastAPI, headers: dict[str, str], cases: int) -> Counter[int]:
    """Ask every operation some cases; return the statuses of the answers."""
    schema = schemathesis.openapi.from_asgi("/openapi.json", app)
    statuses: Counter[int] = Counter()
    for result in schema.get_all_operations():
        operation = result.ok()

        @settings(max_examples=cases, **CALM)
        @given(operation.as_strategy())
        def ask(case: schemathesis.Case) -> None:
            response = case.call(headers=headers)
            statuses[response.status_code] += 1
            case.validate_response(response, checks=CHECKS)

        ask()
    return statuses


def test_any_request_without_a_token(app: FastAPI) -> None:
    """Whatever is not public answers 401, or 422 to what is no request."""
    statuses = asked(app, {}, 3)
    assert statuses[401] > sum(statuses.values()) / 2


def test_any_request_with_a_token(app: FastAPI, database: Database) -> None:
    """A planner's: found, not found, refused, never broken."""
    _, token = Tokens(database).create("u", "planner", "Kim")
    statuses = asked(app, {"Authorization": f"Bearer {token}"}, 5)
    assert {200, 404, 422} <= set(statuses)


@pytest.mark.nightly
def test_thousands_of_requests(app: FastAPI, database: Database) -> None:
    """5,000 and more, with and without a token."""
    _, token = Tokens(database).create("u", "planner", "Kim")
    statuses = asked(app, {"Authorization": f"Bearer {token}"}, 120) + asked(app, {}, 60)
    assert sum(statuses.values()) >= 5_000, statuses
