"""Where everything lies on the drawings: the week's grid, the rooms' timelines and the bars."""

from dataclasses import dataclass

from weightplan.case import Case, Stretch
from weightplan.fields import MINUTES_PER_DAY
from weightplan.report.pieces import Piece, clock
from weightplan.report.words import Words
from weightplan.rules.ledger import Ledger

WIDTH, GUTTER, HEAD, SCALE = 1200, 46, 34, 1.12
LETTER_WIDTH = 5.7  # of 10.5 px text; a label that is longer is cut


@dataclass(frozen=True)
class Box:
    """One rectangle of a drawing in its own units, with what it stands for."""

    piece: Piece
    x: float
    y: float
    width: float
    height: float
    notes: float
    title: str
    line: str
    under: str


@dataclass(frozen=True)
class Column:
    """One day of the grid; `open` are the (y, height) of working hours."""

    x: float
    width: float
    label: str
    open: tuple[tuple[float, float], ...]
    remark: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True)
class Grid:
    """One week of one clinician; `hours` are the (y, label) of its hour lines."""

    width: float
    height: float
    head: float
    gutter: float
    hours: tuple[tuple[float, str], ...]
    columns: tuple[Column, ...]


def days_shown(case: Case, ledger: Ledger, week: int) -> list[int]:
    """Return Monday to Friday, and those days of the weekend on which anybody works."""
    busy = {e.day for e in ledger.entries}
    worked = {d for d in range(case.day_count) for c in case.clinicians if case.hours(c, d)}
    days = range(7 * week, 7 * week + 7)
    return [d for d in days if case.date_of(d).weekday() < 5 or d in busy or d in worked]


def span_shown(case: Case, ledger: Ledger) -> Stretch:
    """Return the (first, last) minute of the day that the drawings show, in whole hours."""
    times = [t for c in case.clinicians for d in range(case.day_count) for s in case.hours(c, d) for t in _on_day(*s)]
    times += [t for e in ledger.entries for t in _on_day(e.start, e.busy_until)]
    if not times:
        return 8 * 60, 17 * 60
    return min(times) // 60 * 60, -(-max(times) // 60) * 60


def _on_day(start: int, end: int) -> Stretch:
    first = start % MINUTES_PER_DAY
    return first, min(first + end - start, MINUTES_PER_DAY)


def grid(case: Case, clinician: str, own: list[Piece], *, days: list[int], span: Stretch, words: Words) -> Grid:
    """Draw one week of one clinician: days side by side, time downwards."""
    width = (WIDTH - GUTTER) / len(days)
    columns = []
    for place, day in enumerate(days):
        base = day * MINUTES_PER_DAY + span[0]
        columns.append(
            Column(
                GUTTER + place * width,
                width,
                words.date(case.date_of(day)),
                tuple((HEAD + SCALE * (a - base), SCALE * (b - a)) for a, b in case.hours(clinician, day)),
                _remark(case, clinician, day, words),
                tuple(_box(p, base, GUTTER + place * width, width, words) for p in own if p.day == day),
            )
        )
    hours = tuple((HEAD + SCALE * (m - span[0]), clock(m)) for m in range(span[0], span[1] + 1, 60))
    return Grid(WIDTH, HEAD + SCALE * (span[1] - span[0]) + 8, HEAD, GUTTER, hours, tuple(columns))


def _remark(case: Case, clinician: str, day: int, words: Words) -> str:
    if day in case.holiday_days:
        return words("holiday")
    contracted = case.span_on(case.clinicians[clinician].hours, day)
    return words("absent") if contracted and not case.hours(clinician, day) else ""


def _box(piece: Piece, base: int, x: float, width: float, words: Words) -> Box:
    height = SCALE * (piece.until - piece.start)
    who = people(piece, words)
    times = f"{clock(piece.start)}–{clock(piece.end)}"
    room = f" · {piece.room}" if piece.room else ""
    two_lines = height >= 30
    line = piece.label if two_lines or not who else f"{piece.label} · {who}"
    letters = int((width - (34 if piece.look else 18)) / LETTER_WIDTH)
    title = " · ".join(part for part in (times, piece.label, who, piece.room) if part)
    if piece.until > piece.end:
        title += f" ({words('until', time=clock(piece.until))})"
    return Box(
        piece,
        x + 3,
        HEAD + SCALE * (piece.start - base),
        width - 6,
        height,
        SCALE * (piece.until - piece.end),
        title,
        _cut(line, letters),
        _cut(f"{times}{f' · {who}' if who else ''}{room}", letters) if two_lines else "",
    )


def people(piece: Piece, words: Words) -> str:
    """Return whom a contact is with: the id of one patient, the number of several."""
    if len(piece.patients) > 1:
        return words("patients", n=len(piece.patients))
    return piece.patients[0] if piece.patients else ""


def _cut(text: str, letters: int) -> str:
    return text if len(text) <= letters else text[: max(1, letters - 1)] + "…"


@dataclass(frozen=True)
class RoomDay:
    """One room on one day: minutes held and open, and (x, width, type) of each contact in percent."""

    held: int
    open: int
    marks: tuple[tuple[float, float, str], ...]

    @property
    def share(self) -> float:
        return self.held / self.open if self.open else 0.0


def room_day(case: Case, ledger: Ledger, room: str, day: int, span: Stretch) -> RoomDay:
    """Return how one room is used on one day; open means its own hours, else any clinician's, less its absences."""
    entries = [e for e in ledger.entries if e.room == room and e.day == day]
    known = case.rooms.get(room)
    stretches = case.room_hours(room, day) if known else ((day * MINUTES_PER_DAY, (day + 1) * MINUTES_PER_DAY),)
    if known is None or known.hours is None:
        worked = [s for c in case.clinicians for s in case.hours(c, day)]
        stretches = tuple((max(a, c), min(b, d)) for a, b in stretches for c, d in worked)
    base, length = day * MINUTES_PER_DAY + span[0], span[1] - span[0]
    marks = tuple(
        (100 * (e.start - base) / length, 100 * e.minutes / length, e.appointment.contact_type) for e in entries
    )
    return RoomDay(_length([(e.start, e.end) for e in entries]), _length(stretches), marks)


def _length(stretches: list[Stretch] | tuple[Stretch, ...]) -> int:
    total, at = 0, -MINUTES_PER_DAY
    for start, end in sorted(stretches):
        total += max(0, end - max(start, at))
        at = max(at, end)
    return total
