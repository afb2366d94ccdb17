"""How fairly a plan shares its weights out: nobody could be raised without lowering someone worse off.

Never who: a level, and how many people stand at it. Needs come first: no plan counts that leaves more unserved.
"""

import time
from collections.abc import Callable
from fractions import Fraction

from weightplan.answers.ceiling import NOT_OURS
from weightplan.answers.figures import with_figures
from weightplan.answers.proof import Answer, Proof
from weightplan.case import Case
from weightplan.check import check
from weightplan.errors import InputError
from weightplan.plan import Plan
from weightplan.report.words import Language, Words
from weightplan.solver.fairness import Fairest, fairest

_NOBODY = {
    "en": "Nobody has a target: there is nothing to share out.",
    "sv": "Ingen har något viktmål: det finns inget att fördela.",
}
_LEVEL = {
    "en": "The lowest attained share of a target is {level} (it was {before}); {people} there.",
    "sv": "Den lägsta uppnådda andelen av ett viktmål är {level} (tidigare {before}); där ligger {people}.",
}
_PEOPLE = {"en": ("1 person stands", "{n} people stand"), "sv": ("1 person", "{n} personer")}
_PROVEN = {
    "en": " Nobody can be raised without lowering someone worse off.",
    "sv": " Ingen kan lyftas utan att någon som har det sämre sänks.",
}
_LOWEST = {
    "en": " The lowest share goes no higher; whether others could was not shown.",
    "sv": " Den lägsta andelen går inte att höja; om andra kan lyftas är inte visat.",
}
_BOUND = {
    "en": " No legal plan lifts the lowest share above {bound}.",
    "sv": " Ingen tillåten plan lyfter den lägsta andelen över {bound}.",
}
_OPEN = {
    "en": " How much higher it could be was not shown.",
    "sv": " Hur mycket högre den kunde bli är inte visat.",
}


class Fair(Answer):
    """A plan, the lowest attained share of a target in it and before it, and how many people stand there.

    Shares are booked ÷ target (None: nobody has a target). `proof.proven` says that nobody can be raised
    without lowering someone worse off; `proof.bound` is what the lowest share of no such plan passes.
    """

    plan: Plan
    lowest: float | None
    before: float | None
    people: int


def fair(case: Case, plan: Plan, *, seconds: float = 30.0, stop: Callable[[], bool] | None = None) -> Fair:
    """Return the fairest plan found among the legal ones that leave no more unserved than `plan`, by price.

    Its figures come from the checker. Raises InputError where `plan` is not legal, or not on the grid.
    """
    report, begun = check(case, plan), time.monotonic()
    if not report.legal:
        raise InputError([f"the plan breaks a rule, so no answer would hold: {report.violations[0].text}"])
    found = fairest(case, plan, seconds=seconds, stop=stop)
    if found is None:
        raise InputError([NOT_OURS])
    targets = [c for c in report.clinicians if case.target(c.id) > 0]
    before = min((Fraction(round(100 * c.booked), case.target(c.id)) for c in targets), default=None)
    lowest = found.shares[0] if found.shares else None
    proof = Proof(
        proven=found.settled == len(found.shares),
        bound=None if found.bound is None else float(found.bound),
        seconds=round(time.monotonic() - begun, 2),
    )
    return Fair(
        text=_in_words(found, before, "en"),
        text_sv=_in_words(found, before, "sv"),
        proof=proof,
        plan=with_figures(case, found.plan),
        lowest=None if lowest is None else float(lowest),
        before=None if before is None else float(before),
        people=sum(share == lowest for share in found.shares),
    )


def _in_words(found: Fairest, before: Fraction | None, language: Language) -> str:
    if before is None:
        return _NOBODY[language]
    words, lowest = Words(language), found.shares[0]
    number = sum(share == lowest for share in found.shares)
    people = _PEOPLE[language][number > 1].format(n=number)
    text = _LEVEL[language].format(
        level=words.percent(float(lowest), 1), before=words.percent(float(before), 1), people=people
    )
    if found.settled == len(found.shares):
        return text + _PROVEN[language]
    if found.bound is None:
        return text + _OPEN[language]
    if found.bound == lowest:
        return text + _LOWEST[language]
    return text + _BOUND[language].format(bound=words.percent(float(found.bound), 1))
