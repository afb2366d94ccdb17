"""The sentence on a front, in both languages."""

from collections.abc import Sequence

from weightplan.answers.frontier.model import Point
from weightplan.report.words import Language, Words
from weightplan.solver.sums import Gain, Loss

_GAIN = {
    "en": {
        "weights": "{n} weights",
        "attainment": "{n} clinicians at their target",
        "confidence": "{n} clinicians sure of their target",
    },
    "sv": {
        "weights": "{n} vikter",
        "attainment": "{n} behandlare som når målet",
        "confidence": "{n} behandlare som säkert når målet",
    },
}
_LOSS = {
    "en": {"load": "a load of {n}", "unserved": "unserved needs priced at {n}"},
    "sv": {"load": "belastningen {n}", "unserved": "otillgodosedda behov för priset {n}"},
}
AXES = {
    "en": {
        "weights": "Weights",
        "attainment": "Clinicians at target",
        "confidence": "Clinicians sure of target",
        "load": "Load",
        "unserved": "Unserved needs",
    },
    "sv": {
        "weights": "Vikter",
        "attainment": "Behandlare som når målet",
        "confidence": "Behandlare som säkert når målet",
        "load": "Belastning",
        "unserved": "Otillgodosedda behov",
    },
}
_BEST = {"en": "One plan is best in both: {only}.", "sv": "En plan är bäst i båda: {only}."}
_ONE = {"en": "One plan was found: {only}.", "sv": "En plan hittades: {only}."}
_SPAN = {
    "en": "{n} plans, each of which gains more only by losing more: from {least} to {most}.",
    "sv": "{n} planer där mer bara fås till ett högre pris: från {least} till {most}.",
}
_AT = {"en": "{gain} with {loss}", "sv": "{gain} med {loss}"}
_PROVEN = {
    "en": " Each is proven: no legal plan that loses as little gains more.",
    "sv": " Det är bevisat för var och en: ingen tillåten plan som kostar lika lite ger mer.",
}
_OPEN = {
    "en": " Within a plan's own limit, at most {far} more could be had.",
    "sv": " Inom en plans egen gräns går det att få högst {far} till.",
}
_NOTHING = {
    "en": " How much more could be had was not shown for all of them.",
    "sv": " Hur mycket mer som går att få är inte visat för alla.",
}
_NEEDS = {
    "en": " Needs come first: no plan leaves more unserved, by price, than {n}.",
    "sv": " Behoven går först: ingen plan lämnar mer otillgodosett än till priset {n}.",
}
_URGENT = {
    "en": " Urgent needs come first: of priorities 1 to {kept} no plan leaves more unserved, by price, than {n}.",
    "sv": " Angelägna behov går först: av prioritet 1 till {kept} lämnar ingen plan mer otillgodosett än till "
    "priset {n}.",
}


def sentence(
    of: Gain,
    against: Loss,
    points: Sequence[Point],
    best: Point | None,
    needs: tuple[int, int | None],
    language: Language,
) -> str:
    """Return how far the front reaches, how far it is proven, and what stands for needs.

    `best` is a point that is proven to gain the most and to lose the least of all, where there is one.
    """
    words = Words(language)
    ends = [
        _AT[language].format(
            gain=_GAIN[language][of].format(n=gain_in_words(of, point.gain, words)),
            loss=_LOSS[language][against].format(n=words.number(point.loss)),
        )
        for point in (points[0], points[-1])
    ]
    if len(points) == 1:
        text = (_ONE if best is None else _BEST)[language].format(only=ends[0])
    else:
        text = _SPAN[language].format(n=len(points), least=ends[0], most=ends[1])
    text += _how_sure(of, points, words)
    kept, most_unserved = needs
    if most_unserved is None:
        return text
    return text + (_NEEDS if kept == 4 else _URGENT)[language].format(kept=kept, n=words.number(most_unserved))


def gain_in_words(of: Gain, gain: float, words: Words) -> str:
    """Write a gain as its readers do."""
    return words.weight(gain) if of == "weights" else words.number(gain)


def _how_sure(of: Gain, points: Sequence[Point], words: Words) -> str:
    if all(point.proven for point in points):
        return _PROVEN[words.language]
    above = [None if point.bound is None else point.bound - point.gain for point in points]
    known = [distance for distance in above if distance is not None]
    if len(known) < len(above):
        return _NOTHING[words.language]
    return _OPEN[words.language].format(far=gain_in_words(of, max(known), words))
