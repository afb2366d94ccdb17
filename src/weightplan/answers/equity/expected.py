"""Indirect standardisation: what each site would hold if every level got the unit's mean per listed inhabitant."""

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction

from weightplan.answers.equity.holding import MEASURES, NO_LEVEL, Held
from weightplan.files.listed import Listed, ListedSite


def expected(listed: Listed, found: Mapping[str, Held]) -> dict[str, dict[str, Fraction]]:
    """Return by site and measure what is expected; over all sites it sums to what is held.

    A level that the sites hold contacts of, and of which nobody is listed, is expected of all who are listed.
    """
    heads = {name: _heads(site) for name, site in listed.sites.items()}
    of_level: dict[str, int] = defaultdict(int)
    for own in heads.values():
        for level, number in own.items():
            of_level[level] += number
    everybody = sum(site.listed for site in listed.sites.values())
    result = {name: dict.fromkeys(MEASURES, Fraction(0)) for name in listed.sites}
    for measure in MEASURES:
        for level, total in _by_level(found, measure).items():
            for name, site in listed.sites.items():
                known = of_level[level] > 0
                share = Fraction(heads[name][level], of_level[level]) if known else Fraction(site.listed, everybody)
                result[name][measure] += total * share
    return result


def _heads(site: ListedSite) -> dict[str, int]:
    """Return how many are listed by level, those of no level included; nobody where levels are not known."""
    own: dict[str, int] = defaultdict(int)
    if site.levels is not None:
        own |= {str(level): number for level, number in site.levels.items()}
        own[NO_LEVEL] = site.listed - sum(site.levels.values())
    return own


def _by_level(found: Mapping[str, Held], measure: str) -> dict[str, Fraction]:
    totals: dict[str, Fraction] = defaultdict(Fraction)
    for held in found.values():
        for level, amount in held.sums[measure].items():
            totals[level] += amount
    return totals
