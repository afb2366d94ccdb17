"""What a page shows of one clinician."""

from typing import Any

from weightplan.case import Case
from weightplan.plan import ClinicianResult
from weightplan.report import facts, picture
from weightplan.report.pieces import Piece
from weightplan.report.verdict import TeamVerdict, Verdict
from weightplan.report.words import Words
from weightplan.rules.ledger import Ledger
from weightplan.week import Group


def person_shown(
    case: Case,
    ledger: Ledger,
    verdict: Verdict,
    *,
    own: list[Piece],
    weeks: list[list[int]],
    span: tuple[int, int],
    words: Words,
) -> dict[str, Any]:
    """Return one clinician's weeks as pictures, figures and lists of the pieces of time in them."""
    return {
        "person": case.clinicians[verdict.clinician],
        "verdict": verdict,
        "limits": case.limits(verdict.clinician),
        "weeks": [
            {
                "grid": picture.grid(case, verdict.clinician, own, days=days, span=span, words=words),
                "days": facts.day_facts(case, ledger, verdict.clinician, days),
                "lists": [(day, [piece for piece in own if piece.day == day]) for day in days],
            }
            for days in weeks
        ],
    }


def members(case: Case, request: str | None) -> int | None:
    """Return how many take part in a group whose participants are only a number."""
    group: Group | None = case.groups.get(request or "")
    return case.participants(group) if group else None


def rate(result: ClinicianResult | TeamVerdict, words: Words) -> str:
    """Return weights per true minute, a dash where there is no such minute."""
    if not result.true_minutes:
        return "–"
    return words("rate", value=words.number(result.booked / result.true_minutes, 4))
