"""What may stand in a cell: how each kind of value is read from it and written to it.

A cell holds text, a number, a yes or no, a date or nothing; what is read is as JSON would have it.
`read` raises ValueError, with what is wrong, for what is none of its kind.
"""

import json
import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from pydantic_core import to_jsonable_python

from weightplan.fields import WEEKDAYS, Moment
from weightplan.files.plain import shown
from weightplan.files.tables.words import NONE, enclosed, listed, quoted, split, unquoted, words

Cell = str | int | float | bool | date | datetime | None

FIRST_DATE = 1901  # what a workbook counts as a day; older dates are written as text
_NUMBER = re.compile(r"[-+]?\d+([.,]\d+)?([eE][-+]?\d+)?", re.ASCII)
_DIGITS = re.compile(r"\d+", re.ASCII)
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d)(:00)?", re.ASCII)
_WINDOW = re.compile(
    r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d)\s*[-–]\s*(?:(\d{4}-\d\d-\d\d)[ T])?(\d\d:\d\d)",
    re.ASCII,
)
_SITE_OF_DAY = re.compile(rf"({'|'.join(WEEKDAYS)})\s*:\s*(.*)", re.DOTALL)
YES = {"yes": True, "no": False, "ja": True, "nej": False, "true": True, "false": False, "1": True, "0": False}


@dataclass(frozen=True)
class Kind:
    """One kind of value; `name` says it in a word."""

    name: str
    read: Callable[[Any], Any]
    write: Callable[[Any], Cell]


def nullable(kind: Kind) -> Kind:
    """Return a kind in whose cells `none` stands for a value that is taken away."""
    return Kind(
        kind.name,
        lambda cell: None if isinstance(cell, str) and cell.strip().casefold() == NONE else kind.read(cell),
        lambda value: NONE if value is None else kind.write(value),
    )


def as_text(cell: Cell) -> str:
    """Return a cell as it reads; raises ValueError for dates, which would come back otherwise than typed."""
    if isinstance(cell, (bool, date)) or cell is None:
        raise ValueError(f"{_seen(cell)} stands where text is asked for; format the cell as text")
    return f"{cell:.0f}" if isinstance(cell, float) and cell.is_integer() else str(cell)


def _text(cell: Cell) -> str:
    return unquoted(as_text(cell))


def _decimal(cell: Cell) -> float:
    value = cell
    if isinstance(cell, str) and _NUMBER.fullmatch(cell.strip()):
        value = float(cell.strip().replace(",", "."))
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise ValueError(f"{_seen(cell)} is no number")
    return value


def _whole(cell: Cell) -> int:
    value = _decimal(cell)
    if value != int(value):
        raise ValueError(f"{_seen(cell)} is no whole number")
    return int(value)


def _yes_no(cell: Cell) -> bool:
    word = str(cell).strip().casefold()
    if word not in YES:
        raise ValueError(f"{_seen(cell)} is neither yes nor no")
    return YES[word]


def _date(cell: Cell) -> str:
    if isinstance(cell, datetime):
        moment = _rounded(cell)
        return moment.date().isoformat() if moment.time() == time() else moment.isoformat()
    return cell.isoformat() if isinstance(cell, date) else as_text(cell).strip()


def _moment(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return _rounded(cell).isoformat()
    if isinstance(cell, date):
        return f"{cell}T00:00"
    text = as_text(cell).strip()
    found = _MOMENT.fullmatch(text)
    return f"{found[1]}T{found[2]}" if found else text


def _rounded(moment: datetime) -> datetime:
    """A workbook counts in fractions of days: 09:00 may come back a millisecond early."""
    return (moment + timedelta(milliseconds=500)).replace(microsecond=0)


def _written_date(day: date) -> Cell:
    return day if day.year >= FIRST_DATE else day.isoformat()


def _written_moment(moment: datetime) -> Cell:
    return moment if moment.year >= FIRST_DATE else moment.isoformat(" ", "minutes")


def _windows(cell: Cell) -> list[dict[str, str]]:
    return [_window(part) for part in split(as_text(cell))]


def _window(part: str) -> dict[str, str]:
    found = _WINDOW.fullmatch(part)
    if found is None:
        raise ValueError(f"{part[:60]!r} is no window (2026-11-25 08:00-12:00)")
    first, start, last, end = found.groups()
    return {"start": f"{first}T{start}", "end": _end(last or first, end)}


def _end(day: str, clock: str) -> str:
    if clock != "24:00":
        return f"{day}T{clock}"
    try:
        return f"{date.fromisoformat(day) + timedelta(days=1)}T00:00"
    except (ValueError, OverflowError):
        return f"{day}T{clock}"


def _written_windows(windows: Iterable[Moment]) -> str:
    def text(start: datetime, end: datetime) -> str:
        begun = start.isoformat(" ", "minutes")
        if start.date() == end.date():
            return f"{begun}-{end:%H:%M}"
        return f"{begun} - {end.isoformat(' ', 'minutes')}"

    return ", ".join(text(w.start, w.end) for w in windows) or NONE


def _people(cell: Cell) -> int | list[str]:
    text = as_text(cell).strip()
    return int(text) if _DIGITS.fullmatch(text) else words(text)


def _written_people(people: int | tuple[str, ...]) -> Cell:
    if isinstance(people, int):
        return people
    # A patient called 5 is not five patients.
    return enclosed(people[0]) if len(people) == 1 and _DIGITS.fullmatch(people[0]) else listed(list(people))


def _site(cell: Cell) -> str | dict[str, str]:
    text = as_text(cell)
    if text.strip().casefold() == NONE:
        return {}
    days = [_SITE_OF_DAY.fullmatch(part) for part in split(text)] if not text.strip().startswith('"') else [None]
    named = [found for found in days if found is not None]
    return {day[1]: unquoted(day[2]) for day in named} if named and len(named) == len(days) else unquoted(text)


def _written_site(site: str | dict[str, str]) -> str:
    if isinstance(site, str):
        return quoted(site, ":")
    return ", ".join(f"{day}: {quoted(name, ',;:' + chr(10) + chr(34))}" for day, name in site.items()) or NONE


def _json(cell: Cell) -> Any:
    try:
        return json.loads(as_text(cell))
    except json.JSONDecodeError as error:
        raise ValueError(f"is no JSON: {error.msg}") from None


def _seen(cell: Cell) -> str:
    return str(cell) if isinstance(cell, (bool, int, float, date)) else shown(cell)


TEXT = Kind("text", _text, quoted)
WHOLE = Kind("whole number", _whole, lambda value: value)
DECIMAL = Kind("number", _decimal, lambda value: value)
YES_NO = Kind("yes or no", _yes_no, lambda value: "yes" if value else "no")
DATE = Kind("date", _date, _written_date)
MOMENT = Kind("date and time", _moment, _written_moment)
LIST = Kind("list", lambda cell: words(as_text(cell)), lambda value: listed(list(value)))
WINDOWS = Kind("windows", _windows, _written_windows)
PEOPLE = Kind("patients or how many", _people, _written_people)
SITE = Kind("site, or one a weekday", _site, _written_site)
JSON = Kind("JSON", _json, lambda value: json.dumps(to_jsonable_python(value), ensure_ascii=False))
