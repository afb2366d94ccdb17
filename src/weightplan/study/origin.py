"""Where a study's own figures come from, in a sentence for each origin."""

from weightplan.rulebook import Origin
from weightplan.study.model import StudyFile
from weightplan.study.wording import Language

THINGS = {
    "sv": {"salaries": "löner", "levels": "nivåer", "chances": "sannolikheter"},
    "en": {"salaries": "salaries", "levels": "levels", "chances": "chances"},
}
SAID: dict[Origin, dict[Language, str]] = {
    "example": {
        "sv": "{things} i studien är exempel tills enheten anger sina egna.",
        "en": "{things} in this study are examples until the unit gives its own.",
    },
    "measured": {"sv": "{things} i studien är uppmätta.", "en": "{things} in this study are measured."},
    "sourced": {"sv": "{things} i studien är hämtade ur källor.", "en": "{things} in this study are from sources."},
}


def origins(study: StudyFile, language: Language) -> tuple[str, ...]:
    """Return a sentence for each origin that a study's salaries, levels and chances have."""
    by_thing: dict[str, Origin] = {"salaries": study.salaries_origin} if study.salaries else {}
    by_thing["levels"] = study.origin
    if study.draws:
        by_thing["chances"] = study.origin
    return tuple(
        _sentence([thing for thing, its in by_thing.items() if its == origin], origin, language)
        for origin in SAID
        if origin in by_thing.values()
    )


def _sentence(things: list[str], origin: Origin, language: Language) -> str:
    *first, last = (THINGS[language][thing] for thing in things)
    both = " och " if language == "sv" else " and "
    listed = both.join([", ".join(first), last]) if first else last
    return SAID[origin][language].format(things=listed[0].upper() + listed[1:])
