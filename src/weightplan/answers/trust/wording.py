"""The sentence on trust, in both languages."""

from collections.abc import Sequence

from weightplan.answers.trust.model import ByHand, MadeUp, Switch
from weightplan.report.words import Language

_PARTS: dict[str, tuple[str, str]] = {
    "switches": (
        "{n} kontakt har en tyngre kontakttyp än förstahandsvalet, fast förstahandsvalet hade gått samma dag"
        "|{n} kontakter har en tyngre kontakttyp än förstahandsvalet, fast förstahandsvalet hade gått samma dag",
        "{n} contact has a heavier type than the first choice, though the first choice could be held that day"
        "|{n} contacts have a heavier type than the first choice, though the first choice could be held that day",
    ),
    "made_up": (
        "{n} tal som används är ett antagande (märkt example)|{n} tal som används är antaganden (märkta example)",
        "{n} number in use is an assumption (marked example)|{n} numbers in use are assumptions (marked example)",
    ),
    "by_hand": (
        "{n} värde är satt för hand, {silent} utan angivet skäl|{n} värden är satta för hand, {silent} utan angivet"
        " skäl",
        "{n} value was set by hand, {silent} without a reason given|{n} values were set by hand, {silent} without a"
        " reason given",
    ),
}


def sentence(
    switched: Sequence[Switch], made_up: Sequence[MadeUp], by_hand: Sequence[ByHand], language: Language
) -> str:
    """Return how many switches, assumptions and values set by hand there are."""
    values = {row.what: row for row in by_hand}.values()
    silent = sum(row.reason is None for row in values)
    counts = {"switches": sum(s.count for s in switched), "made_up": len(made_up), "by_hand": len(values)}
    return "; ".join(_part(key, n, silent, language) for key, n in counts.items()) + "."


def _part(key: str, n: int, silent: int, language: Language) -> str:
    one, _, many = _PARTS[key][language == "en"].partition("|")
    return (one if n == 1 else many).format(n=n, silent=silent)
