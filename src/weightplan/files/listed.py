"""The inhabitants listed at each site of a unit: who its care is for, however many of them the week's plan sees."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from weightplan.case import Case
from weightplan.errors import did_you_mean
from weightplan.fields import FileModel, Identifier
from weightplan.rulebook import Level, Origin
from weightplan.validate.words import unknown

Heads = Annotated[int, Field(ge=0, le=100_000_000)]
Travel = Annotated[int, Field(ge=0, le=1440)]


class ListedSite(FileModel):
    """The people listed at one site: how many, and how many of them have which level of care.

    Those whom `levels` leaves out are of no level. `travel_minutes` is what a clinician travels, there and
    back, for one contact of a type; a type left out takes no travel.
    """

    listed: Annotated[Heads, Field(ge=1)]
    levels: dict[Level, Heads] | None = None
    travel_minutes: dict[Identifier, Travel] = {}
    origin: Origin = "example"


class Listed(FileModel):
    """Every site of the week, in the order in which people read them."""

    sites: Annotated[dict[Identifier, ListedSite], Field(min_length=1)]


def problems_of_listed(listed: Listed, case: Case) -> Iterator[str]:
    """Yield one line, `path: what is wrong`, for each thing that does not fit the week, or the other sites."""
    known = sites_of(case)
    for name, site in listed.sites.items():
        if name not in known:
            yield f"sites.{name}: the week has no site {name!r}{did_you_mean(name, known)}"
        if sum((site.levels or {}).values()) > site.listed:
            yield f"sites.{name}.levels: {sum((site.levels or {}).values())} people, more than the {site.listed} listed"
        for kind in site.travel_minutes:
            yield from unknown(f"sites.{name}.travel_minutes", "contact type", [kind], case.rulebook.contact_types)
    yield from (f"sites: {name!r} is missing, a site of the week" for name in known if name not in listed.sites)
    mixed = [name for name, site in listed.sites.items() if site.levels is None]
    if len(mixed) < len(listed.sites):
        yield from (f"sites.{name}.levels: is missing, though other sites have them" for name in mixed)


def sites_of(case: Case) -> tuple[str, ...]:
    """Return the sites of a week's clinicians and rooms, in the week's order."""
    found = [room.site for room in case.week.rooms]
    for person in case.week.clinicians:
        found += person.site.values() if isinstance(person.site, dict) else [person.site]
    return tuple(dict.fromkeys(site for site in found if site is not None))
