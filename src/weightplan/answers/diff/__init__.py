"""What changed between two plans of a week, or between two rulebooks: who, what, and what it is worth."""

from weightplan.answers.diff.answer import diff
from weightplan.answers.diff.model import (
    Care,
    Change,
    ClinicianFigures,
    Compared,
    Diff,
    Figures,
    PatientChanges,
    Placed,
)

__all__ = ["Care", "Change", "ClinicianFigures", "Compared", "Diff", "Figures", "PatientChanges", "Placed", "diff"]
