"""The sentences on confidence, in both languages."""

from collections.abc import Sequence

from weightplan.answers.confidence.model import Outlook
from weightplan.case import Case
from weightplan.report.words import Language, Words


def text(case: Case, people: Sequence[Outlook], unit: Outlook | None, language: Language) -> str:
    """Return the unit's sentence, or a sentence each where the unit is not summed."""
    words = Words(language)
    if unit is not None:
        return _sentence(unit, words)
    sentences = [_sentence(person, words) for person in people]
    if len(people) > 1:
        sentences.append(words("team.hidden", least=case.rulebook.min_group_size))
    return " ".join(sentences)


def _sentence(outlook: Outlook, words: Words) -> str:
    swedish = words.language == "sv"
    who = outlook.clinician or ("Enheten" if swedish else "The unit")
    target, expected = words.weight(outlook.target), words.number(outlook.expected, 1)
    chance = chance_in_words(outlook.attended.reaches, words)
    if swedish:
        outcome = f"når {target} med sannolikheten {chance}" if outlook.target else "har inget mål"
        return f"{who} {outcome}; {expected} vikter väntas bli av."
    outcome = f"reaches {target} with probability {chance}" if outlook.target else "has no target"
    return f"{who} {outcome}; {expected} weights are expected to be attended."


def chance_in_words(chance: float, words: Words) -> str:
    """Write a chance with two decimals, and never as certain what is not."""
    if 0 < chance < 0.005:
        return f"<{words.number(0.01, 2)}"
    if 0.995 <= chance < 1:
        return f">{words.number(0.99, 2)}"
    return words.number(chance, 2)
