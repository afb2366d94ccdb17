"""What the page says beside the picture: days, needs left over, assumptions, the proof in words."""

from collections import defaultdict
from dataclasses import dataclass

from weightplan.case import Case
from weightplan.check import Report
from weightplan.plan import Plan
from weightplan.report.looks import type_label
from weightplan.report.openings import free_stretches
from weightplan.report.words import Words
from weightplan.rules.ledger import Ledger
from weightplan.week import Group

FIRST_ROWS = 12  # shown before the reader asks for more
MOST_ROWS = 200
MOST_IDS = 12


@dataclass(frozen=True)
class DayFacts:
    """One clinician's day in minutes, weights and load points."""

    day: int
    works: bool
    contact_minutes: int
    true_minutes: int
    free_minutes: int
    load: int


def day_facts(case: Case, ledger: Ledger, clinician: str, days: list[int]) -> list[DayFacts]:
    """Return the figures of every day shown."""
    found = []
    for day in days:
        entries = ledger.by_clinician_day.get((clinician, day), [])
        free = sum(b - a for a, b in free_stretches(case, ledger, clinician, day))
        found.append(
            DayFacts(
                day,
                bool(case.hours(clinician, day)),
                sum(e.minutes for e in entries),
                sum(e.busy_until - e.start for e in entries),
                free,
                ledger.load(clinician, day),
            )
        )
    return found


@dataclass(frozen=True)
class Left:
    """Needs left over that are alike: same reason, priority, acceptable types and explanation."""

    reason: str
    priority: int | None
    accepts: str
    text: str
    needs: tuple[str, ...]
    count: int


def left_over(case: Case, plan: Plan, words: Words) -> list[Left]:
    """Return what the plan leaves unserved, counted from its appointments, with the reasons it gives.

    Most urgent first. The plan's reason is used where it gives one for the need.
    """
    ledger = Ledger(case, plan)
    given = {u.request: u for u in plan.unserved}
    alike: dict[tuple[str, int | None, str, str], list[tuple[str, int]]] = defaultdict(list)
    for need, asked in ledger.needs():
        missing = asked - ledger.count(need)
        if missing <= 0:
            continue
        stated = given.get(need.id)
        types = (need.contact_type,) if isinstance(need, Group) else need.contact_types
        accepts = ", ".join(type_label(case, t, words.language) for t in types)
        text = "" if stated is None else (stated.text_sv if words.language == "sv" else "") or stated.text
        key = (stated.reason if stated else "NONE", need.priority, accepts, text)
        alike[key].append((need.id, missing))
    found = [Left(*key, tuple(n for n, _ in needs), sum(m for _, m in needs)) for key, needs in alike.items()]
    return sorted(found, key=lambda left: (left.priority or 9, left.reason))


def matrix(left: list[Left]) -> dict[str, dict[int, int]]:
    """Return how many contacts are left over by reason and priority."""
    table: dict[str, dict[int, int]] = {}
    for row in left:
        counts = table.setdefault(row.reason, dict.fromkeys((1, 2, 3, 4), 0))
        counts[row.priority or 4] += row.count
    return table


def proof(plan: Plan, report: Report, words: Words) -> list[str]:
    """Return the proof line in sentences: status, cost, bound, gap and what the bound holds for."""
    lines = [words(f"proof.{plan.status}")]
    if plan.status in ("optimal", "feasible"):
        lines.append(words("proof.cost", cost=words.number(report.cost)))
        if plan.cost is not None and plan.cost != report.cost:
            lines.append(words("proof.differs", stated=words.number(plan.cost), cost=words.number(report.cost)))
    if plan.bound is None:
        return lines if plan.status == "infeasible" else [*lines, words("proof.no_bound")]
    lines.append(words("proof.bound", bound=words.number(plan.bound)))
    if plan.gap is not None:
        lines.append(words("proof.gap", gap=words.percent(plan.gap, 2)))
    posted = plan.record.rules if plan.record else ()
    names = ", ".join(words.known(f"rule.{r}", r).lower() for r in posted)
    lines.append(words("proof.rules", rules=names) if posted else words("proof.rules_unnamed"))
    return lines


def assumptions(case: Case, words: Words) -> list[tuple[str, str, str, str, str]]:
    """Return what is marked `example`: (what, minutes, notes, weight, attendance), as text."""
    rows = []
    for name, kind in case.rulebook.contact_types.items():
        if kind.origin != "example":
            continue
        weight = words.weight(kind.weight) if kind.weight is not None else "–"
        if kind.weight_per_participant is not None:
            weight = words("per_participant", weight=words.weight(kind.weight_per_participant))
        present = "–" if kind.attendance is None else words.percent(kind.attendance)
        label = type_label(case, name, words.language)
        rows.append((label, str(kind.minutes), str(kind.documentation_minutes), weight, present))
    for level, care in case.rulebook.levels.items():
        for item in care.package:
            if item.origin == "example":
                types = ", ".join(type_label(case, t, words.language) for t in item.contact_types)
                often = words("per_week", n=words.number(item.per_week, 2))
                rows.append((f"{words('package', level=level)}: {types}, {often}", "", "", "", ""))
    return rows


def without_notes(case: Case, words: Words) -> str:
    """Return the contact types, face to face or not, for which no time to document is set."""
    types = case.rulebook.contact_types
    return ", ".join(type_label(case, n, words.language) for n, k in types.items() if not k.documentation_minutes)
