"""A planner's own file: its faults at their paths, and a small week from upload to answers."""

import json
import re
import shutil
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from playwright.sync_api import Page, expect

from tests.page.conftest import Opened
from tests.page.pictures import WANTED, pictured
from tests.page.server import Server
from weightplan.files.writing import write_week
from weightplan.week import Week

# psy1 works one morning, 8 to 10: two visits of 45 + 10 minutes fit, the third need does not.
WEEK: dict[str, Any] = {
    "name": "one morning",
    "week": "2026-11-23",
    "rulebook": {
        "name": "plain",
        "version": "1",
        "grid_minutes": 5,
        "contact_types": {
            "visit": {"modality": "physical", "minutes": 45, "documentation_minutes": 10, "weight": 1.0},
        },
        "roles": {"psychologist": {"weekly_target": 9.0}},
        "prices": {"shortfall": [1, 2, 4], "unserved": {"1": 2000, "2": 400, "3": 100, "4": 20}},
    },
    "clinicians": [{"id": "psy1", "role": "psychologist", "hours": {"mon": ["08:00-10:00"]}}],
    "patients": [{"id": f"p{n}"} for n in (1, 2, 3)],
    "requests": [{"id": f"q{n}", "patient": f"p{n}", "contact_types": ["visit"]} for n in (1, 2, 3)],
}


def uploaded(page: Page, name: str, content: str | bytes) -> None:
    raw = content.encode() if isinstance(content, str) else content
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "", "buffer": raw})
    page.get_by_role("button", name="Plan it").click()


def workbook(path: Path, **cells: str) -> bytes:
    """Return the week above as the workbook that people fill in, some cells of its requests changed."""
    week = Week.model_validate_json(json.dumps(WEEK))
    write_week(week, path)
    book = load_workbook(path)
    for cell, value in cells.items():
        book["requests"][cell] = value
    book.save(path)
    return path.read_bytes()


def test_a_file_with_faults_is_refused_with_each_at_its_path(server: Server, opened: Opened) -> None:
    """Unknown names come with a guess, wrong values with their place; nothing is begun."""
    page = opened(server.url)
    wrong = WEEK | {"requests": [WEEK["requests"][0] | {"patient": "p9"}, WEEK["requests"][1] | {"count": 0}]}
    uploaded(page, "week.json", json.dumps(wrong))
    expect(page.locator(".faults code")).to_have_text(["requests[1].count"])
    uploaded(page, "week.json", json.dumps(WEEK | {"requests": [WEEK["requests"][0] | {"patient": "p9"}]}))
    expect(page.locator(".faults code")).to_have_text(["requests[0].patient"])
    expect(page.locator(".faults")).to_contain_text("p9")
    assert page.url.rstrip("#/") == server.url


def test_a_file_of_another_kind_is_not_sent(server: Server, opened: Opened) -> None:
    """A photograph is no week, and no file is none."""
    page = opened(server.url)
    page.get_by_role("button", name="Plan it").click()
    expect(page.locator(".bad").first).to_have_text("Choose a file first.")
    uploaded(page, "week.jpg", "")
    expect(page.locator(".bad").first).to_have_text("Files of that type cannot be read.")


def test_a_shipped_week_in_yaml_is_taken(server: Server, opened: Opened) -> None:
    """YAML with its comments: the page shows the search for its plan."""
    page = opened(server.url)
    uploaded(page, "team.yaml", Path("scenarios/team-4.yaml").read_text())
    expect(page.locator("h1")).to_have_text("Planning team.yaml")
    page.get_by_role("button", name="Stop and keep the best").click()
    expect(page.get_by_role("button", name="Stop and keep the best")).to_have_count(0)


def test_a_workbook_is_taken_and_a_slip_in_it_shown_at_its_cell(server: Server, opened: Opened, tmp_path: Path) -> None:
    """What people fill in: a contact type that is none is told at its sheet and cell, and put right it is planned."""
    page = opened(server.url)
    week = tmp_path / "week.xlsx"
    heads = [cell.value for cell in load_workbook(BytesIO(workbook(week)))["requests"][1]]
    cell = f"{get_column_letter(heads.index('contact_types') + 1)}3"
    uploaded(page, "week.xlsx", workbook(week, **{cell: "vist"}))
    expect(page.locator(".faults code")).to_have_text([f"requests!{cell}"])
    expect(page.locator(".faults")).to_contain_text("did you mean 'visit'?")
    if WANTED:
        pictured(page, "upload-en")
    uploaded(page, "week.xlsx", workbook(week))
    expect(page.locator(".proof")).to_contain_text("Proven optimal")
    expect(page.locator("h1")).to_have_text("week.xlsx")


