"""What a week of a year comes to, counted as it passes."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from weightplan.case import Case
from weightplan.plan import Plan
from weightplan.rules.ledger import Entry, Ledger
from weightplan.study.year.crisis import is_slot
from weightplan.study.year.patients import Patient, Places
from weightplan.study.year.row import YearWeek
from weightplan.study.year.staff import Staff
from weightplan.study.year.weeks import Monday
from weightplan.week import Group

GUARANTEE = 90  # days to a first visit, and from it to treatment: what 0-3-90-90 asks of a specialist unit
REMOTE = {"phone": "phone_minutes", "digital": "written_minutes"}
LEVELS = range(1, 5)


@dataclass
class Tally:
    """Counts of one week; `weights` attended (0.01) by clinician. Made anew for every week."""

    counts: Counter[str] = field(default_factory=Counter)
    days: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    weights: Counter[str] = field(default_factory=Counter)
    target: int = 0

    def place(self, days: float) -> None:
        """Count a first place given, so many days after the referral."""
        self.counts["place_given"] += 1
        self.days["place"] += days

    def first(self, days: float) -> None:
        """Count a first contact, so many days after the referral."""
        self._waited("first", days)

    def treatment(self, days: float) -> None:
        """Count the first contact after a first visit, so many days later."""
        self._waited("treatment", days)

    def stepped(self, levels: int) -> None:
        self.counts["stepped_up" if levels > 0 else "stepped_down"] += 1

    def planned(self, begun: Monday, ledger: Ledger, staff: Staff, week: int) -> None:
        """Count what a plan holds and who is there for it, as its Monday knows."""
        case, counts = begun.case, self.counts
        self.target = begun.target
        for need, asked in ledger.needs():
            if is_slot(need.id):
                continue
            missing = asked - min(asked, ledger.count(need))
            level = None if isinstance(need, Group) or need.patient is None else case.patients[need.patient].level
            counts.update({"asked": asked, "planned": asked - missing, "unserved": missing})
            counts[f"unserved_level_{level or 'none'}"] += missing
        counts["not_asked"] = begun.not_asked.total()
        counts.update({f"not_asked_level_{level}": begun.not_asked[level] for level in LEVELS})
        counts["crisis_due"] = begun.slots
        empty = {c for c in case.clinicians if staff.is_empty(c)}
        vacation = {c for c in case.clinicians if week in staff.vacation[c]} - empty
        ill = {c for c in case.clinicians if staff.is_away(c)} - empty - vacation
        counts.update({"empty_posts": len(empty), "on_vacation": len(vacation), "ill": len(ill)})
        counts["at_work"] = sum(1 for c in case.clinicians if case.worked_days(c))

    def contact(self, entry: Entry, weights: Mapping[str, int]) -> None:
        """Count a contact whose time has come, and its weights; none where nobody came. A crisis slot is kept."""
        slot = is_slot(entry.request)
        if slot or weights:
            self.counts["load"] += (entry.kind.load if entry.kind else 0) * len(entry.clinicians)
            self.counts["contact_minutes"] += entry.minutes * len(entry.clinicians)
            self.counts[REMOTE.get(entry.modality or "", "other_minutes")] += entry.minutes * len(entry.clinicians)
        self.counts["slots_kept" if slot else "held" if weights else "no_show"] += 1
        self.weights.update(weights)

    def row(
        self, came: Case, plan: Plan, week: int, patients: Collection[Patient], places: Places, least: int
    ) -> YearWeek:
        """Return the week's row. Sums of the staff are None where fewer than `least` are at work.

        `came` is the week with the absences as they came about.
        """
        now = places.env.now
        waiting = [patient for patient in patients if patient.state == "waiting"]
        begun = [patient for patient in patients if patient.state == "in_course"]
        untreated = [patient for patient in begun if not patient.treated]
        levels = Counter(patient.level for patient in waiting)
        counted = [name for name, kind in YearWeek.model_fields.items() if kind.annotation is int]
        fields: dict[str, Any] = {name: self.counts[name] for name in counted}
        fields |= {f"waiting_level_{level}": levels[level] for level in LEVELS}
        fields |= {f"{name}_days": round(self.days[name], 3) for name in ("place", "first", "treatment")}
        fields |= {name: getattr(plan, name) for name in ("cost", "bound", "gap")} | {"plan_status": plan.status}
        fields |= {"week": week, "monday": came.week.week.isoformat(), "no_place": places.waiting}
        fields |= {"waiting": len(waiting), "in_course": len(begun), "treatment_waiting": len(untreated)}
        fields["orphaned"] = sum(1 for patient in begun if patient.clinician is None)
        fields["waiting_over_90"] = sum(1 for patient in waiting if now - patient.referred > GUARANTEE)
        fields["treatment_waiting_over_90"] = sum(1 for p in untreated if now - (p.begun or 0.0) > GUARANTEE)
        fields["crisis_uncovered"] = self.counts["crisis_due"] - self.counts["slots_kept"]
        return YearWeek(**fields | (self._of_staff(came, plan) if self.counts["at_work"] >= least else {}))

    def _waited(self, what: str, days: float) -> None:
        self.counts[f"{what}_begun"] += 1
        self.counts[f"{what}_in_90"] += days <= GUARANTEE
        self.days[what] += days

    def _of_staff(self, came: Case, plan: Plan) -> dict[str, float | None]:
        time = sum(
            (Fraction(str(person.fte)) * came.worked_share(c) for c, person in came.clinicians.items()), Fraction(0)
        )
        booked = sum(sum(appointment.weights.values()) for appointment in plan.appointments)
        return {
            "target": self.target / 100,
            "booked": round(booked, 2),
            "due": sum(came.target(c) for c in came.clinicians) / 100,
            "attended": sum(self.weights.values()) / 100,
            "load": self.counts["load"],
            "load_per_fte": round(self.counts["load"] / float(time), 3) if time else None,
            **{name: self.counts[name] for name in ("contact_minutes", *REMOTE.values())},
        }
