"""Every need marked as a must is fully served."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from weightplan.case import Case
from weightplan.rules.base import Violation
from weightplan.rules.ledger import Ledger

if TYPE_CHECKING:
    from weightplan.solver.model import Model


def check(case: Case, ledger: Ledger) -> Iterator[Violation]:
    for need, asked in ledger.needs():
        if need.must and ledger.count(need) < asked:
            yield Violation("must", need.id, f"{need.id} is a must and is served {ledger.count(need)} of {asked} times")


def post(model: "Model") -> None:
    for key, choices in model.choices_of_need.items():
        need = choices[0].candidate.need
        if need is not None and need.must:
            model.cp.add(model.total(choices) >= model.asked[key])
    for key in model.asked:
        need = model.case.requests.get(key) or model.case.groups.get(key)
        if need is not None and need.must and key not in model.choices_of_need:
            model.cp.add_bool_or([])
