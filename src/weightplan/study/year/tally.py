"""What a week of a year comes to, counted as it passes."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from weightplan.case import Case
from weightplan.plan import Plan
from weightplan.rules.ledger import Entry, Ledger
from weightplan.study.reading import unserved
from weightplan.study.year.patients import Patient, Places
from weightplan.study.year.row import YearWeek
from weightplan.study.year.staff import Staff

GUARANTEE = 90  # days to a first visit, and from it to treatment: what 0-3-90-90 asks of a specialist unit
REMOTE = {"phone": "phone_minutes", "digital": "written_minutes"}
SHOWN = ("unserved", "unserved_level_none", *(f"unserved_level_{level}" for level in range(1, 5)))


@dataclass
class Tally:
    """Counts of one week; `weights` attended (0.01) by clinician. Made anew for every week."""

    counts: Counter[str] = field(default_factory=Counter)
    days: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    weights: Counter[str] = field(default_factory=Counter)
    monday: dict[str, int] = field(default_factory=dict)

    def first(self, days: float) -> None:
        """Count a treatment begun, after so many days since the referral."""
        self._waited("first", days)

    def treatment(self, days: float) -> None:
        """Count the first contact after a first visit, so many days later."""
        self._waited("treatment", days)

    def stepped(self, levels: int) -> None:
        self.counts["stepped_up" if levels > 0 else "stepped_down"] += 1

    def planned(self, ledger: Ledger, staff: Staff, week: int) -> None:
        """Count what a plan holds and who is there for it, as its Monday knows."""
        case = ledger.case
        self.monday = {name: number for name, number in unserved(ledger).items() if name in SHOWN}
        self.monday["asked"] = sum(asked for _, asked in ledger.needs())
        self.monday["planned"] = sum(ledger.count(need) for need, _ in ledger.needs())
        empty = {c for c in case.clinicians if staff.is_empty(c)}
        vacation = {c for c in case.clinicians if week in staff.vacation[c]} - empty
        ill = {c for c in case.clinicians if staff.is_away(c)} - empty - vacation
        self.monday |= {"empty_posts": len(empty), "on_vacation": len(vacation), "ill": len(ill)}
        self.monday["at_work"] = sum(1 for c in case.clinicians if case.worked_days(c))

    def contact(self, entry: Entry, weights: Mapping[str, int]) -> None:
        """Count a contact whose time has come, and its weights; none where nobody came."""
        if entry.is_crisis or weights:
            self.counts["load"] += (entry.kind.load if entry.kind else 0) * len(entry.clinicians)
            self.counts["contact_minutes"] += entry.minutes * len(entry.clinicians)
            self.counts[REMOTE.get(entry.modality or "", "other_minutes")] += entry.minutes * len(entry.clinicians)
        if not entry.is_crisis:
            self.counts["held" if weights else "no_show"] += 1
            self.weights.update(weights)

    def row(
        self, case: Case, plan: Plan, week: int, patients: Collection[Patient], places: Places, least: int
    ) -> YearWeek:
        """Return the week's row. Sums of the staff are None where fewer than `least` are at work."""
        now = places.env.now
        waiting = [patient for patient in patients if patient.state == "waiting"]
        levels = Counter(patient.level for patient in waiting)
        counted = [name for name, kind in YearWeek.model_fields.items() if kind.annotation is int]
        fields: dict[str, Any] = {**{name: self.counts[name] for name in counted}, **self.monday}
        fields |= {f"waiting_level_{level}": levels[level] for level in range(1, 5)}
        fields |= {f"{name}_days": round(self.days[name], 3) for name in ("first", "treatment")}
        fields |= {name: getattr(plan, name) for name in ("cost", "bound", "gap")} | {"plan_status": plan.status}
        fields |= {"week": week, "monday": case.week.week.isoformat(), "no_place": places.waiting}
        fields |= {"waiting": len(waiting), "in_course": len(patients) - len(waiting)}
        fields["waiting_over_90"] = sum(1 for patient in waiting if now - patient.referred > GUARANTEE)
        return YearWeek(**fields | (self._of_staff(case, plan) if self.monday["at_work"] >= least else {}))

    def _waited(self, what: str, days: float) -> None:
        self.counts[f"{what}_begun"] += 1
        self.counts[f"{what}_in_90"] += days <= GUARANTEE
        self.days[what] += days

    def _of_staff(self, case: Case, plan: Plan) -> dict[str, float]:
        time = sum(
            (Fraction(str(person.fte)) * case.worked_share(c) for c, person in case.clinicians.items()), Fraction(0)
        )
        booked = sum(sum(appointment.weights.values()) for appointment in plan.appointments)
        return {
            "target": sum(case.target(c) for c in case.clinicians) / 100,
            "booked": round(booked, 2),
            "attended": sum(self.weights.values()) / 100,
            "load": self.counts["load"],
            "load_per_fte": round(self.counts["load"] / float(time), 3),
            **{name: self.counts[name] for name in ("contact_minutes", *REMOTE.values())},
        }
