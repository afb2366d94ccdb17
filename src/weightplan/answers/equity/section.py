"""Equity between sites as a section of a page: one table of what is held, one beside the unit's means."""

from collections.abc import Callable

from weightplan.answers.equity.model import Equity, Measure, Place
from weightplan.answers.page.wording import Say
from weightplan.report.sections import Figures, Section

_TITLE = {"en": "Equity between sites", "sv": "Jämlik vård mellan mottagningar"}
_HELD = {"en": "Per 1,000 listed inhabitants", "sv": "Per 1\u202f000 listade invånare"}
_HELD_HEADS = {
    "en": ("Site", "Listed", "Weights", "Contact minutes", "Clinicians' minutes", "of which travel"),
    "sv": ("Mottagning", "Listade", "Vikter", "Kontakt, minuter", "Behandlare, minuter", "varav resor"),
}
_RATIO = {
    "en": "Of what the unit's means would give those who are listed",
    "sv": "Av vad enhetens medelvärden skulle ge dem som är listade",
}
_RATIO_HEADS = {
    "en": ("Site", "Weights", "Contact minutes", "Clinicians' time"),
    "sv": ("Mottagning", "Vikter", "Kontaktminuter", "Behandlarnas tid"),
}
_ALL = {"en": "All sites", "sv": "Alla"}


def section(say: Say, answer: Equity) -> Section:
    """Return the answer in the reader's language, the sites in the order of the file."""
    words, language = say.words, say.words.language

    def held(place: Place) -> tuple[str, ...]:
        travel = words.number(place.travel * 1000 / place.listed) if answer.with_travel else "–"
        minutes = (words.number(part.per_1000) for part in (place.contact, place.time))
        return words.number(place.listed), words.weight(place.weights.per_1000), *minutes, travel

    def beside(place: Place) -> tuple[str, ...]:
        return tuple(_ratio(say, measure) for measure in (place.weights, place.contact, place.time))

    def rows(figures: Callable[[Place], tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
        named = [(" + ".join(place.sites), place) for place in answer.places]
        named += [(_ALL[language], answer.all)] if len(answer.places) > 1 else []
        return tuple((name, *figures(place)) for name, place in named)

    tables = (
        Figures(_HELD[language], _HELD_HEADS[language], rows(held)),
        Figures(_RATIO[language], _RATIO_HEADS[language], rows(beside)),
    )
    return Section("equity", _TITLE[language], (say.text(answer),), tables, say.proof(answer.proof, exact=True))


def _ratio(say: Say, measure: Measure) -> str:
    return "–" if measure.ratio is None else say.words.percent(measure.ratio)
