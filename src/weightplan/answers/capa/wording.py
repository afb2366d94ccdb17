"""The sentences on both ways of reckoning, in both languages."""

from weightplan.answers.capa.model import Capa
from weightplan.report.words import Language, Words

_CAPA = {
    "en": "CAPA gives {full_time} full-time posts {least} to {most} contacts in this time, at {each} minutes each "
    "with notes; the needs ask for {asked}, at {own} minutes each.",
    "sv": "CAPA ger {full_time} heltider {least} till {most} kontakter på den här tiden, à {each} minuter med "
    "dokumentation; behoven kräver {asked}, à {own} minuter.",
}
_PLAN = {
    "en": " The plan holds {n}: {share} of contracted time against CAPA's {low} to {high}.",
    "sv": " Planen har {n}: {share} av den avtalade tiden, mot {low} till {high} i CAPA.",
}
_NEW = {
    "en": " With a first contact and 7.5 further ones each, CAPA takes on {low} to {high} new patients; {n} come.",
    "sv": " Med en första kontakt och 7,5 ytterligare per patient tar CAPA emot {low} till {high} nya; {n} kommer.",
}
_AWAY = {
    "en": " Of planned contacts {share} are expected to be missed; CAPA plans with none.",
    "sv": " Av de planerade kontakterna väntas {share} utebli; CAPA räknar inte med några.",
}
_USABLE = {
    "en": " {own} of contracted days are worked; CAPA takes {theirs} of every quarter.",
    "sv": " {own} av de avtalade dagarna arbetas; CAPA räknar med {theirs} av varje kvartal.",
}
_WEIGHTS = {
    "en": " CAPA knows no weights: a short call and a long visit count the same.",
    "sv": " CAPA har inga vikter: ett kort samtal och ett långt besök räknas lika.",
}


def sentence(answer: Capa, language: Language) -> str:
    """Return where the two differ, and by how much."""
    words = Words(language)
    least, most, asked = answer.least, answer.most, answer.asked
    text = _CAPA[language].format(
        full_time=words.number(answer.full_time, 1),
        least=words.number(least.contacts),
        most=words.number(most.contacts),
        each=words.number(least.minutes_each or 0),
        asked=words.number(asked.contacts),
        own=words.number(asked.minutes_each or 0),
    )
    if answer.planned is not None and None not in (answer.planned.share_of_time, least.share_of_time):
        text += _PLAN[language].format(
            n=words.number(answer.planned.contacts),
            share=words.percent(answer.planned.share_of_time or 0),
            low=words.percent(least.share_of_time or 0),
            high=words.percent(most.share_of_time or 0),
        )
    low, high = answer.new_patients
    text += _NEW[language].format(low=words.number(low, 1), high=words.number(high, 1), n=answer.new_asked)
    if answer.away is not None:
        text += _AWAY[language].format(share=words.percent(answer.away))
    if answer.usable is not None:
        text += _USABLE[language].format(own=words.percent(answer.usable), theirs=words.percent(answer.usable_by_capa))
    return text + _WEIGHTS[language]
