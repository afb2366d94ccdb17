"""A plan as files that people take along: JSON, a page, a workbook, calendars; and one clinician's own of each."""

import tempfile
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from weightplan.answers.page.places import command, unasked
from weightplan.answers.page.trusted import protected_time, trusted
from weightplan.answers.page.wording import Say
from weightplan.answers.trust import trust
from weightplan.answers.trust.protected import protected
from weightplan.case import Case
from weightplan.check import check
from weightplan.plan import Plan
from weightplan.report.calendar import file_names, write_ics
from weightplan.report.excel import write_xlsx
from weightplan.report.html import write_html
from weightplan.report.own import render_own
from weightplan.report.sections import Section
from weightplan.report.words import Language, Words
from weightplan.rules.ledger import Ledger


def as_json(case: Case, plan: Plan, language: Language) -> bytes:
    return plan.model_dump_json(indent=1).encode()


def as_page(case: Case, plan: Plan, language: Language) -> bytes:
    """Return the page with what speaks for trusting the plan, and the commands that get what takes time."""
    say = Say(Words(language))
    line = command("plan.json", "week.json", "page.html", rulebook=None, language=language)
    sections = [*unasked(say, check(case, plan).legal, line), trusted(case, say, trust(case, plan), line)]
    return _written(lambda path: write_html(case, plan, path, language, sections), "plan.html")


def as_workbook(case: Case, plan: Plan, language: Language) -> bytes:
    return _written(lambda path: write_xlsx(case, plan, path), "plan.xlsx")


def as_calendars(case: Case, plan: Plan, language: Language) -> bytes:
    """Return a calendar per clinician, packed."""
    packed = BytesIO()
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        write_ics(case, plan, Path(folder), language)
        for path in sorted(Path(folder).iterdir()):
            archive.write(path, path.name)
    return packed.getvalue()


def own_page(case: Case, plan: Plan, clinician: str, language: Language) -> bytes:
    """Return a clinician's own page: nothing of colleagues."""
    say = Say(Words(language))
    kept = protected_time(say, protected(case, Ledger(case, plan), [clinician]))
    section = Section("protected", say("protected"), (), (kept,))
    return render_own(case, plan, clinician, language, [section]).encode()


def own_calendar(case: Case, plan: Plan, clinician: str, language: Language) -> bytes:
    """Return a clinician's own calendar."""
    with tempfile.TemporaryDirectory() as folder:
        write_ics(case, plan, Path(folder), language)
        return (Path(folder) / file_names(list(case.clinicians))[clinician]).read_bytes()


def _written(write: Callable[[Path], object], name: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        write(path)
        return path.read_bytes()


WRITERS: dict[str, Callable[[Case, Plan, Language], bytes]] = {
    "json": as_json,
    "html": as_page,
    "xlsx": as_workbook,
    "zip": as_calendars,
}
OWN_WRITERS: dict[str, Callable[[Case, Plan, str, Language], bytes]] = {"html": own_page, "ics": own_calendar}
