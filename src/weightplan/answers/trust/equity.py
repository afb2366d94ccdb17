"""Who gets how much care: minutes of contact per patient asked for, by level and by new or returning."""

from collections import Counter

from weightplan.answers.diff.care import LEVELS, patient_minutes
from weightplan.answers.trust.model import Share
from weightplan.case import Case
from weightplan.plan import Plan
from weightplan.rules.ledger import Ledger
from weightplan.week import Request

NEW, RETURNING = "new", "returning"


def equity(case: Case, plan: Plan, untargeted: Plan | None) -> tuple[Share, ...]:
    """Return the shares of all groups of patients, those of a plan without the target beside them where there is one.

    A patient is asked for who has a request or is in a group. Those without a name count by the
    head, as of no level and neither new nor returning. Groups of fewer than `min_group_size`
    patients show nothing.
    """
    heads = asked_for(case)
    ours = minutes(case, plan)
    theirs = minutes(case, untargeted) if untargeted is not None else None
    shares = []
    for group in heads:
        shown = heads[group] >= max(1, case.rulebook.min_group_size)
        shares.append(
            Share(
                group=group,
                patients=heads[group] if shown else None,
                minutes=round(ours[group] / heads[group], 2) if shown else None,
                untargeted=round(theirs[group] / heads[group], 2) if shown and theirs is not None else None,
            )
        )
    return tuple(shares)


def asked_for(case: Case) -> dict[str, int]:
    """Return how many patients of each group are asked for; groups of nobody are left out."""
    named, unnamed = _asked(case)
    heads = Counter({f"level.{level}": 0 for level in LEVELS} | {NEW: 0, RETURNING: 0})
    heads["level.none"] += unnamed
    for name in named:
        heads.update(_groups(case, name))
    return {group: number for group, number in heads.items() if number}


def minutes(case: Case, plan: Plan) -> Counter[str]:
    """Return minutes of contact × patients by group of patients."""
    found = Counter({f"level.{level}": n for level, n in patient_minutes(case, plan).levels.items()})
    for name, entries in Ledger(case, plan).by_patient.items():
        if name in case.patients:
            found[_newness(case, name)] += sum(e.minutes for e in entries if e.need is not None and e.kind is not None)
    return found


def _asked(case: Case) -> tuple[list[str], int]:
    """Return the patients asked for by name, once each, and how many more are asked for by the head."""
    named: list[str] = []
    unnamed = 0
    for need in case.needs.values():
        if isinstance(need, Request):
            named += [need.patient] if need.patient else []
            unnamed += need.patient is None
        else:
            named += case.members(need)
            unnamed += case.participants(need) - len(case.members(need))
    return list(dict.fromkeys(named)), unnamed


def _groups(case: Case, name: str) -> tuple[str, str]:
    return f"level.{case.patients[name].level or 'none'}", _newness(case, name)


def _newness(case: Case, name: str) -> str:
    return NEW if case.patients[name].new else RETURNING
