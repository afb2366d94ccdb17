"""A clinician's own page: own week, figures and answers, and nothing about colleagues."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from weightplan.case import Case
from weightplan.check import check
from weightplan.plan import Plan
from weightplan.report import picture
from weightplan.report.alone import alone, discreet
from weightplan.report.looks import looks, role_label
from weightplan.report.paper import headed, printed
from weightplan.report.person import members, person_shown, rate
from weightplan.report.pieces import pieces
from weightplan.report.sections import Section
from weightplan.report.verdict import verdict_of
from weightplan.report.words import Language, Words
from weightplan.rules.ledger import Ledger

CONTENTS = ("verdict", "own")


def write_own(
    case: Case,
    plan: Plan,
    clinician: str,
    path: str | Path,
    language: Language = "sv",
    answers: Sequence[Section] = (),
) -> Path:
    """Write one clinician's page as one HTML file that needs nothing else, and return its path.

    `answers` are put in as they are: whoever makes them keeps colleagues out. Raises OSError where
    the file cannot be written.
    """
    target = Path(path)
    target.write_text(render_own(case, plan, clinician, language, answers), encoding="utf-8")
    return target


def render_own(
    case: Case, plan: Plan, clinician: str, language: Language = "sv", answers: Sequence[Section] = ()
) -> str:
    """Return the page as text."""
    words = Words(language)
    return printed("own.html.j2", words, _context(case, plan, clinician, words, answers))


def _context(case: Case, plan: Plan, clinician: str, words: Words, answers: Sequence[Section]) -> dict[str, Any]:
    mine, held = alone(case, plan, clinician)
    ledger, styles = Ledger(mine, held), looks(mine, words.language)
    verdict = verdict_of(case, plan, clinician)
    weeks = [picture.days_shown(mine, ledger, week) for week in range(mine.week.weeks)]
    own = discreet(case, plan, clinician, pieces(mine, ledger, clinician, styles, words), words)
    used = {piece.look.name for piece in own if piece.look}
    return {
        **headed(mine, words, weeks[-1][-1]),
        "contents": [*((key, words(key)) for key in CONTENTS), *((s.key, s.title) for s in answers)],
        "case": mine,
        "legal": check(case, plan).legal,
        "c": person_shown(
            mine, ledger, verdict, own=own, weeks=weeks, span=picture.span_shown(mine, ledger), words=words
        ),
        "verdict": verdict,
        "top": max(verdict.result.target, verdict.result.booked) * 1.08 or 1,
        "rate": rate(verdict.result, words),
        "looks": [look for name, look in styles.items() if name in used],
        "role": role_label(mine, mine.clinicians[clinician].role, words.language),
        "members": lambda request: members(mine, request),
        "answers": answers,
    }
