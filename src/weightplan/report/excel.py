"""A plan as a workbook: one sheet per view, for those who filter, count and paste."""

import re
from pathlib import Path
from typing import Any

import pandas as pd

from weightplan.case import Case
from weightplan.check import Report, check
from weightplan.plan import Plan
from weightplan.report.looks import type_label
from weightplan.report.verdict import Verdict, verdicts
from weightplan.report.words import LANGUAGES, Words
from weightplan.rules.ledger import Ledger
from weightplan.week import Group

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
WIDEST = 70
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")

COLUMNS: dict[str, list[str]] = {
    "verdict": ["clinician", "target", "booked", "short", "outcome", "binds", "outcome_sv", "binds_sv"],
    "clinicians": [
        "clinician", "role", "fte", "target", "booked", "expected", "reportable", "load", "true_minutes",
        "weights_per_true_minute", "free_minutes",
    ],
    "appointments": [
        "clinician", "start", "end", "busy_until", "contact_type", "label", "label_sv", "request", "patients", "room",
        "weight",
    ],
    "breaks": ["clinician", "start", "end", "kind"],
    "rooms": ["room", "kind", "start", "end", "contact_type", "request", "clinicians"],
    "unserved": ["need", "count", "priority", "contact_types", "reason", "text", "text_sv"],
    "cost": ["rule", "cost", "name", "name_sv"],
    "violations": ["rule", "about", "text"],
}  # fmt: skip


def write_xlsx(case: Case, plan: Plan, path: str | Path) -> Path:
    """Write the plan as an .xlsx file and return its path.

    Times are wall-clock times, weights are weights, minutes are minutes. What comes from a file
    is written as text and never as a formula. Raises OSError where the file cannot be written.
    """
    target = Path(path)
    with pd.ExcelWriter(target, engine="openpyxl", datetime_format="YYYY-MM-DD HH:MM") as writer:
        for name, rows in _views(case, plan).items():
            frame = pd.DataFrame([_clean(row) for row in rows], columns=COLUMNS[name])
            frame.to_excel(writer, sheet_name=name, index=False)
            _finish(writer.sheets[name])
    return target


def _views(case: Case, plan: Plan) -> dict[str, list[dict[str, Any]]]:
    ledger, report, people = Ledger(case, plan), check(case, plan), verdicts(case, plan)
    return {
        "verdict": [_verdict_row(v) for v in people],
        "clinicians": [_clinician_row(case, v) for v in people],
        "appointments": _appointment_rows(case, plan),
        "breaks": [{name: getattr(b, name) for name in COLUMNS["breaks"]} for b in plan.breaks],
        "rooms": _room_rows(case, plan),
        "unserved": _unserved_rows(ledger, plan),
        "cost": _cost_rows(report),
        "violations": [{"rule": v.rule, "about": v.about, "text": v.text} for v in report.violations],
    }


def _verdict_row(verdict: Verdict) -> dict[str, Any]:
    sv, en = (Words(language) for language in LANGUAGES)
    return {
        "clinician": verdict.clinician,
        "target": verdict.result.target,
        "booked": verdict.result.booked,
        "short": verdict.short,
        "outcome": verdict.text(en),
        "outcome_sv": verdict.text(sv),
        "binds": "\n".join(b.text(en) for b in verdict.binding),
        "binds_sv": "\n".join(b.text(sv) for b in verdict.binding),
    }


def _clinician_row(case: Case, verdict: Verdict) -> dict[str, Any]:
    person, result = case.clinicians[verdict.clinician], verdict.result
    return {
        **result.model_dump(),
        "clinician": result.id,
        "role": person.role,
        "fte": person.fte,
        "weights_per_true_minute": round(result.booked / result.true_minutes, 4) if result.true_minutes else None,
        "free_minutes": verdict.free_minutes,
    }


def _appointment_rows(case: Case, plan: Plan) -> list[dict[str, Any]]:
    frame = plan.to_frames()["appointments"].sort_values(["clinician", "start", "request"], kind="stable")
    frame["label"] = [type_label(case, t, "en") for t in frame["contact_type"]]
    frame["label_sv"] = [type_label(case, t, "sv") for t in frame["contact_type"]]
    return [{str(k): v for k, v in row.items()} for row in frame.to_dict("records")]


def _room_rows(case: Case, plan: Plan) -> list[dict[str, Any]]:
    held = sorted((a for a in plan.appointments if a.room is not None), key=lambda a: (a.room or "", a.start))
    return [
        {
            "room": a.room,
            "kind": case.rooms[a.room].kind if a.room in case.rooms else None,
            "start": a.start,
            "end": a.end,
            "contact_type": a.contact_type,
            "request": a.request,
            "clinicians": ", ".join(a.clinicians),
        }
        for a in held
    ]


def _unserved_rows(ledger: Ledger, plan: Plan) -> list[dict[str, Any]]:
    given = {u.request: u for u in plan.unserved}
    rows = []
    for need, asked in ledger.needs():
        missing, stated = asked - ledger.count(need), given.get(need.id)
        if missing > 0:
            types = (need.contact_type,) if isinstance(need, Group) else need.contact_types
            rows.append(
                {
                    "need": need.id,
                    "count": missing,
                    "priority": need.priority,
                    "contact_types": ", ".join(types),
                    "reason": stated.reason if stated else None,
                    "text": stated.text if stated else None,
                    "text_sv": stated.text_sv if stated else None,
                }
            )
    return rows


def _cost_rows(report: Report) -> list[dict[str, Any]]:
    sv, en = (Words(language) for language in LANGUAGES)
    return [
        {"rule": rule, "cost": cost, "name": en.known(f"rule.{rule}", rule), "name_sv": sv.known(f"rule.{rule}", rule)}
        for rule, cost in report.per_rule.items()
    ]


def _clean(row: dict[str, Any]) -> dict[str, Any]:
    """Drop the control characters that the format forbids: openpyxl would refuse the whole file."""
    return {k: _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", v) if isinstance(v, str) else v for k, v in row.items()}


def _finish(sheet: Any) -> None:
    sheet.freeze_panes = "A2"
    if sheet.max_row > 1:
        sheet.auto_filter.ref = sheet.dimensions
    for column in sheet.iter_cols():
        widest = max(len(line) for cell in column for line in (_shown(cell.value).splitlines() or [""]))
        sheet.column_dimensions[column[0].column_letter].width = min(WIDEST, widest + 3)
        for cell in column:
            _as_text(cell)


def _as_text(cell: Any) -> None:
    """Keep what looks like a formula as the text that it is, also after somebody edits the cell."""
    if isinstance(cell.value, str) and cell.value.startswith(FORMULA_STARTS):
        cell.data_type = "s"
        cell.quotePrefix = True


def _shown(value: object) -> str:
    return "" if value is None else str(value)[:16] if hasattr(value, "hour") else str(value)
