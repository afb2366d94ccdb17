"""The sentences on equity between sites, in both languages."""

from collections.abc import Sequence

from weightplan.answers.equity.model import Equity, Measure
from weightplan.report.words import Language, Words

_HELD = {
    "en": "Per 1,000 of the {listed} who are listed, the plan holds {weights} weights and {minutes} contact minutes.",
    "sv": "Per 1\u202f000 av de {listed} listade har planen {weights} vikter och {minutes} kontaktminuter.",
}
_APART = {
    "en": " Beside what the unit's means{by_level} would give the listed of each site, contact minutes are {contact},"
    " weights {weights}, and clinicians' time, travel counted in, {time}.",
    "sv": " Mot vad enhetens medelvärden{by_level} skulle ge varje mottagnings listade är kontaktminuterna {contact},"
    " vikterna {weights} och behandlarnas tid, med resor inräknade, {time}.",
}
_BY_LEVEL = {"en": " by level", "sv": " per nivå"}
_FROM_TO = {"en": "{least} to {most}", "sv": "{least} till {most}"}
_ONE = {
    "en": " The contacts of single sites are those of fewer than {least} clinicians or patients, so all are shown"
    " together.",
    "sv": " Enskilda mottagningars kontakter gäller färre än {least} behandlare eller patienter, så alla visas ihop.",
}
_NO_LEVELS = {
    "en": " The file gives no levels, so differences in need are not allowed for.",
    "sv": " Filen anger inga nivåer, så ingen hänsyn är tagen till skillnader i behov.",
}
_TRAVEL = {
    "en": " Travel takes {minutes} minutes, {share} of the time that clinicians spend on these contacts.",
    "sv": " Resor tar {minutes} minuter, {share} av den tid som behandlarna lägger på kontakterna.",
}
_NO_TRAVEL = {
    "en": " The file gives no travel, so none is counted.",
    "sv": " Filen anger inga resor, så inga är medräknade.",
}
_LEFT_OUT = {
    "en": " Contacts that are at no site are left out: {n}.",
    "sv": " Kontakter utan mottagning är inte med: {n}.",
}
_SOME = {"en": "too few people to tell how many", "sv": "för få personer för att säga hur många"}
_EXAMPLES = {
    "en": " {n} of {all} sites have figures that are marked example.",
    "sv": " {n} av {all} mottagningar har tal som är märkta example.",
}


def sentence(answer: Equity, language: Language) -> str:
    """Return what is held per listed inhabitant, how far the sites lie apart, and what is not allowed for."""
    words, whole = Words(language), answer.all
    text = _HELD[language].format(
        sites=words.number(len(whole.sites)),
        listed=words.number(whole.listed),
        weights=words.weight(whole.weights.per_1000),
        minutes=words.number(whole.contact.per_1000),
    )
    if len(answer.places) > 1:
        text += _APART[language].format(
            by_level=_BY_LEVEL[language] if answer.by_level else "",
            contact=_spread(words, [place.contact for place in answer.places]),
            weights=_spread(words, [place.weights for place in answer.places]),
            time=_spread(words, [place.time for place in answer.places]),
        )
    elif len(whole.sites) > 1:
        text += _ONE[language].format(least=answer.least)
    if not answer.by_level:
        text += _NO_LEVELS[language]
    if answer.with_travel:
        share = whole.travel / whole.time.sum if whole.time.sum else 0
        text += _TRAVEL[language].format(minutes=words.number(whole.travel), share=words.percent(share))
    else:
        text += _NO_TRAVEL[language]
    if answer.left_out != 0:
        number = _SOME[language] if answer.left_out is None else words.number(answer.left_out)
        text += _LEFT_OUT[language].format(n=number)
    if answer.examples:
        text += _EXAMPLES[language].format(n=words.number(answer.examples), all=words.number(len(whole.sites)))
    return text


def _spread(words: Words, measures: Sequence[Measure]) -> str:
    """Return the least and the greatest ratio."""
    ratios = [measure.ratio for measure in measures if measure.ratio is not None]
    if not ratios:
        return "–"
    least, most = (words.percent(edge(ratios)) for edge in (min, max))
    return least if least == most else _FROM_TO[words.language].format(least=least, most=most)
