"""The rulebook in itself: its names, its grid, its weights, its care packages."""

from collections.abc import Iterator
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import holidays

from weightplan.errors import did_you_mean
from weightplan.fields import Hours, clock_minutes, span_minutes
from weightplan.rulebook import CareLevel, ContactType, Limits, Rulebook
from weightplan.validate.words import off_grid, unknown


def problems(book: Rulebook) -> Iterator[str]:
    """Yield what is wrong in a rulebook, whatever the week."""
    yield from _places(book)
    for name, kind in book.contact_types.items():
        yield from _kind(book, f"rulebook.contact_types.{name}", kind)
    for name, role in book.roles.items():
        yield from limits_off_grid(f"rulebook.roles.{name}.limits", role.limits, book.grid_minutes)
    yield from _working_time(book)
    yield from limits_off_grid("rulebook.limits", book.limits, book.grid_minutes)
    if book.crisis:
        yield from unknown(
            "rulebook.crisis.contact_type", "contact type", [book.crisis.contact_type], book.contact_types
        )
    for number, level in book.levels.items():
        yield from _package(book, f"rulebook.levels.{number}.package", level)
    yield from _levers(book)


def limits_off_grid(path: str, limits: Limits, grid: int) -> Iterator[str]:
    """Yield the limits in minutes or hours that are off the grid."""
    for field in (
        "max_contact_minutes_per_day",
        "max_minutes_in_a_row",
        "pause_minutes",
        "min_admin_minutes_per_week",
        "min_minutes_between_heavy",
        "min_supervision_minutes_per_week",
    ):
        yield from off_grid(f"{path}.{field}", getattr(limits, field), grid)
    yield from hours_in_order(f"{path}.phone_hours", limits.phone_hours or {}, grid)


def hours_in_order(path: str, hours: Hours, grid: int) -> Iterator[str]:
    """Yield the spans of a weekday table that are off the grid, or overlap."""
    for day, spans in hours.items():
        for place, span in enumerate(spans):
            if any(minute % grid for minute in span_minutes(span)):
                yield f"{path}.{day}[{place}]: {span} is not on the {grid}-minute grid"
        ordered = sorted(spans, key=span_minutes)
        for before, after in pairwise(ordered):
            if span_minutes(after)[0] < span_minutes(before)[1]:
                yield f"{path}.{day}: {before} and {after} overlap"


def _places(book: Rulebook) -> Iterator[str]:
    try:
        ZoneInfo(book.timezone)
    except (KeyError, OSError, ValueError):  # unknown, a folder of zones, a path out of the database
        yield f"rulebook.timezone: no time zone {book.timezone!r}{did_you_mean(book.timezone, available_timezones())}"
    if book.country is not None:
        countries = holidays.list_supported_countries(include_aliases=True)
        if book.country not in countries:
            hint = did_you_mean(book.country, countries)
            yield f"rulebook.country: no country {book.country!r} whose public holidays are known{hint}"


def _kind(book: Rulebook, path: str, kind: ContactType) -> Iterator[str]:
    yield from off_grid(f"{path}.minutes", kind.minutes, book.grid_minutes)
    yield from off_grid(f"{path}.documentation_minutes", kind.documentation_minutes, book.grid_minutes)
    yield from unknown(f"{path}.roles", "role", kind.roles, book.roles)
    yield from unknown(f"{path}.lead_roles", "role", kind.lead_roles, book.roles)
    if kind.weight is not None and kind.weight_per_participant is not None:
        yield f"{path}.weight_per_participant: a type has this or weight ({kind.weight}), not both"
    elif kind.modality == "group" and kind.weight is None and kind.weight_per_participant is None:
        yield f"{path}: a group needs weight or weight_per_participant (0 if it earns none)"
    elif kind.modality != "group" and kind.weight_per_participant is not None:
        yield f"{path}.weight_per_participant: only for groups, this is {kind.modality}"
    if kind.participants is not None and kind.participants[0] > kind.participants[1]:
        yield f"{path}.participants: {kind.participants[0]} to {kind.participants[1]} is the wrong way round"


def _working_time(book: Rulebook) -> Iterator[str]:
    path, time = "rulebook.working_time", book.working_time
    yield from off_grid(f"{path}.lunch_minutes", time.lunch_minutes, book.grid_minutes)
    first, last = (clock_minutes(text) for text in time.lunch_between)
    for place, clock in enumerate((first, last)):
        yield from off_grid(f"{path}.lunch_between[{place}]", clock, book.grid_minutes, time.lunch_between[place])
    if last <= first:
        yield f"{path}.lunch_between: {time.lunch_between[1]} is not after {time.lunch_between[0]}"
    elif last - first < time.lunch_minutes:
        yield f"{path}.lunch_between: {last - first} minutes do not hold a lunch of {time.lunch_minutes}"


def _package(book: Rulebook, path: str, level: CareLevel) -> Iterator[str]:
    for place, item in enumerate(level.package):
        here = f"{path}[{place}]"
        yield from unknown(f"{here}.contact_types", "contact type", item.contact_types, book.contact_types)
        if item.follows is not None and item.follows >= place:
            yield f"{here}.follows: {item.follows} is no earlier item of this package"
        if item.max_days is not None and (item.min_days or 0) > item.max_days:
            yield f"{here}.max_days: {item.max_days} is less than min_days {item.min_days}"


def _levers(book: Rulebook) -> Iterator[str]:
    for name in ("longer_hours", "moved_hours"):
        lever = getattr(book.levers, name)
        if lever is not None:
            yield from off_grid(f"rulebook.levers.{name}.step", lever.step, book.grid_minutes)
    question = book.levers.question
    if question is not None:
        path = "rulebook.levers.question.contact_types"
        yield from unknown(path, "contact type", question.contact_types, book.contact_types)
