"""What the rulebook pays for a placed contact, whatever the plan's file says that it pays."""

from weightplan.case import Case, share_of_leaders
from weightplan.plan import Plan
from weightplan.rules.ledger import Entry, Ledger
from weightplan.week import Group, Request


def reckoned(case: Case, plan: Plan) -> Plan:
    """Return the plan with every appointment's weights as the case's rulebook gives them."""
    priced = (
        entry.appointment.model_copy(update={"weights": {who: w / 100 for who, w in weights_of(case, entry).items()}})
        for entry in Ledger(case, plan).entries
    )
    return plan.model_copy(update={"appointments": tuple(priced)})


def weights_of(case: Case, entry: Entry, heads: int | None = None) -> dict[str, int]:
    """Return what a contact earns each of its clinicians, in 0.01; a crisis slot or an unknown need earns nothing.

    `heads` replaces the number of participants of a group. The weight of so many heads is shared
    as the whole would be: under `split`, hundredths left over go to the first named, one each.
    """
    if entry.kind is None or not entry.clinicians:
        return {}
    total = 0
    if isinstance(entry.need, Request):
        total = case.request_weight(entry.need, entry.kind)
    elif isinstance(entry.need, Group):
        group = entry.need if heads is None else entry.need.model_copy(update={"participants": heads})
        total = case.group_weight(group, entry.kind)
    return share_of_leaders(total, entry.clinicians, entry.kind)
