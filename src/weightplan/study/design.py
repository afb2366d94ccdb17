"""Which levels meet in which scenario."""

from collections.abc import Iterable, Iterator
from itertools import product
from math import prod

from weightplan.errors import InputError, did_you_mean
from weightplan.study.model import MOST_SCENARIOS, Choice, Listed, StudyFile


def choices(study: StudyFile) -> tuple[Choice, ...]:
    """Return every scenario as a level of each factor, each once, the base first.

    The base is there whatever the design says, for everything is compared with it.
    Raises InputError for a factor or level that the study does not have, and for more scenarios than a study may have.
    """
    problems = [*_strangers(study, "base", study.base), *_too_many(study)]
    if isinstance(study.design, Listed):
        for place, choice in enumerate(study.design.list):
            problems += _strangers(study, f"design.list[{place}]", choice)
    if problems:
        raise InputError(problems)
    base = {factor: study.base_level(factor) for factor in study.factors}
    found = (tuple((base | choice).items()) for choice in (base, *_designed(study)))
    return tuple(dict(items) for items in dict.fromkeys(found))


def scenario_id(choice: Choice) -> str:
    """Return a scenario's name: `staff=two_more,rooms=as_is`."""
    return ",".join(f"{factor}={level}" for factor, level in choice.items())


def _designed(study: StudyFile) -> Iterable[Choice]:
    if isinstance(study.design, Listed):
        return study.design.list
    if study.design == "full":
        names = list(study.factors)
        return [dict(zip(names, levels, strict=True)) for levels in product(*study.factors.values())]
    from scipy.stats import qmc

    names = list(study.factors)
    cube = qmc.LatinHypercube(d=len(names), rng=study.design.seed).random(study.design.latin_hypercube)
    return [{name: _level(study, name, float(at)) for name, at in zip(names, point, strict=True)} for point in cube]


def _level(study: StudyFile, factor: str, at: float) -> str:
    levels = list(study.factors[factor])
    return levels[min(int(at * len(levels)), len(levels) - 1)]


def _too_many(study: StudyFile) -> Iterator[str]:
    crossed = prod(len(levels) for levels in study.factors.values()) if study.design == "full" else 0
    if crossed > MOST_SCENARIOS:
        instead = "leave factors or levels out, or choose with design: {latin_hypercube: 200}"
        yield f"design: full makes {crossed} scenarios, at most {MOST_SCENARIOS} are allowed; {instead}"


def _strangers(study: StudyFile, path: str, choice: Choice) -> Iterator[str]:
    for factor, level in choice.items():
        if factor not in study.factors:
            yield f"{path}: no factor {factor!r}{did_you_mean(factor, study.factors)}"
        elif level not in study.factors[factor]:
            yield f"{path}.{factor}: no level {level!r}{did_you_mean(level, study.factors[factor])}"
