"""Look up the sentences of a report by key and language, and write numbers and dates as its readers do."""

from datetime import date
from typing import Literal

from weightplan.report.sentences import THEMES

Language = Literal["sv", "en"]
LANGUAGES: tuple[Language, ...] = ("sv", "en")
NARROW_SPACE = "\u202f"

_DAYS = {
    "sv": ("mån", "tis", "ons", "tor", "fre", "lör", "sön"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_MONTHS = {
    "sv": ("jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}

WORDS: dict[Language, dict[str, str]] = {
    language: {key: pair[place] for theme in THEMES for key, pair in theme.SENTENCES.items()}
    for place, language in enumerate(LANGUAGES)
}


class Words:
    """One language: look a sentence up by key, write numbers and dates as its readers do."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        """Return the sentence for `key`, filled in; `n` picks the singular or the plural."""
        one, _, many = WORDS[self.language][key].partition("|")
        return (many if many and values.get("n") != 1 else one).format(**values)

    def known(self, key: str, otherwise: str) -> str:
        """Return the sentence for a key that comes from outside, or else `otherwise` made readable."""
        return WORDS[self.language].get(key) or readable(otherwise)

    def weight(self, value: float) -> str:
        """Write a weight: one decimal, or two where the second says something."""
        text = f"{value:.2f}"
        return self._local(text[:-1] if text.endswith("0") else text)

    def number(self, value: float, decimals: int = 0) -> str:
        return self._local(f"{value:,.{decimals}f}")

    def percent(self, share: float, decimals: int = 0) -> str:
        space = "\u00a0" if self.language == "sv" else ""
        return self._local(f"{100 * share:.{decimals}f}") + f"{space}%"

    def duration(self, minutes: int) -> str:
        return self("hours_minutes", h=minutes // 60, m=minutes % 60)

    def date(self, day: date) -> str:
        return f"{_DAYS[self.language][day.weekday()]} {day.day} {_MONTHS[self.language][day.month - 1]}"

    def _local(self, text: str) -> str:
        return text.replace(",", NARROW_SPACE).replace(".", ",") if self.language == "sv" else text


def readable(name: str) -> str:
    """Return an identifier as people would write it: `NO_ROOM` and `no_room` become `No room`."""
    text = name.replace("_", " ").strip() or name
    return (text.lower() if text.isupper() else text)[:1].upper() + (text.lower() if text.isupper() else text)[1:]
