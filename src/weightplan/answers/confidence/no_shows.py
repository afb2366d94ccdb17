"""What a contact earns when patients may stay away: each weight with its chance."""

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from weightplan.answers.confidence.distribution import Outcomes
from weightplan.answers.weights import weights_of
from weightplan.case import Case
from weightplan.check import attendance
from weightplan.rules.ledger import Entry
from weightplan.week import Group


def outcomes(case: Case, entry: Entry, earners: Collection[str]) -> Outcomes:
    """Return (weight in 0.01, chance) for what one contact earns the named clinicians together.

    A contact takes place or does not, with the checker's chance. A group paid by the head takes
    place with those who come, each of them with a chance of their own, independent of the others.
    """
    if isinstance(entry.need, Group) and entry.kind and entry.kind.weight_per_participant is not None:
        return [(_earned(case, entry, earners, n), p) for n, p in enumerate(_heads(case, entry, entry.need))]
    chance = attendance(case, entry)
    return [(0, 1 - chance), (_earned(case, entry, earners, None), chance)]


def _earned(case: Case, entry: Entry, earners: Collection[str], heads: int | None) -> int:
    return sum(weight for who, weight in weights_of(case, entry, heads).items() if who in earners)


def _heads(case: Case, entry: Entry, group: Group) -> list[float]:
    """Return the chance that 0, 1, 2, … of a group's participants come."""
    counts = np.ones(1)
    known: list[tuple[str, ...]] = [(patient,) for patient in case.members(group)]
    for patients in known or [()] * case.participants(group):
        alone = replace(entry, appointment=entry.appointment.model_copy(update={"patients": patients}))
        chance = attendance(case, alone)
        counts = np.convolve(counts, [1 - chance, chance])
    return [float(p) for p in counts]
