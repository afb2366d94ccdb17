"""The sentence for a reason, in either language, without names of patients."""

from weightplan.reasons.diagnosis import Reason
from weightplan.report.words import Language, Words


def sentence(reason: Reason, language: Language) -> str:
    """Return the sentence that a manager reads."""
    words = Words(language)
    parts = (f"{words(f'rule.{rule}').lower()} {words.number(cost)}" for rule, cost in reason.price.per_rule.items())
    return words(
        reason.key,
        rule=words(f"limit.{reason.rule}") if reason.rule else "",
        worth=words.number(reason.worth),
        cost=words.number(reason.price.total),
        gain=words.number(reason.worth - reason.price.total),
        parts=", ".join(parts) or "0",
    )
