"""Weeks read from what people send: every form comes to the same week, slips by their cells, nothing else is opened."""

import json
import tempfile
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from weightplan.exchange.fhir import bundle_of
from weightplan.files import load_case
from weightplan.files.writing import write_week
from weightplan_api.http.sent import XLSX, ZIP, case_sent
from weightplan_api.settings import Settings

CASE = load_case("team-4")
WEEK = json.loads(CASE.week.model_dump_json(exclude_unset=True))
JSON = "application/json"


@pytest.fixture(params=["sqlite"])
def url(tmp_path: Path) -> str:
    """One kind of database will do: nothing is kept of what is read."""
    return f"sqlite:///{tmp_path / 'jobs.sqlite'}"


def workbook(folder: Path) -> Path:
    path = folder / "week.xlsx"
    write_week(CASE.week, path, CASE.rulebook)
    return path


def packed(folder: Path, inside: str = "") -> bytes:
    """Return the week's CSV files in an archive, with what a Mac adds to it."""
    write_week(CASE.week, folder / "tables")
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in (folder / "tables").iterdir():
            archive.write(path, f"{inside}{path.name}")
            archive.writestr(f"__MACOSX/{inside}._{path.name}", b"\0")
        archive.writestr(f"{inside}notes.txt", "not a table")
    return made.getvalue()


def sent(client: TestClient, body: bytes, media_type: str) -> Any:
    return client.post("/v1/weeks/readings", content=body, headers={"Content-Type": media_type})


def faults(answer: Any) -> list[tuple[str, str]]:
    assert answer.status_code == 422, answer.text
    return [(fault["path"], fault["message"]) for fault in answer.json()["errors"]]


def test_every_form_of_a_week_comes_to_the_same_week(client: TestClient, tmp_path: Path) -> None:
    """Workbook, CSV files with and without their folder, YAML, JSON and a FHIR bundle; each is ready to be posted."""
    yaml = tmp_path / "week.yaml"
    write_week(CASE.week, yaml)
    forms = [
        (workbook(tmp_path).read_bytes(), XLSX),
        (packed(tmp_path), ZIP),
        (packed(tmp_path, "my week/"), ZIP),
        (yaml.read_bytes(), "application/yaml"),
        (json.dumps(WEEK).encode(), f"{JSON}; charset=utf-8"),
        (json.dumps(bundle_of(CASE)).encode(), JSON),
    ]
    for body, media_type in forms:
        answer = sent(client, body, media_type)
        assert answer.status_code == 200, answer.text
        week = type(CASE.week).model_validate_json(json.dumps(answer.json()["modelInput"]))
        assert week == CASE.week, media_type
        checked = client.post("/v1/schedules?operation=validate", json={"modelInput": answer.json()["modelInput"]})
        assert checked.json() == {"valid": True}


def test_a_slip_is_named_by_sheet_and_cell(client: TestClient, tmp_path: Path) -> None:
    """What no cell may hold, what the week does not know, and a formula: each where people look for it."""
    path = workbook(tmp_path)
    book = load_workbook(path)
    heads = [cell.value for cell in book["requests"][1]]
    column = heads.index("contact_types") + 1
    at = f"requests!{book['requests'].cell(4, column).coordinate}"
    for wrong, said in (("phone_cal", "did you mean 'phone_call'?"), ("=1+1", "holds a formula")):
        book["requests"].cell(4, column).value = wrong
        book.save(path)
        [(place, message)] = faults(sent(client, path.read_bytes(), XLSX))
        assert place == at
        assert said in message


def test_a_slip_in_a_table_is_named_by_its_file_and_line(client: TestClient, tmp_path: Path) -> None:
    """The archive's own folders are not told, nor ours."""
    write_week(CASE.week, tmp_path / "tables")
    table = tmp_path / "tables" / "requests.csv"
    lines = table.read_text(encoding="utf-8-sig").splitlines()
    lines[2] = lines[2].replace("first_visit", "frist_visit")
    assert "frist" in lines[2]
    table.write_text("\n".join(lines))
    body = BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        for path in (tmp_path / "tables").iterdir():
            archive.write(path, f"a/{path.name}")
    [(place, message)] = faults(sent(client, body.getvalue(), ZIP))
    assert place == "requests.csv"
    assert message.startswith("line 3, column contact_types: no contact type 'frist_visit'")


