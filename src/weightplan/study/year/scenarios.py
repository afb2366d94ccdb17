"""A study's year read whole and found sound before its first week: every name in it known, in every scenario."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from weightplan.case import Case
from weightplan.errors import InputError, did_you_mean
from weightplan.files.complaints import complaints
from weightplan.study.design import scenario_id
from weightplan.study.model import Choice, StudyFile
from weightplan.study.paths import set_path
from weightplan.study.scenarios import Prepared, prepared
from weightplan.study.sound import case_of
from weightplan.study.year.asking import may_hold
from weightplan.study.year.model import Course, Year
from weightplan.study.year.patients import places_of

Tree = dict[str, Any]
INSTEAD = {"absence": "`year: {sick_leave.weekly: ...}`", "need": "`year: {referrals: ...}`"}


def prepared_year(path: Path) -> Prepared:
    """Read a study with a year; raises InputError, one line per problem that names the level or the scenario."""
    ready = prepared(path)
    if ready.study.year is None:
        raise InputError([f"{path}: year: the study has no such section; docs/studies.md shows one"])
    problems = list(_problems_of_levels(ready.study))
    for choice in ready.choices if not problems else ():
        case = case_of(ready.week(choice))
        found = [line for line in _unknown(case, year_of(ready, choice)) if line not in problems]
        problems += found if choice == ready.choices[0] else [f"scenario {scenario_id(choice)}: {x}" for x in found]
        if problems:
            break
    if problems:
        raise InputError(f"{path}: {line}" for line in problems)
    return ready


def year_of(ready: Prepared, choice: Choice) -> Year:
    """Return the year that a scenario lives through."""
    fields = {path: value for level in ready.levels(choice) for path, value in level.year.items()}
    return _changed(ready.study.year, fields)


def _changed(year: Year | None, fields: Tree) -> Year:
    assert year is not None
    tree = year.model_dump(mode="json")
    for path, value in fields.items():
        set_path(tree, tree, path, value, "the year")
    try:
        return Year.model_validate_json(json.dumps(tree))
    except ValidationError as error:
        raise InputError(f"year.{line}" for line in complaints(error, tree, Year)) from None


def _problems_of_levels(study: StudyFile) -> Iterator[str]:
    owners: dict[str, str] = {}
    for factor, levels in study.factors.items():
        for name, level in levels.items():
            for field, instead in INSTEAD.items():
                if field in level.model_fields_set:
                    yield f"factors.{factor}.{name}.{field}: changes nothing in a year; use {instead}"
            if "repetitions" in level.year:
                yield f"factors.{factor}.{name}.year.repetitions: every scenario has as many; set them in the year"
            try:
                _changed(study.year, level.year)
            except InputError as error:
                yield from (f"factors.{factor}.{name}.{line}" for line in error.problems)
            except ValueError as error:
                yield f"factors.{factor}.{name}.year: {error}"
        for touched in sorted({path for level in levels.values() for path in level.year}):
            if owners.setdefault(touched, factor) != factor:
                yield f"factors.{factor}: sets year.{touched}, as factor {owners[touched]!r} does"


def _unknown(case: Case, year: Year) -> Iterator[str]:
    """Yield what a year names that its base week or rulebook does not have, or leaves open."""
    book = case.rulebook
    if case.week.weeks != 1 or case.week.week.weekday() != 0:
        yield f"week: a year begins with one week from a Monday, not {case.week.weeks} from {case.week.week:%A} on"
    yield from _names("year.places", year.places, book.roles, "role")
    for level in year.referrals:
        if level not in year.courses:
            yield f"year.referrals.{level}: level {level} has no course"
    for level, course in year.courses.items():
        where = f"year.courses.{level}"
        yield from _names(f"{where}.roles", course.roles, book.roles, "role")
        yield from _names(f"{where}.first", course.first, book.contact_types, "contact type")
        for kind in course.first:
            if kind in book.contact_types and not book.contact_types[kind].first:
                yield f"{where}.first: {kind!r} is no first visit in the rulebook"
        for number, step in enumerate(course.steps):
            yield from _names(f"{where}.steps[{number}]", step.contact_types, book.contact_types, "contact type")
            for kind in step.contact_types:
                if kind in book.contact_types and book.contact_types[kind].modality == "group":
                    yield f"{where}.steps[{number}]: {kind!r} is a group; groups come from the base week"
        people = [person.id for person in case.week.clinicians if person.role in course.roles]
        if not any(places_of(case, year, person) for person in people):
            yield f"{where}.roles: nobody of the base week has a place for level {level}; see year.places"
        yield from _held_by_nobody(case, where, course)
    lost = [p for p in case.patients.values() if p.level not in year.courses]
    if lost:
        yield f"week: {len(lost)} patients, the first {lost[0].id!r}, have no level of care that year.courses knows"


def _held_by_nobody(case: Case, where: str, course: Course) -> Iterator[str]:
    """Yield the first visit and the steps that nobody with contracted hours can hold: patients would wait for ever."""
    working = [person for person in case.week.clinicians if case.contracted_days(person.id)]
    kinds = case.rulebook.contact_types
    asked = {f"{where}.first": course.first} if course.first else {}
    asked |= {f"{where}.steps[{number}]": step.contact_types for number, step in enumerate(course.steps)}
    for path, types in asked.items():
        known = [name for name in types if name in kinds]
        if known and not any(sum(may_hold(p, t, case.rulebook) for p in working) >= kinds[t].leaders for t in known):
            yield f"{path}: nobody of the week can hold {' or '.join(map(repr, known))}"


def _names(where: str, names: Iterable[str], known: Iterable[str], what: str) -> Iterator[str]:
    known = list(known)
    yield from (f"{where}: no {what} {name!r}{did_you_mean(name, known)}" for name in names if name not in known)
