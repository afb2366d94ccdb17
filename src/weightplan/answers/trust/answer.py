"""From a plan to what speaks for and against trusting it."""

from time import perf_counter

from weightplan.answers.proof import Proof
from weightplan.answers.trust.by_hand import by_hand
from weightplan.answers.trust.equity import equity
from weightplan.answers.trust.load import loads
from weightplan.answers.trust.made_up import made_up
from weightplan.answers.trust.model import Trust
from weightplan.answers.trust.protected import protected
from weightplan.answers.trust.switches import switches
from weightplan.answers.trust.wording import sentence
from weightplan.case import Case
from weightplan.plan import Plan
from weightplan.rules.ledger import Ledger


def trust(case: Case, plan: Plan, without: Plan | None = None) -> Trust:
    """Return a plan's trust figures, by exact arithmetic. `without` is a plan made without the weight target."""
    begun = perf_counter()
    shown = without if without is not None and without.status in ("optimal", "feasible") else None
    switched, assumed, set_by_hand = switches(case, plan), made_up(case, plan), by_hand(case)
    large = len(case.clinicians) >= case.rulebook.min_group_size
    return Trust(
        text=sentence(switched, assumed, set_by_hand, "en"),
        text_sv=sentence(switched, assumed, set_by_hand, "sv"),
        switches=switched,
        equity=equity(case, plan, shown),
        untargeted=without.status if without is not None else None,
        loads=loads(case, plan),
        protected=protected(case, Ledger(case, plan), case.clinicians) if large else None,
        made_up=assumed,
        by_hand=set_by_hand,
        least=case.rulebook.min_group_size,
        proof=Proof(proven=True, bound=None, seconds=round(perf_counter() - begun, 3)),
    )
