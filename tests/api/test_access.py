"""Who may what: by token, by session, at this machine; another unit's ids answer as if they were nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.api.asking import finished, posted
from tests.api.bodies import small
from tests.api.studied import small_study
from weightplan.errors import InputError
from weightplan_api.http import create_app
from weightplan_api.server import serve
from weightplan_api.settings import Settings
from weightplan_api.store import Database
from weightplan_api.store.tokens import Role, Tokens

Login = Callable[..., TestClient]
SOME_ID = "0" * 32
READS = (
    "/v1/schedules",
    "/v1/schedules/{}",
    "/v1/schedules/{}/metadata",
    "/v1/schedules/{}/events",
    "/v1/schedules/{}/report",
    "/v1/schedules/{}/desk",
    "/v1/schedules/{}/plan.json",
    "/v1/schedules/{}/places?appointment=q1&at=2026-11-23T09:00",
)
WRITES = ("/v1/schedules/{}/stop", "/v1/schedules/{}/undo", "/v1/schedules/{}/redo", "/v1/schedules/{}/rest")
CHANGE = {"what": "lock", "appointment": "q1", "at": "2026-11-23T09:00", "version": 0}


@pytest.fixture
def login(database: Database, settings: Settings) -> Login:
    """Return clients who hold a token of a unit and role."""
    app = create_app(database, settings, loopback=True)

    def client(unit: str, role: Role = "planner", clinician: str | None = None) -> TestClient:
        _, token = Tokens(database).create(unit, role, f"{role} of {unit}", clinician=clinician)
        headers = {"Authorization": f"Bearer {token}"}
        return TestClient(app, base_url="http://localhost", headers=headers, raise_server_exceptions=False)

    return client


def test_without_tokens_this_machine_may_and_with_one_nobody_else(client: TestClient, database: Database) -> None:
    """The first token closes the door that was open for one person's own use."""
    assert client.get("/v1/schedules").status_code == 200
    Tokens(database).create("u", "planner", "Kim")
    answer = client.get("/v1/schedules")
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert client.get("/v1/health").status_code == 200


def test_pages_of_other_sites_may_not_change_anything(client: TestClient) -> None:
    """On loopback a browser would carry out what any page asks: origin, fetch metadata and host are looked at."""
    for headers in ({"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Host": "evil.example"}):
        answer = client.post("/v1/schedules", json=small(), headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "CROSS_SITE")
    assert client.get("/v1/schedules", headers={"Host": "evil.example"}).status_code == 403
    own = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    assert client.post("/v1/schedules", json=small(), headers=own).status_code == 202


def test_another_units_ids_answer_like_ids_that_are_none(login: Login) -> None:
    """Reading, changing, stopping and erasing: the answers are the same, word for word."""
    ours, theirs = login("north"), login("south")
    job = posted(ours, small()).rpartition("/")[2]
    for read in READS[1:]:
        answers = [theirs.get(read.format(name)) for name in (job, SOME_ID)]
        assert [answer.status_code for answer in answers] == [404, 404], read
        assert answers[0].json() | {"instance": ""} == answers[1].json() | {"instance": ""}
    for write in WRITES:
        assert theirs.post(write.format(job)).status_code == 404, write
    assert theirs.post(f"/v1/schedules/{job}/changes", json=CHANGE).status_code == 404
    assert theirs.delete(f"/v1/schedules/{job}").status_code == 404
    assert theirs.get("/v1/schedules").json() == []
    assert ours.get(f"/v1/schedules/{job}/metadata").json()["jobStatus"] == "queued"
    assert all("south" not in deed["who"] for deed in ours.get("/v1/audit").json())


def test_a_reader_reads(login: Login) -> None:
    """And changes nothing: every write is refused before anything is looked up."""
    planner, reader = login("north"), login("north", "reader")
    job = posted(planner, small()).rpartition("/")[2]
    planner.post(f"/v1/schedules/{job}/stop")  # else its news would not end
    for read in READS:
        assert reader.get(read.format(job)).status_code in (200, 409, 410), read
    for kind in ("schedules", "checks", "explanations", "replans"):
        assert reader.post(f"/v1/{kind}", json=small()).status_code == 403
    for write in WRITES:
        assert reader.post(write.format(job)).status_code == 403, write
    assert reader.post(f"/v1/schedules/{job}/changes", json=CHANGE).status_code == 403
    assert reader.delete(f"/v1/schedules/{job}").status_code == 403
    assert reader.get("/v1/audit").status_code == 403


@pytest.mark.parametrize(
    ("kind", "body", "reads", "writes"),
    [
        ("studies", small_study(), ("report", "rows.csv", "rows/0/week"), ()),
        ("frontiers", small(), ("report",), ("points/1/schedule",)),
    ],
)
def test_studies_and_fronts_are_the_units_own(
    login: Login, kind: str, body: dict[str, Any], reads: tuple[str, ...], writes: tuple[str, ...]
) -> None:
    """A reader reads and changes nothing, a clinician's token opens nothing, another unit learns nothing."""
    if kind == "frontiers":
        body["modelInput"]["rulebook"]["min_group_size"] = 1
    planner, reader, own, other = (
        login("north"),
        login("north", "reader"),
        login("north", "clinician", "psy1"),
        login("south"),
    )
    place = posted(planner, body, kind)
    for read in (place, f"{place}/metadata", *(f"{place}/{more}" for more in reads)):
        assert reader.get(read).status_code in (200, 409), read
        assert (own.get(read).status_code, other.get(read).status_code) == (403, 404), read
    for write in (f"{place}/stop", *(f"{place}/{more}" for more in writes)):
        assert [who.post(write).status_code for who in (reader, own, other)] == [403, 403, 404], write
    assert [who.delete(place).status_code for who in (reader, own, other)] == [403, 403, 404]
    assert [who.post(f"/v1/{kind}", json=body).status_code for who in (reader, own)] == [403, 403]
    assert other.get(f"/v1/{kind}").json() == [] and len(reader.get(f"/v1/{kind}").json()) == 1
    assert planner.delete(place).status_code == 200


