"""What is wrong with a study before anything is solved: levels that make no week, clashing factors, no salaries."""

import json
from collections.abc import Callable, Iterator, Mapping, Set
from typing import Any

from pydantic import ValidationError

from weightplan.case import Case
from weightplan.errors import InputError
from weightplan.files.complaints import complaints
from weightplan.rulebook import Rulebook
from weightplan.study.changes import changed
from weightplan.study.model import Level, StudyFile
from weightplan.validate import problems_of
from weightplan.week import Week

Tree = dict[str, Any]


def case_of(tree: Tree) -> Case:
    """Return the case of a week's tree; raises InputError for what no week may be."""
    try:
        week = Week.model_validate_json(json.dumps(tree))
    except ValidationError as error:
        raise InputError(complaints(error, tree, Week)) from None
    if not isinstance(week.rulebook, Rulebook):
        raise InputError(["rulebook: is a name; a level names another rulebook in `rulebook`, not in `set`"])
    case = Case(week, week.rulebook)
    problems = problems_of(case)
    if problems:
        raise InputError(problems)
    return case


def books_of(study: StudyFile, read: Callable[[str], Tree]) -> dict[str, Tree]:
    """Return the trees of the rulebooks that levels name; raises InputError with the level of each that fails."""
    books: dict[str, Tree] = {}
    problems: list[str] = []
    for where, level in _levels(study):
        if level.rulebook is not None and level.rulebook not in books:
            try:
                books[level.rulebook] = read(level.rulebook)
            except InputError as error:
                problems += [f"{where}: {line}" for line in error.problems]
    if problems:
        raise InputError(problems)
    return books


def problems_of_levels(study: StudyFile, base: Tree, books: Mapping[str, Tree]) -> Iterator[str]:
    """Yield what each level alone makes of the base week that is no week."""
    for where, level in _levels(study):
        try:
            case_of(changed(base, [level], books.__getitem__))
        except (ValueError, InputError) as error:
            yield from (f"{where}: {line}" for line in lines_of(error))


def clashes(study: StudyFile) -> Iterator[str]:
    """Yield what two factors both set: the later would undo the earlier without a word."""
    owners: dict[str, str] = {}
    for factor, levels in study.factors.items():
        for touched in sorted({name for level in levels.values() for name in _touched(level)}):
            if owners.setdefault(touched, factor) != factor:
                yield f"factors.{factor}: sets {touched}, as factor {owners[touched]!r} does"


def salaries_left_out(study: StudyFile, roles: Set[str]) -> Iterator[str]:
    """Yield the roles without a salary, where others have one."""
    if study.salaries:
        yield from (f"salaries: no salary of the role {role!r}" for role in sorted(roles - set(study.salaries)))


def lines_of(error: Exception) -> list[str]:
    return list(error.problems) if isinstance(error, InputError) else [str(error)]


def _levels(study: StudyFile) -> Iterator[tuple[str, Level]]:
    for factor, levels in study.factors.items():
        for name, level in levels.items():
            yield f"factors.{factor}.{name}", level


def _touched(level: Level) -> Iterator[str]:
    yield from level.set
    yield from (f"rulebook.roles.{role}.weekly_target" for role in level.targets)
    yield from (f"rulebook.contact_types.{kind}.weight" for kind in level.weights)
    yield from (name for name in ("rulebook", "no_show", "absence") if getattr(level, name) is not None)
