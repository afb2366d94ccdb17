"""No patient's id gets into a log, whatever goes wrong."""

import logging

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from tests.api.bodies import small
from weightplan.errors import DisagreementError
from weightplan_api.http import jobs as routes
from weightplan_api.http import schedules
from weightplan_api.settings import Settings
from weightplan_api.store import Database, Jobs
from weightplan_api.work.desk import Desk
from weightplan_api.work.job import answered

PATIENT = "patient-4711"


def broken(*_: object, **__: object) -> None:
    """Fail as a defect of ours would, with a patient in its words."""
    raise DisagreementError(f"the checker refuses the contact of {PATIENT}")


def test_a_defect_of_the_server_is_logged_by_its_place(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The answer is a problem with a stable code; the log has the type and the line, and no words."""
    place = client.post("/v1/schedules", json=small()).headers["location"]
    monkeypatch.setattr(schedules, "metadata_of", broken)
    with caplog.at_level(logging.DEBUG):
        answer = client.get(place)
    assert (answer.status_code, answer.json()["code"]) == (500, "DEFECT")
    assert "DisagreementError at test_logs.py" in caplog.text
    assert PATIENT not in caplog.text + answer.text


def test_a_defect_in_an_answer_that_has_begun_cuts_it_off(
    client: TestClient, jobs: Jobs, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing more can be answered; the log has the place all the same, and no words."""
    place = client.post("/v1/schedules", json=small()).headers["location"]
    assert jobs.claim("runner", 60.0) is not None
    jobs.tell(place.rpartition("/")[2], 1, "progress", {})
    monkeypatch.setattr(routes, "format_sse_event", broken)
    with caplog.at_level(logging.DEBUG):
        answer = client.get(f"{place}/events")
    assert answer.text == "retry: 1000\n\n"
    assert "DisagreementError at test_logs.py" in caplog.text and PATIENT not in caplog.text


def test_a_defect_of_the_work_ends_its_job_and_is_logged_by_its_place(
    jobs: Jobs, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    """The job fails with a problem that names nobody."""
    with caplog.at_level(logging.DEBUG):
        ended = answered(broken, Desk(jobs, settings, "a job", 1))  # type: ignore[arg-type]
    assert ended.state == "failed"
    assert "DisagreementError at test_logs.py" in caplog.text
    assert PATIENT not in caplog.text + str(ended)


def test_an_error_of_the_database_does_not_show_what_was_stored(database: Database) -> None:
    """Its parameters would be a whole week."""
    with pytest.raises(SQLAlchemyError) as raised, database.writing() as connection:
        connection.execute(text("INSERT INTO nowhere VALUES (:week)"), {"week": PATIENT})
    assert PATIENT not in str(raised.value)