@pytest.mark.parametrize(
    ("body", "media_type", "place", "said"),
    [
        (b"no archive", XLSX, "file", "is no .xlsx workbook"),
        (b"no archive", ZIP, "file", "is no .zip archive"),
        (b"\xff", JSON, "file", "is no UTF-8 text"),
        (b"{", JSON, "file", "line 1"),
        (b"", "application/yaml", "file", "the file is empty"),
        (json.dumps(WEEK | {"weeks": 0}).encode(), JSON, "weeks", "greater"),
        (b'{"resourceType": "Bundle", "type": "batch", "entry": [{"resource": 1}]}', JSON, "entry[0].resource.", ""),
    ],
)
def test_what_is_no_week_says_so(client: TestClient, body: bytes, media_type: str, place: str, said: str) -> None:
    """Each form in its own words, and no path of the server among them."""
    answer = sent(client, body, media_type)
    found, message = faults(answer)[0]
    assert found.startswith(place)
    assert said in message
    assert tempfile.gettempdir() not in answer.text


@pytest.mark.parametrize("name", ["/etc/hostname", "../../../../etc/hostname", "team-4.yaml"])
def test_a_rulebook_that_is_a_path_is_not_opened(client: TestClient, tmp_path: Path, name: str) -> None:
    """Only one that ships is taken by its name, whatever lies on the server."""
    [(place, message)] = faults(sent(client, json.dumps(WEEK | {"rulebook": name}).encode(), JSON))
    assert (place, message.startswith(f"no rulebook {name!r} ships")) == ("rulebook", True)
    write_week(CASE.week.model_copy(update={"rulebook": name}), tmp_path / "week.xlsx", CASE.rulebook)
    [(place, message)] = faults(sent(client, (tmp_path / "week.xlsx").read_bytes(), XLSX))
    assert (place.startswith("week!B"), message.startswith(f"no rulebook {name!r} ships")) == (True, True)


@pytest.mark.parametrize("name", ["/tmp/weightplan-planted.csv", "../weightplan-planted.csv", "a/../../b/week.csv"])
def test_an_archive_writes_nowhere_but_in_our_folder(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Names that climb are tables of their last part, which a week has or has not."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "here"))
    (tmp_path / "here").mkdir()
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(name, "field,value\n")
    assert faults(sent(client, made.getvalue(), ZIP))
    assert list(tmp_path.rglob("*.csv")) == []
    assert list((tmp_path / "here").iterdir()) == []
    assert not Path("/tmp/weightplan-planted.csv").exists()


def test_what_is_too_large_is_refused_before_it_is_unpacked(client: TestClient, settings: Settings) -> None:
    """A body, and what an archive says that it holds: 413 for both."""
    assert sent(client, b" " * (settings.most_megabytes * 2**20 + 1), XLSX).status_code == 413
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("requests.csv", "w") as table:
        for _ in range(settings.most_megabytes * 4 + 1):
            table.write(b"\0" * 2**20)
    assert len(made.getvalue()) < 2**20
    for media_type in (XLSX, ZIP):
        assert sent(client, made.getvalue(), media_type).json()["code"] == "TOO_LARGE"


def test_a_sheet_of_far_cells_is_refused_soon(client: TestClient, tmp_path: Path) -> None:
    """A cell in the last column of each row would make billions of blank ones."""
    path, far = workbook(tmp_path), tmp_path / "far.xlsx"
    rows = "".join(f'<row r="{n}"><c r="XFD{n}"/></row>' for n in range(1, 10_000))
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(far, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            text = old.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                text = text[: text.index(b"<sheetData>") + 11] + rows.encode() + text[text.index(b"</sheetData>") :]
            new.writestr(part, text)
    [(place, message)] = faults(sent(client, far.read_bytes(), XLSX))
    assert place.startswith("week!A")
    assert "cells" in message


def test_other_forms_are_refused(client: TestClient) -> None:
    """A picture is no week."""
    assert sent(client, b"", "image/png").json()["code"] == "UNSUPPORTED_MEDIA_TYPE"


def test_a_table_twice_in_an_archive_is_refused() -> None:
    """Nobody could say which of them was meant."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a/week.csv", "")
        archive.writestr("b/week.csv", "")
    with pytest.raises(Exception, match=r"file: holds week.csv twice"):
        case_sent(made.getvalue(), ZIP, 2**20)
