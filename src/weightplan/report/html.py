"""One self-contained page of a plan: verdict first, then the week, the rooms, the needs left, the proof."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from weightplan.case import Case
from weightplan.check import check
from weightplan.plan import Plan
from weightplan.report import facts, picture
from weightplan.report.looks import looks, role_label, type_label
from weightplan.report.paper import headed, printed
from weightplan.report.person import members, person_shown, rate
from weightplan.report.pieces import pieces
from weightplan.report.sections import Section
from weightplan.report.verdict import teams, verdicts
from weightplan.report.words import Language, Words
from weightplan.rules.ledger import Ledger

BEFORE_ANSWERS, AFTER_ANSWERS = ("verdict", "schedule", "rooms", "unserved"), ("proof", "assumptions", "record")
NEED_A_PLAN = ("schedule", "rooms", "unserved")


def write_html(
    case: Case, plan: Plan, path: str | Path, language: Language = "sv", answers: Sequence[Section] = ()
) -> Path:
    """Write the plan as one HTML file that needs nothing else, and return its path.

    Every figure is reckoned anew by the checker, whatever the plan states; `answers` are put in as
    they are. Raises OSError where the file cannot be written.
    """
    target = Path(path)
    target.write_text(render(case, plan, language, answers), encoding="utf-8")
    return target


def render(case: Case, plan: Plan, language: Language = "sv", answers: Sequence[Section] = ()) -> str:
    """Return the page as text."""
    words = Words(language)
    return printed("page.html.j2", words, _context(case, plan, words, answers))


def _context(case: Case, plan: Plan, words: Words, answers: Sequence[Section]) -> dict[str, Any]:
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
        **headed(case, words, weeks[-1][-1]),
        "has_plan": has_plan,
        "contents": [
            *((key, words(key)) for key in BEFORE_ANSWERS if has_plan or key not in NEED_A_PLAN),
            *((section.key, section.title) for section in answers),
            *((key, words(key)) for key in AFTER_ANSWERS),
        ],
        "answers": answers,
        "case": case,
        "plan": plan,
        "report": report,
        "looks": styles,
        "verdicts": people,
        "teams": teams(case, people),
        "top": max((max(v.result.target, v.result.booked) for v in people), default=0) * 1.08 or 1,
        "clinicians": [
            person_shown(
                case,
                ledger,
                v,
                own=pieces(case, ledger, v.clinician, styles, words),
                weeks=weeks,
                span=span,
                words=words,
            )
            for v in people
        ],
        "rooms": _rooms(case, ledger, weeks, span),
        "room_days": [d for days in weeks for d in days],
        "left": _by_reason(left),
        "matrix": facts.matrix(left),
        "left_count": sum(row.count for row in left),
        "most_rows": facts.MOST_ROWS,
        "most_ids": facts.MOST_IDS,
        "asked": asked,
        "served": served,
        "proof": facts.proof(plan, report, words),
        "assumptions": facts.assumptions(case, words),
        "without_notes": facts.without_notes(case, words),
        "role": lambda name: role_label(case, name, words.language),
        "type_label": lambda name: type_label(case, name, words.language),
        "rate": lambda result: rate(result, words),
        "members": lambda request: members(case, request),
    }


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
