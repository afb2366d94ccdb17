"""A new patient's first visit comes first: by days, where a model has no clock."""

from collections import defaultdict

from weightplan.solver.model import Model
from weightplan.solver.parts import Choice
from weightplan.week import Group


def post_first_visits(model: Model) -> None:
    """Let new patients have no group, and no other contact, on a day before the first visit's."""
    new = {patient.id for patient in model.case.patients.values() if patient.new}
    of_patient: dict[str, list[Choice]] = defaultdict(list)
    for choice in model.choices:
        if choice.candidate.needs.single:
            for patient in choice.candidate.patients:  # in their order: a set's would change from run to run
                if patient in new:
                    of_patient[patient].append(choice)
    for choices in of_patient.values():
        if all(choice.standing for choice in choices):
            continue
        alone = [c for c in choices if not isinstance(c.candidate.need, Group)]
        long_ones = [c for c in alone if c.candidate.kind.first]
        for choice in choices:
            before = alone if isinstance(choice.candidate.need, Group) else long_ones
            if choice not in before:
                earlier = [c for c in before if c.candidate.day <= choice.candidate.day]
                model.cp.add(choice.count <= choice.most * model.total(earlier))
