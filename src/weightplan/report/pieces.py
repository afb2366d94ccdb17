"""A clinician's week as pieces of time: contacts, crisis slots, breaks and blocks, in order."""

from dataclasses import dataclass
from typing import Literal

from weightplan.case import Case
from weightplan.fields import MINUTES_PER_DAY
from weightplan.report.looks import Look
from weightplan.report.words import Words, readable
from weightplan.rules.ledger import Entry, Ledger

PieceKind = Literal["contact", "crisis", "lunch", "admin", "supervision", "block"]


@dataclass(frozen=True)
class Piece:
    """One stretch of time; `start`, `end` and `until` are minutes after midnight of the first day."""

    kind: PieceKind
    label: str
    start: int
    end: int
    until: int
    look: Look | None = None
    patients: tuple[str, ...] = ()
    room: str | None = None
    request: str | None = None
    weight: float | None = None

    @property
    def day(self) -> int:
        return self.start // MINUTES_PER_DAY


def pieces(case: Case, ledger: Ledger, clinician: str, styles: dict[str, Look], words: Words) -> list[Piece]:
    """Return everything that fills one clinician's time, by start."""
    found = [contact(e, clinician, styles, words) for e in ledger.by_clinician.get(clinician, ())]
    for pause in ledger.pauses_of[clinician]:
        found.append(Piece(pause.kind, words(pause.kind), pause.start, pause.end, pause.end))
    for block in case.clinicians[clinician].blocks:
        start, end = case.minute(block.start), case.minute(block.end)
        if 0 <= start < case.day_count * MINUTES_PER_DAY:
            found.append(Piece("block", block.label or words("block"), start, end, end))
    return sorted(found, key=lambda p: (p.start, p.until, p.label))


def contact(entry: Entry, clinician: str, styles: dict[str, Look], words: Words) -> Piece:
    """Return one appointment as its clinician sees it."""
    look = styles.get(entry.appointment.contact_type)
    label = look.label if look else readable(entry.appointment.contact_type)
    if entry.is_crisis:
        label = f"{words('crisis_slot')}: {label}" if label != words("crisis_slot") else label
    return Piece(
        "crisis" if entry.is_crisis else "contact",
        label,
        entry.start,
        entry.end,
        entry.busy_until,
        look,
        entry.patients,
        entry.room,
        entry.request,
        entry.appointment.weights.get(clinician, 0.0),
    )


def clock(minute: int) -> str:
    """Return `HH:MM` for minutes after midnight of the first day."""
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"
