"""The stretches of time that rules leave to one more contact in a plan as it stands."""

from collections.abc import Iterator

from weightplan.case import Case, Stretch
from weightplan.rulebook import ContactType
from weightplan.rules import daily_rest, heavy_after_heavy, phone_hours, weekly_rest
from weightplan.rules.ledger import Ledger

Left = tuple[str, tuple[Stretch, ...], int]


def left_by(case: Case, ledger: Ledger, clinician: str, kind: ContactType) -> Iterator[Left]:
    """Yield for each rule that limits when a contact lies: its name, the stretches, the minutes to lie inside one."""
    busy = kind.minutes + kind.documentation_minutes
    if kind.heavy and (left := heavy_after_heavy.leaves(case, ledger, clinician)) is not None:
        yield "heavy_after_heavy", left, busy
    if kind.modality == "phone" and (left := phone_hours.leaves(case, clinician)) is not None:
        yield "phone_hours", left, kind.minutes
    for name, rule in (("daily_rest", daily_rest), ("weekly_rest", weekly_rest)):
        if (left := rule.leaves(case, ledger, clinician)) is not None:
            yield name, left, busy
