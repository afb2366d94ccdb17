"""Every need marked as a must is fully served."""

from collections.abc import Iterator

from weightplan.case import Case
from weightplan.rules.base import Violation
from weightplan.rules.ledger import Ledger


def check(case: Case, ledger: Ledger) -> Iterator[Violation]:
    for need, asked in ledger.needs():
        if need.must and ledger.count(need) < asked:
            yield Violation("must", need.id, f"{need.id} is a must and is served {ledger.count(need)} of {asked} times")
