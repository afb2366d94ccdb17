"""The sentences of a diff, in both languages."""

from collections import Counter
from collections.abc import Sequence

from weightplan.answers.diff.model import Change, Compared, Figures
from weightplan.report.words import Language, Words


def text(
    found: Sequence[Change], patients: int, cost: Compared, unit: Figures | None, least: int, language: Language
) -> str:
    """Return what changed, what either plan costs, and the unit's booked weights or why they are not shown."""
    words = Words(language)
    kinds = Counter(change.kind for change in found)
    moved, added, dropped = kinds["moved"], kinds["added"], kinds["dropped"]
    costs = words.number(cost.a), words.number(cost.b)
    if language == "sv":
        first = (
            f"{_count(moved, 'kontakt ändrad', 'kontakter ändrade')}, {_count(added, 'ny', 'nya')}, "
            f"{_count(dropped, 'struken', 'strukna')}; {_count(patients, 'patient', 'patienter')} berörs."
        )
        same, price = "Varje kontakt står kvar som den var.", "Plan A kostar {}, plan B {}."
        weights = "Enheten har {} bokade vikter i A, {} i B."
    else:
        first = (
            f"{_count(moved, 'appointment', 'appointments')} moved, {added} added, {dropped} dropped; "
            f"{_count(patients, 'patient is', 'patients are')} touched."
        )
        same, price = "Every appointment stands as it was.", "Plan A costs {}, plan B {}."
        weights = "The unit has {} booked weights in A, {} in B."
    if unit is None:
        last = words("team.hidden", least=least)
    else:
        last = weights.format(words.weight(unit.booked.a), words.weight(unit.booked.b))
    return " ".join((first if found else same, price.format(*costs), last))


def _count(n: int, one: str, many: str) -> str:
    return f"{n} {one if n == 1 else many}"
