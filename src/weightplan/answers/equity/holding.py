"""What is held at each site: weights and minutes by level of the patients, and by how many people."""

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction

from weightplan.answers.diff.care import levels_of
from weightplan.case import Case
from weightplan.fields import WEEKDAYS, hundredths
from weightplan.files.listed import Listed
from weightplan.plan import Plan
from weightplan.rules.ledger import Entry, Ledger
from weightplan.week import Group

MEASURES = ("weights", "contact", "time", "travel")  # weights in 0.01, the others in minutes
NO_LEVEL = "none"


@dataclass
class Held:
    """The contacts of one site: each measure by level, and who holds and has them."""

    sums: dict[str, dict[str, Fraction]] = field(
        default_factory=lambda: {name: defaultdict(Fraction) for name in MEASURES}
    )
    contacts: int = 0
    clinicians: set[str] = field(default_factory=set)
    patients: set[object] = field(default_factory=set)

    def add(self, case: Case, entry: Entry, travel: int) -> None:
        """Count one contact, in equal parts for each patient; who has no name counts by the head."""
        staff, levels = len(set(entry.clinicians)), levels_of(case, entry)
        whole = {
            "weights": sum(hundredths(entry.appointment.weights.get(c, 0.0)) for c in set(entry.clinicians)),
            "contact": entry.minutes * len(levels),
            "time": (entry.busy_until - entry.start + travel) * staff,
            "travel": travel * staff,
        }
        heads = levels or [NO_LEVEL]
        for name, amount in whole.items():
            for level in heads:
                self.sums[name][level] += Fraction(amount, len(heads))
        self.contacts += 1
        self.clinicians.update(entry.clinicians)
        self.patients.update(entry.patients or ((entry.request, n) for n in range(_unnamed(case, entry))))

    def total(self, measure: str) -> Fraction:
        return sum(self.sums[measure].values(), Fraction(0))


def held(case: Case, plan: Plan, listed: Listed) -> dict[str | None, Held]:
    """Return what each listed site holds, and under None what has no site. Crisis slots are no part of it."""
    found: dict[str | None, Held] = {site: Held() for site in (*listed.sites, None)}
    for entry in Ledger(case, plan).entries:
        if entry.need is None or entry.kind is None:
            continue
        site = _site(case, entry)
        travel = listed.sites[site].travel_minutes if site is not None else {}
        found[site].add(case, entry, travel.get(entry.appointment.contact_type, 0))
    return found


def _site(case: Case, entry: Entry) -> str | None:
    """Return where a contact is: the site of its room, else of the first who holds it and has one that day."""
    room = case.rooms.get(entry.room) if entry.room else None
    if room is not None and room.site is not None:
        return room.site
    weekday = WEEKDAYS[case.date_of(entry.day).weekday()]
    sites = (case.clinicians[name].site for name in entry.clinicians if name in case.clinicians)
    here = (site.get(weekday) if isinstance(site, dict) else site for site in sites)
    return next((site for site in here if site is not None), None)


def _unnamed(case: Case, entry: Entry) -> int:
    return case.participants(entry.need) if isinstance(entry.need, Group) else 1
