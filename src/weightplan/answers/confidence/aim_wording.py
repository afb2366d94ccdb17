"""The sentence on a plan that aims at confidence, in both languages."""

from weightplan.report.words import Language, Words

SURE = {
    "en": "With a probability of at least {level}, {reached} of {all} reach the target; "
    "in the plan without a margin, {before} did.",
    "sv": "Med minst {level} sannolikhet når {reached} av {all} målet; i planen utan marginal var det {before}.",
}
NEVER = {
    "en": " Of {n} it is proven that no legal week is enough.",
    "sv": " För {n} är det bevisat att ingen tillåten vecka räcker.",
}
OPEN = {
    "en": " Whether more could is not proven.",
    "sv": " Om fler kan nå dit är inte bevisat.",
}


def text(level: float, before: int, reached: int, everybody: int, out_of_reach: int, language: Language) -> str:
    """Return how many are as sure as `level`, of how many it is proven that they cannot be, and what is open."""
    words = Words(language)
    sure = SURE[language].format(level=words.percent(level), reached=reached, all=everybody, before=before)
    never = NEVER[language].format(n=out_of_reach) if out_of_reach else ""
    return sure + never + (OPEN[language] if reached + out_of_reach < everybody else "")
