"""From a plan and who is listed where to weights and minutes per listed inhabitant and site."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from time import perf_counter

from weightplan.answers.equity.expected import expected
from weightplan.answers.equity.holding import Held, held
from weightplan.answers.equity.model import Equity, Measure, Place
from weightplan.answers.equity.together import together
from weightplan.answers.equity.wording import sentence
from weightplan.answers.proof import Proof
from weightplan.case import Case
from weightplan.errors import InputError
from weightplan.files.listed import Listed
from weightplan.plan import Plan

Expected = Mapping[str, Mapping[str, Fraction]]


def equity(case: Case, plan: Plan, listed: Listed) -> Equity:
    """Return what each site's listed inhabitants get of a plan, beside the unit's own means by level.

    A contact belongs to the site of its room, else of who holds it that day. Raises InputError where all sites
    together have the contacts of fewer than `min_group_size` clinicians or patients: those would be figures of persons.
    """
    begun = perf_counter()
    found = held(case, plan, listed)
    nowhere = found.pop(None)
    sites = {name: own for name, own in found.items() if name is not None}
    least = max(1, case.rulebook.min_group_size)
    means = expected(listed, sites)
    whole = _place(tuple(sites), sites, means, listed)
    if min(whole.clinicians, whole.patients) < least:
        few = f"{whole.clinicians} clinicians and {whole.patients} patients"
        raise InputError([f"contacts at sites: of {few}; figures of sites are shown from {least} of each"])
    told = nowhere.contacts == 0 or min(len(nowhere.clinicians), len(nowhere.patients)) >= least
    answer = Equity(
        text="",
        text_sv="",
        proof=Proof(proven=True, bound=None, seconds=round(perf_counter() - begun, 3)),
        places=tuple(_place(names, sites, means, listed) for names in together(sites, least)),
        all=whole,
        by_level=any(site.levels is not None for site in listed.sites.values()),
        with_travel=any(site.travel_minutes for site in listed.sites.values()),
        examples=sum(site.origin == "example" for site in listed.sites.values()),
        left_out=nowhere.contacts if told else None,
        least=least,
    )
    return answer.model_copy(update={"text": sentence(answer, "en"), "text_sv": sentence(answer, "sv")})


def _place(names: Sequence[str], sites: Mapping[str, Held], means: Expected, listed: Listed) -> Place:
    heads = sum(listed.sites[name].listed for name in names)

    def measure(which: str, unit: int = 1) -> Measure:
        total = sum((sites[name].total(which) for name in names), Fraction(0)) / unit
        due = sum((means[name][which] for name in names), Fraction(0)) / unit
        return Measure(
            sum=round(float(total), 2),
            per_1000=round(float(total * 1000 / heads), 2),
            expected=round(float(due), 2),
            ratio=round(float(total / due), 4) if due > 0 else None,
        )

    return Place(
        sites=tuple(names),
        listed=heads,
        clinicians=len(set().union(*(sites[name].clinicians for name in names))),
        patients=len(set().union(*(sites[name].patients for name in names))),
        weights=measure("weights", 100),
        contact=measure("contact"),
        time=measure("time"),
        travel=measure("travel").sum,
    )
