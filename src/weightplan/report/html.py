"""One self-contained page of a plan: verdict first, then the week, the rooms, the needs left, the proof."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from weightplan.case import Case
from weightplan.check import check
from weightplan.plan import ClinicianResult, Plan
from weightplan.report import facts, picture
from weightplan.report.looks import looks, role_label, type_label
from weightplan.report.pieces import Piece, clock, pieces
from weightplan.report.verdict import TeamVerdict, Verdict, teams, verdicts
from weightplan.report.words import Language, Words
from weightplan.rules.ledger import Ledger
from weightplan.week import Group

SECTIONS = ("verdict", "schedule", "rooms", "unserved", "proof", "assumptions", "record")
NEED_A_PLAN = ("schedule", "rooms", "unserved")


def write_html(case: Case, plan: Plan, path: str | Path, language: Language = "sv") -> Path:
    """Write the plan as one HTML file that needs nothing else, and return its path.

    Every figure is reckoned anew by the checker, whatever the plan states. Raises OSError
    where the file cannot be written.
    """
    target = Path(path)
    target.write_text(render(case, plan, language), encoding="utf-8")
    return target


def render(case: Case, plan: Plan, language: Language = "sv") -> str:
    """Return the page as text."""
    environment = Environment(
        loader=PackageLoader("weightplan.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    words = Words(language)
    environment.globals.update(words=words, clock=clock, people=picture.people)
    return environment.get_template("page.html.j2").render(_context(case, plan, words))


def _context(case: Case, plan: Plan, words: Words) -> dict[str, Any]:
    ledger, report = Ledger(case, plan), check(case, plan)
    styles = looks(case, words.language)
    people = verdicts(case, plan)
    span = picture.span_shown(case, ledger)
    weeks = [picture.days_shown(case, ledger, week) for week in range(case.week.weeks)]
    left = facts.left_over(case, plan, words)
    has_plan = plan.status in ("optimal", "feasible") or bool(plan.appointments)
    asked = sum(n for _, n in ledger.needs())
    served = sum(min(n, ledger.count(need)) for need, n in ledger.needs())
    return {
        "language": words.language,
        "has_plan": has_plan,
        "sections": [s for s in SECTIONS if has_plan or s not in NEED_A_PLAN],
        "heading": _heading(case, words),
        "period": f"{words.date(case.date_of(0))} – {words.date(case.date_of(weeks[-1][-1]))}",
        "case": case,
        "plan": plan,
        "report": report,
        "looks": styles,
        "verdicts": people,
        "teams": teams(case, people),
        "top": max((max(v.result.target, v.result.booked) for v in people), default=0) * 1.08 or 1,
        "clinicians": [_clinician(case, ledger, v, styles=styles, weeks=weeks, span=span, words=words) for v in people],
        "rooms": _rooms(case, ledger, weeks, span),
        "room_days": [d for days in weeks for d in days],
        "left": _by_reason(left),
        "matrix": facts.matrix(left),
        "left_count": sum(row.count for row in left),
        "first_rows": facts.FIRST_ROWS,
        "most_rows": facts.MOST_ROWS,
        "most_ids": facts.MOST_IDS,
        "asked": asked,
        "served": served,
        "proof": facts.proof(plan, report, words),
        "assumptions": facts.assumptions(case, words),
        "without_notes": facts.without_notes(case, words),
        "role": lambda name: role_label(case, name, words.language),
        "type_label": lambda name: type_label(case, name, words.language),
        "rate": lambda result: _rate(result, words),
        "members": lambda request: _members(case, request),
    }


def _heading(case: Case, words: Words) -> str:
    year, week, _ = case.week.week.isocalendar()
    if case.week.weeks == 1:
        return words("week", week=week, year=year)
    last = case.date_of(case.day_count - 1).isocalendar()[1]
    return words("weeks", week=week, last=last, year=year)


def _clinician(
    case: Case,
    ledger: Ledger,
    verdict: Verdict,
    *,
    styles: dict[str, Any],
    weeks: list[list[int]],
    span: tuple[int, int],
    words: Words,
) -> dict[str, Any]:
    own = pieces(case, ledger, verdict.clinician, styles, words)
    return {
        "person": case.clinicians[verdict.clinician],
        "verdict": verdict,
        "limits": case.limits(verdict.clinician),
        "weeks": [
            {
                "grid": picture.grid(case, verdict.clinician, own, days=days, span=span, words=words),
                "days": facts.day_facts(case, ledger, verdict.clinician, days),
                "lists": [(day, _shown(own, day)) for day in days],
            }
            for days in weeks
        ],
    }


def _shown(own: list[Piece], day: int) -> list[Piece]:
    return [p for p in own if p.day == day]


def _rooms(case: Case, ledger: Ledger, weeks: list[list[int]], span: tuple[int, int]) -> list[dict[str, Any]]:
    days = [d for shown in weeks for d in shown]
    rooms = []
    for room in case.rooms.values():
        used = [picture.room_day(case, ledger, room.id, day, span) for day in days]
        rooms.append({"room": room, "days": used, "held": sum(u.held for u in used), "open": sum(u.open for u in used)})
    return rooms


def _by_reason(left: list[facts.Left]) -> dict[str, list[facts.Left]]:
    grouped: dict[str, list[facts.Left]] = {}
    for row in left:
        grouped.setdefault(row.reason, []).append(row)
    return grouped


def _members(case: Case, request: str | None) -> int | None:
    """Return how many take part in a group whose participants are only a number."""
    group: Group | None = case.groups.get(request or "")
    return case.participants(group) if group else None


def _rate(result: ClinicianResult | TeamVerdict, words: Words) -> str:
    if not result.true_minutes:
        return "–"
    return words("rate", value=words.number(result.booked / result.true_minutes, 4))