def test_csv_files_in_a_zip_are_taken(server: Server, opened: Opened, tmp_path: Path) -> None:
    """The folder that `weightplan convert` writes, packed as a file manager packs it."""
    write_week(Week.model_validate_json(json.dumps(WEEK)), tmp_path / "week")
    packed = Path(shutil.make_archive(str(tmp_path / "week"), "zip", tmp_path, "week"))
    page = opened(server.url)
    uploaded(page, "week.zip", packed.read_bytes())
    expect(page.locator(".proof")).to_contain_text("Proven optimal")


def test_why_somebody_is_short_of_the_target_and_what_binds(server: Server, opened: Opened) -> None:
    """Two visits earn 2 of 9, and no legal week gives more: proven. No rule but the hours binds."""
    page = opened(server.url)
    uploaded(page, "morning.json", json.dumps(WEEK))
    expect(page.locator(".proof")).to_contain_text("Proven optimal")
    page.locator(".timeline button.row", has_text="psy1").click()
    page.get_by_role("button", name="Why not 9.0?").click()
    expect(page.locator("dialog")).to_contain_text("2 of 9. No legal week gives more than 2")
    expect(page.locator("dialog")).to_contain_text("Proven.")
    page.get_by_role("button", name="What binds?").click()
    expect(page.locator("dialog .question").nth(1)).to_contain_text("Proven.")
    page.get_by_role("button", name="What would it take?").click()
    expect(page.locator("dialog .question").nth(2)).to_contain_text("psy1", timeout=90_000)


def test_the_ceiling_stands_as_a_tick_once_it_is_asked_for(server: Server, opened: Opened) -> None:
    """No tick before; then 2.0, in figures beside the bars."""
    page = opened(server.url)
    uploaded(page, "morning.json", json.dumps(WEEK))
    expect(page.locator(".targets tbody tr")).to_contain_text("–")
    expect(page.locator("path.ceiling")).to_have_count(0)
    page.get_by_role("button", name="Reckon the ceilings").click()
    expect(page.locator("path.ceiling")).to_have_count(1)
    expect(page.locator(".targets tbody td").nth(4)).to_have_text("2.0")


# What is promised stands, so that the timeline is known: psy1 has a call and two visits, psy2 a visit between these.
WALK = WEEK | {
    "rulebook": WEEK["rulebook"]
    | {
        "contact_types": WEEK["rulebook"]["contact_types"]
        | {"call": {"modality": "phone", "minutes": 15, "documentation_minutes": 5, "weight": 0.2}}
    },
    "clinicians": [{"id": f"psy{n}", "role": "psychologist", "hours": {"mon": ["08:00-12:00"]}} for n in (1, 2, 3)],
    "patients": [{"id": f"p{n}"} for n in (1, 2, 3, 4)],
    "requests": [
        {"id": f"q{n}", "patient": f"p{n}", "contact_types": ["call" if n == 1 else "visit"]} for n in (1, 2, 3, 4)
    ],
    "bookings": [
        {"request": request, "clinician": clinician, "start": f"2026-11-23T{clock}", "locked": True}
        for request, clinician, clock in (
            ("q1", "psy1", "08:00"),
            ("q2", "psy1", "09:00"),
            ("q3", "psy1", "10:30"),
            ("q4", "psy3", "10:15"),
        )
    ],
}


def test_arrow_keys_walk_between_contacts_and_a_short_one_is_told_whole(server: Server, opened: Opened) -> None:
    """Left and right along a row, up and down over an empty row to the nearest; Enter opens. A call shows its code."""
    page = opened(server.url)
    uploaded(page, "walk.json", json.dumps(WALK))
    call = page.locator(".timeline .contact").first
    expect(call.locator(".what")).to_be_hidden()
    whole = "Call, p1, Mon 23 Nov 08:00–08:15, notes until 08:20, psy1, locked"
    expect(call).to_have_attribute("title", whole)
    expect(call).to_have_accessible_name(re.compile(f"p1 08:00: {re.escape(whole)}$"))
    call.focus()
    steps = ["Right p2", "Right p3", "Right p3", "Down p4", "Down p4", "Up p3", "Left p2", "Down p4", "Up p3", "Up p3"]
    for step in steps:
        key, patient = step.split()
        page.keyboard.press(f"Arrow{key}")
        assert f" {patient} " in str(page.evaluate("() => document.activeElement.getAttribute('aria-label')")), step
    page.keyboard.press("Enter")
    expect(page.locator("dialog")).to_contain_text("p3")
