"""The sentences on prices, in both languages."""

from collections.abc import Sequence

from weightplan.answers.price.easing import MEETINGS
from weightplan.answers.price.model import Price
from weightplan.fields import WEEKDAYS
from weightplan.report.words import Language, Words, readable

NAMES = {MEETINGS: {"sv": "Möten", "en": "Meetings"}}
ONE_ROOM = {"sv": "Ett rum till ({kind}) på {day}", "en": "One more room ({kind}) on {day}"}
DAYS = {
    "sv": ("måndagar", "tisdagar", "onsdagar", "torsdagar", "fredagar", "lördagar", "söndagar"),
    "en": ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"),
}
NOTHING = {
    "en": "No rule was shown to cost {who} anything.",
    "sv": "Ingen regel visades kosta {who} något.",
}
SOMETHING = {
    "en": "What {who} could book more without one rule, at least: {parts}.",
    "sv": "Vad {who} minst kunde boka mer utan en regel: {parts}.",
}
UNIT = {"en": "the unit", "sv": "enheten"}
CUT_SHORT = {"en": " Not every rule had its turn.", "sv": " Alla regler hann inte prövas."}


def name_of(price: Price, language: Language) -> str:
    """Return what people call a rule that has a price."""
    if price.weekday is not None:
        day = DAYS[language][WEEKDAYS.index(price.weekday)]
        return ONE_ROOM[language].format(kind=readable(price.room_kind or "").lower(), day=day)
    if price.rule in NAMES:
        return NAMES[price.rule][language]
    return Words(language).known(f"rule.{price.rule}", price.rule)


def text(clinician: str | None, prices: Sequence[Price], complete: bool, language: Language) -> str:
    """Return what one rule costs a clinician, or with None the unit, as far as it was shown."""
    words, who = Words(language), clinician or UNIT[language]
    parts = ", ".join(f"{name_of(p, language)} {words.weight(p.least)}" for p in prices if p.least > 0)
    sentence = (SOMETHING if parts else NOTHING)[language].format(who=who, parts=parts)
    return sentence if complete else sentence + CUT_SHORT[language]
