"""Every rule of the product, in the order in which reports list them.

A rule is one module; its docstring is the sentence that a manager reads, its name the key in
the rulebook, the report, the tests and the docs.
"""

from collections.abc import Mapping

from weightplan.rules import (
    acceptable_type,
    admin_time,
    competence,
    contact_minutes,
    context_switches,
    crisis_slots,
    daily_rest,
    deadline,
    duration,
    first_visit_is_long,
    first_visits,
    follow_up,
    front_loaded,
    group_after_first,
    group_size,
    heavy_after_heavy,
    heavy_contacts,
    heavy_late,
    intensity_floor,
    late_change,
    less_preferred_type,
    load,
    load_imbalance,
    locked,
    meal_break,
    measurement,
    moved,
    must,
    need,
    no_overlap,
    other_clinician,
    overshoot,
    patient_time,
    phone_hours,
    remote_share,
    room,
    row_of_contacts,
    same_day,
    shortfall,
    site,
    supervised,
    supervision_kept,
    unserved,
    variety,
    week_balance,
    weekly_rest,
    working_hours,
)
from weightplan.rules.base import HardRule, SoftRule, Violation

_HARD: tuple[HardRule, ...] = (
    need,
    duration,
    working_hours,
    no_overlap,
    meal_break,
    room,
    competence,
    acceptable_type,
    patient_time,
    first_visit_is_long,
    group_after_first,
    deadline,
    same_day,
    follow_up,
    group_size,
    supervised,
    site,
    crisis_slots,
    contact_minutes,
    row_of_contacts,
    heavy_contacts,
    first_visits,
    supervision_kept,
    remote_share,
    admin_time,
    heavy_after_heavy,
    phone_hours,
    daily_rest,
    weekly_rest,
    locked,
    must,
)
_SOFT: tuple[SoftRule, ...] = (
    shortfall,
    overshoot,
    unserved,
    intensity_floor,
    front_loaded,
    measurement,
    week_balance,
    late_change,
    less_preferred_type,
    load,
    load_imbalance,
    heavy_late,
    context_switches,
    variety,
    other_clinician,
    moved,
)


def _name(rule: HardRule | SoftRule) -> str:
    return rule.__name__.rpartition(".")[2]


HARD_RULES: Mapping[str, HardRule] = {_name(rule): rule for rule in _HARD}
SOFT_RULES: Mapping[str, SoftRule] = {_name(rule): rule for rule in _SOFT}

__all__ = ["HARD_RULES", "SOFT_RULES", "HardRule", "SoftRule", "Violation"]
