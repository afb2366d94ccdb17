"""The checker: every violation of a plan and its cost, rule by rule, without the solver."""

from dataclasses import asdict, dataclass
from typing import Any

from weightplan.case import Case
from weightplan.fields import hundredths
from weightplan.plan import ClinicianResult, Plan
from weightplan.rules import HARD_RULES, SOFT_RULES, Violation
from weightplan.rules.ledger import Entry, Ledger


@dataclass(frozen=True)
class Report:
    """What the checker found. `cost` is the sum of `per_rule`, in the rulebook's integer prices."""

    violations: tuple[Violation, ...]
    cost: int
    per_rule: dict[str, int]
    clinicians: tuple[ClinicianResult, ...]

    @property
    def legal(self) -> bool:
        return not self.violations

    @property
    def costly(self) -> dict[str, int]:
        """The soft rules that cost this plan anything: what people read."""
        return {rule: cost for rule, cost in self.per_rule.items() if cost}

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain data: what `check --json` prints."""
        return {
            "violations": [asdict(v) for v in self.violations],
            "cost": self.cost,
            "per_rule": self.per_rule,
            "clinicians": [c.model_dump() for c in self.clinicians],
        }


def check(case: Case, plan: Plan) -> Report:
    """Check a plan, whoever made it, against every rule and reckon its cost.

    Shares no code with the solver's model: this is the specification in plain Python.
    """
    ledger = Ledger(case, plan)
    violations = tuple(v for rule in HARD_RULES.values() for v in rule.check(case, ledger))
    per_rule = {name: rule.cost(case, ledger) for name, rule in SOFT_RULES.items()}
    people = tuple(_result(case, ledger, clinician) for clinician in case.clinicians)
    return Report(violations, sum(per_rule.values()), per_rule, people)


def cost_of_nothing(case: Case) -> int:
    """Return the cost of a plan without appointments: the measure of every gap."""
    return check(case, Plan()).cost


def gap(case: Case, cost: int, bound: int) -> float:
    """Return (cost − bound) ÷ cost of serving nothing (0 where serving nothing costs nothing)."""
    nothing = cost_of_nothing(case)
    return round((cost - bound) / nothing, 6) if nothing else 0.0


def _result(case: Case, ledger: Ledger, clinician: str) -> ClinicianResult:
    entries = ledger.by_clinician[clinician]
    shares = [(e, hundredths(e.appointment.weights.get(clinician, 0.0))) for e in entries]
    return ClinicianResult(
        id=clinician,
        target=case.target(clinician) / 100,
        booked=sum(w for _, w in shares) / 100,
        expected=round(sum(w * attendance(case, e) for e, w in shares) / 100, 2),
        reportable=sum(w for e, w in shares if e.kind and e.kind.countable) / 100,
        load=sum(e.kind.load for e in entries if e.kind),
        true_minutes=sum(e.busy_until - e.start for e in entries),
    )


def attendance(case: Case, entry: Entry) -> float:
    """Return the chance that a contact takes place: the patient's own, else the type's, else 1.

    A group paid for the session takes place whoever is missing; one paid by the head loses
    what its participants' mean attendance loses.
    """
    usual = entry.kind.attendance if entry.kind and entry.kind.attendance is not None else 1.0
    own = [case.patients[p].attendance for p in entry.patients if p in case.patients]
    chances = [usual if chance is None else chance for chance in own] or [usual]
    if entry.modality == "group" and entry.kind and entry.kind.weight_per_participant is None:
        return 1.0
    return sum(chances) / len(chances)
