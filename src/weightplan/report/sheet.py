"""A page of answers alone, without the week."""

from collections.abc import Sequence
from pathlib import Path

from weightplan.case import Case
from weightplan.report.paper import headed, printed
from weightplan.report.sections import Section
from weightplan.report.words import Language, Words


def write_sheet(case: Case, path: str | Path, language: Language, answers: Sequence[Section]) -> Path:
    """Write answers as one HTML file and return its path; raises OSError where it cannot be written."""
    words = Words(language)
    context = {
        **headed(case, words, case.day_count - 1),
        "case": case,
        "answers": answers,
        "contents": [(section.key, section.title) for section in answers],
    }
    target = Path(path)
    target.write_text(printed("sheet.html.j2", words, context), encoding="utf-8")
    return target
