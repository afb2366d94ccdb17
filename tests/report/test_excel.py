"""The workbook: read back with pandas, it holds the plan, and nothing in it runs."""

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from weightplan.case import Case
from weightplan.check import check
from weightplan.plan import Plan
from weightplan.report.excel import COLUMNS, write_xlsx

from .conftest import FORMULA, SCRIPT, make_case, make_plan


def _read(path: Path) -> dict[str, pd.DataFrame]:
    return pd.read_excel(path, sheet_name=None, keep_default_na=False)


def test_every_view_has_its_sheet_with_its_columns(case: Case, plan: Plan, tmp_path: Path) -> None:
    sheets = _read(write_xlsx(case, plan, tmp_path / "plan.xlsx"))
    assert {name: list(frame.columns) for name, frame in sheets.items()} == COLUMNS


def test_the_sheets_hold_the_plan(example: tuple[Case, Plan], tmp_path: Path) -> None:
    case, plan = example
    sheets, report = _read(write_xlsx(case, plan, tmp_path / "plan.xlsx")), check(case, plan)
    appointments = sheets["appointments"]
    assert len(appointments) == sum(len(a.clinicians) for a in plan.appointments)
    assert set(appointments["start"]) == {pd.Timestamp(a.start.replace(tzinfo=None)) for a in plan.appointments}
    booked = appointments.groupby("clinician")["weight"].sum().round(2).to_dict()
    assert booked == {c.id: c.booked for c in report.clinicians}
    assert list(sheets["clinicians"]["clinician"]) == list(case.clinicians)
    assert dict(zip(sheets["cost"]["rule"], sheets["cost"]["cost"], strict=True)) == report.per_rule
    assert len(sheets["rooms"]) == sum(a.room is not None for a in plan.appointments)
    assert len(sheets["breaks"]) == len(plan.breaks)
    assert len(sheets["unserved"]) == 0


def test_verdict_and_needs_left_over_are_in_both_languages(case: Case, plan: Plan, tmp_path: Path) -> None:
    sheets = _read(write_xlsx(case, plan, tmp_path / "plan.xlsx"))
    assert list(sheets["verdict"]["outcome_sv"])[:2] == ["når 2,0 av 2,0", "1,0 av 2,0, 1,0 under"]
    assert sheets["verdict"]["binds"][1].startswith("Needs run out")
    (row,) = sheets["unserved"].to_dict("records")
    assert (row["need"], row["count"], row["reason"], row["text_sv"]) == ("q3", 1, "NO_TIME", "Ingen tid.")


def test_what_looks_like_a_formula_stays_text(hostile: tuple[Case, Plan], tmp_path: Path) -> None:
    path = write_xlsx(*hostile, tmp_path / "plan.xlsx")
    book = openpyxl.load_workbook(path)
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row]
    assert not [c.coordinate for c in cells if c.data_type == "f"]
    risky = [c for c in cells if isinstance(c.value, str) and c.value.startswith(("=", "+", "-", "@"))]
    assert {c.value for c in risky} >= {FORMULA, "@left"}
    assert all(c.quotePrefix for c in risky)
    assert SCRIPT in set(_read(path)["appointments"]["clinician"])
    assert list(_read(path)["clinicians"]["clinician"])[1] == FORMULA


@pytest.mark.parametrize("name", COLUMNS)
def test_headers_are_frozen_and_columns_wide_enough(name: str, case: Case, plan: Plan, tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(write_xlsx(case, plan, tmp_path / "plan.xlsx"))[name]
    assert sheet.freeze_panes == "A2"
    for column in sheet.iter_cols(max_row=1):
        width = sheet.column_dimensions[column[0].column_letter].width
        assert len(str(column[0].value)) < width <= 70


def test_control_characters_do_not_stop_the_export(tmp_path: Path) -> None:
    case = make_case([{"id": "a\x07b"}], requests=[{"id": "q\x00", "contact_types": ["visit"]}])
    sheets = _read(write_xlsx(case, make_plan(), tmp_path / "plan.xlsx"))
    assert list(sheets["clinicians"]["clinician"]) == ["a\N{REPLACEMENT CHARACTER}b"]
