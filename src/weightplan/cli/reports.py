"""The files that people read, each written in one step."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from weightplan.cli.options import Language
from weightplan.cli.outputs import atomic, atomic_files
from weightplan.cli.pages import Names, write_page

if TYPE_CHECKING:
    from weightplan.case import Case
    from weightplan.plan import Plan


@dataclass(frozen=True)
class Reports:
    """Which reports are asked for, and where they go."""

    html: Path | None
    xlsx: Path | None
    ics: Path | None
    language: Language
    names: Names

    @property
    def files(self) -> list[Path]:
        return [path for path in (self.html, self.xlsx) if path is not None]

    @property
    def all(self) -> list[Path]:
        return [*self.files, *([self.ics] if self.ics is not None else [])]

    def write(self, case: "Case", plan: "Plan") -> None:
        """Write every report that is asked for."""
        if self.html is not None:
            write_page(case, plan, self.html, self.language, self.names)
        if self.xlsx is not None:
            from weightplan.report.excel import write_xlsx

            with atomic(self.xlsx) as path:
                write_xlsx(case, plan, path)
        if self.ics is not None:
            write_calendars(case, plan, self.ics, self.language)


def write_calendars(case: "Case", plan: "Plan", folder: Path, language: Language) -> None:
    """Write a calendar per clinician; calendars that are there already are brought up to date."""
    from weightplan.report.calendar import write_ics

    told = folder if any(folder.glob("*.ics")) else case.earlier
    with atomic_files(folder) as draft:
        write_ics(case, plan, draft, language.value, earlier=told)
