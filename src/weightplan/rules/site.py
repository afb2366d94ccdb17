"""The room is at the site where the clinician works that day."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from weightplan.case import Case
from weightplan.fields import WEEKDAYS
from weightplan.rules.base import Violation
from weightplan.rules.ledger import Ledger
from weightplan.week import Room

if TYPE_CHECKING:
    from weightplan.solver.candidates import Candidate


def check(case: Case, ledger: Ledger) -> Iterator[Violation]:
    for entry in ledger.entries:
        room = case.rooms.get(entry.room) if entry.room else None
        if room is None or room.site is None:
            continue
        for clinician in entry.clinicians:
            site = _site_on(case, clinician, entry.day)
            if site is not None and site != room.site:
                text = f"{entry.request} is in {room.id} at {room.site}, {clinician} is at {site} that day"
                yield Violation("site", entry.request, text)


def _site_on(case: Case, clinician: str, day: int) -> str | None:
    person = case.clinicians.get(clinician)
    site = person.site if person is not None else None
    if isinstance(site, dict):
        return site.get(WEEKDAYS[case.date_of(day).weekday()])
    return site


def admits_room(case: Case, candidate: "Candidate", room: Room) -> bool:
    if room.site is None:
        return True
    weekday = WEEKDAYS[case.date_of(candidate.day).weekday()]
    for clinician in candidate.team:
        person = case.clinicians.get(clinician)
        site = person.site if person is not None else None
        here = site.get(weekday) if isinstance(site, dict) else site
        if here not in (None, room.site):
            return False
    return True
