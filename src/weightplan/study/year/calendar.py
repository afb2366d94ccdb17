"""When vacations are, by the Swedish year: June to August, and the weeks of Christmas and New Year."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from weightplan.study.draws import chance
from weightplan.study.year.model import Vacation
from weightplan.week import Clinician


def vacations(
    vacation: Vacation | None, clinicians: Sequence[Clinician], first: date, weeks: int, seed: int
) -> dict[str, frozenset[int]]:
    """Return the weeks (0 = that of the Monday `first`) in which each clinician is on vacation.

    Which stretch is whose hangs on the seed, the role and the place in it: colleagues who come last or go last
    leave the others' as they are.
    """
    if vacation is None:
        return {person.id: frozenset() for person in clinicians}
    summers, christmases = _summers(first, weeks), _christmases(first, weeks)
    placed: Counter[str] = Counter()
    found = {}
    for person in clinicians:
        turn = placed[person.role] + int(1000 * chance(seed, "vacation", person.role))
        placed[person.role] += 1
        away = [week for summer in summers for week in _stretch(summer, vacation.summer, turn)]
        away += [week for pair in christmases for week in _stretch(pair, vacation.christmas, turn)]
        found[person.id] = frozenset(week for week in away if 0 <= week < weeks)
    return found


def _stretch(season: list[int], length: int, turn: int) -> list[int]:
    """Return the weeks of one of the stretches that a season divides into."""
    if not length:
        return []
    stretches = max(1, len(season) // length)
    begins = turn % stretches * length
    return season[begins : begins + length]


def _summers(first: date, weeks: int) -> list[list[int]]:
    """Return, for each year, the weeks whose Thursday lies in June to August."""
    return [
        [week for week in _weeks_of(year, first) if _thursday(first, week).month in (6, 7, 8)]
        for year in _years(first, weeks)
    ]


def _christmases(first: date, weeks: int) -> list[list[int]]:
    """Return, for each winter, the week of Christmas Day and the one after it."""
    years = _years(first - timedelta(weeks=52), weeks + 52)
    days = [(date(year, 12, 25) - first).days // 7 for year in years]
    return [[week, week + 1] for week in days]


def _years(first: date, weeks: int) -> range:
    return range(first.year, (first + timedelta(weeks=weeks)).year + 1)


def _weeks_of(year: int, first: date) -> range:
    start = (date(year, 1, 1) - first).days // 7
    return range(start, start + 54)


def _thursday(first: date, week: int) -> date:
    return first + timedelta(weeks=week, days=3)