def test_a_clinicians_token_opens_no_unit_page(login: Login) -> None:
    """Neither the list, nor a plan, nor its figures."""
    planner, own = login("north"), login("north", "clinician", "psy1")
    job = posted(planner, small()).rpartition("/")[2]
    for read in READS:
        assert own.get(read.format(job)).status_code == 403, read
    for write in WRITES:
        assert own.post(write.format(job)).status_code == 403, write
    assert own.post("/v1/schedules", json=small()).status_code == 403


def test_a_clinicians_token_opens_the_own_page_and_nothing_of_colleagues(login: Login, working: None) -> None:
    """The page and the calendar of the one; of another, even by name, nothing."""
    planner, own = login("north"), login("north", "clinician", "psy1")
    place = posted(planner, small())
    finished(planner, place)
    page = own.get(f"{place}/own.html")
    assert page.status_code == 200 and "psy1" in page.text and "psy2" not in page.text
    assert "psy2" not in own.get(f"{place}/own.ics").text
    assert [own.get(f"{place}/own.{form}?clinician=psy2").status_code for form in ("html", "ics")] == [404, 404]
    assert login("north", "clinician", "psy9").get(f"{place}/own.html").status_code == 404
    assert login("south", "clinician", "psy1").get(f"{place}/own.html").status_code == 404
    assert planner.get(f"{place}/own.html?clinician=psy2").status_code == 200


def test_tokens_end(database: Database, settings: Settings) -> None:
    """Revoked, expired, misspelt: none opens anything; what is stored opens nothing either."""
    app, tokens = create_app(database, settings), Tokens(database)
    identifier, token = tokens.create("u", "planner", "Kim")
    _, old = tokens.create("u", "planner", "Kim", days=-1)
    client = TestClient(app, base_url="http://localhost")

    def status(secret: str) -> int:
        return client.get("/v1/schedules", headers={"Authorization": f"Bearer {secret}"}).status_code

    assert status(token) == 200
    assert [status(other) for other in (old, token[:-1], token.lower(), "", "wp_")] == [401] * 5
    with database.reading() as connection:
        stored = str(connection.exec_driver_sql("SELECT * FROM tokens").all())
    assert token not in stored and token.removeprefix("wp_") not in stored
    assert tokens.revoke(identifier) and status(token) == 401


def test_a_session_needs_its_word_for_every_change(database: Database, settings: Settings) -> None:
    """The cookie is out of scripts' reach and of other sites'; without the CSRF word it only reads."""
    _, token = Tokens(database).create("u", "planner", "Kim")
    client = TestClient(create_app(database, settings, loopback=True), base_url="http://localhost")
    assert client.get("/v1/session").status_code == 401
    assert client.post("/v1/session", json={"token": "wp_wrong"}).status_code == 401
    begun = client.post("/v1/session", json={"token": token})
    cookie = begun.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie
    assert client.get("/v1/session").json() == begun.json()
    assert client.get("/v1/schedules").status_code == 200
    assert client.post("/v1/schedules", json=small()).json()["code"] == "CROSS_SITE"
    word = {"X-CSRF-Token": begun.json()["csrf"]}
    assert client.post("/v1/schedules", json=small(), headers={"X-CSRF-Token": "x"}).status_code == 403
    assert client.post("/v1/schedules", json=small(), headers=word).status_code == 202
    assert client.delete("/v1/session", headers=word).status_code == 204
    assert client.get("/v1/schedules").status_code == 401


def test_over_a_network_the_cookie_travels_encrypted_only(database: Database, settings: Settings) -> None:
    """Where the server is not on loopback the cookie is marked secure."""
    _, token = Tokens(database).create("u", "planner", "Kim")
    client = TestClient(create_app(database, settings), base_url="https://plan.example")
    assert "secure" in client.post("/v1/session", json={"token": token}).headers["set-cookie"].lower()


def test_without_tokens_only_loopback_is_served(settings: Settings) -> None:
    """Others could read every week."""
    with pytest.raises(InputError, match="make a token first"):
        serve(settings, "0.0.0.0", 8765)


def test_pages_carry_the_headers_that_browsers_need(client: TestClient) -> None:
    """On answers and refusals alike."""
    for place in ("/v1/health", "/nothing", "/v1/schedules/x"):
        headers = client.get(place).headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_deeds_are_kept_with_their_reasons(login: Login) -> None:
    """Newest first; of the unit alone, and after erasing too."""
    planner = login("north")
    place = posted(planner, small())
    planner.post(f"{place}/stop")
    planner.delete(place)
    deeds = planner.get("/v1/audit").json()
    assert [deed["what"] for deed in deeds] == ["erased schedules", "stopped schedules", "submitted schedules"]
    assert {deed["who"] for deed in deeds} == {"planner of north"}
    assert login("south").get("/v1/audit").json() == []
