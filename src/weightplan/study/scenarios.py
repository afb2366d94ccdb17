"""A study read whole and found sound before its first solve: its scenarios, and the week of each."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from weightplan.case import Case
from weightplan.errors import InputError
from weightplan.files import find, load_case, read_file
from weightplan.files.beside import beside
from weightplan.files.complaints import complaints
from weightplan.rulebook import Rulebook
from weightplan.study.changes import changed, whole
from weightplan.study.design import choices, scenario_id
from weightplan.study.draws import drawn
from weightplan.study.model import Choice, Level, StudyFile
from weightplan.validate import problems_of
from weightplan.week import Week

FOLDER = "scenarios/studies"
Tree = dict[str, Any]


@dataclass(frozen=True)
class Prepared:
    """A sound study. `base` is the week's tree with its rulebook inline; `pools` are the roles shown together."""

    study: StudyFile
    base: Tree
    choices: tuple[Choice, ...]
    pools: tuple[tuple[str, ...], ...]
    min_group_size: int

    def week(self, choice: Choice) -> Tree:
        """Return the tree of the week that a scenario solves, before anything is drawn."""
        return changed(self.base, self.levels(choice), whole)

    def levels(self, choice: Choice) -> list[Level]:
        return [self.study.factors[factor][level] for factor, level in choice.items()]

    def drawn_week(self, choice: Choice, seed: int) -> Tree:
        """Return the tree of a scenario's week as one repetition finds it."""
        own = [level.absence for level in self.levels(choice) if level.absence is not None]
        return drawn(self.week(choice), seed, self.study.varies, own[-1] if own else None)


def prepared(path: Path) -> Prepared:
    """Read a study, try every level and every scenario's first week, and return it with what its runs need.

    Raises InputError, one line per problem that names the level or the scenario.
    """
    study = read_file(path, StudyFile)
    try:
        found = choices(study)
        case = load_case(_beside(study.week, path), study.rulebook and _beside(study.rulebook, path))
    except InputError as error:
        raise InputError(f"{path}: {line}" for line in error.problems) from None
    base = case.week.model_dump(mode="json", exclude_unset=True)
    base["rulebook"] = case.rulebook.model_dump(mode="json", exclude_unset=True)
    base.pop("overrides", None)  # reasons for values that a level may change
    study = _with_rulebooks_found(study, path)
    draft = Prepared(study, base, found, (), 0)
    problems = list(_problems_of_levels(draft)) or list(_clashes(study))
    cases: list[Case] = []
    for choice in found if not problems else ():
        try:
            cases.append(case_of(draft.drawn_week(choice, study.seed)))
        except (ValueError, InputError) as error:
            problems += [f"scenario {scenario_id(choice)}: {line}" for line in _lines(error)]
    problems += [] if problems else [*_salaries(study, cases)]
    if problems:
        raise InputError(f"{path}: {line}" for line in problems)
    least = max(1, *(case.rulebook.min_group_size for case in cases))
    return Prepared(study, base, found, _pools(cases, least), least)


def case_of(tree: Tree) -> Case:
    """Return the case of a week's tree; raises InputError for what no week may be."""
    try:
        week = Week.model_validate_json(json.dumps(tree))
    except ValidationError as error:
        raise InputError(complaints(error, tree, Week)) from None
    assert isinstance(week.rulebook, Rulebook)
    case = Case(week, week.rulebook)
    problems = problems_of(case)
    if problems:
        raise InputError(problems)
    return case


def find_study(name: str) -> Path:
    """Return the file for a path or for the name of a study that ships."""
    return find(name, FOLDER)


def _problems_of_levels(draft: Prepared) -> Iterator[str]:
    for factor, levels in draft.study.factors.items():
        for name, level in levels.items():
            try:
                case_of(changed(draft.base, [level], whole))
            except (ValueError, InputError) as error:
                yield from (f"factors.{factor}.{name}: {line}" for line in _lines(error))


def _clashes(study: StudyFile) -> Iterator[str]:
    """Yield what two factors both set: the later would undo the earlier without a word."""
    owners: dict[str, str] = {}
    for factor, levels in study.factors.items():
        for touched in sorted({name for level in levels.values() for name in _touched(level)}):
            if owners.setdefault(touched, factor) != factor:
                yield f"factors.{factor}: sets {touched}, as factor {owners[touched]!r} does"


def _touched(level: Level) -> Iterator[str]:
    yield from level.set
    yield from (f"rulebook.roles.{role}.weekly_target" for role in level.targets)
    yield from (f"rulebook.contact_types.{kind}.weight" for kind in level.weights)
    yield from (name for name in ("rulebook", "no_show", "absence") if getattr(level, name) is not None)


def _salaries(study: StudyFile, cases: Sequence[Case]) -> Iterator[str]:
    roles = {person.role for case in cases for person in case.week.clinicians}
    if study.salaries:
        yield from (f"salaries: no salary of the role {role!r}" for role in sorted(roles - set(study.salaries)))


def _pools(cases: Sequence[Case], least: int) -> tuple[tuple[str, ...], ...]:
    """Return the roles whose figures are shown together, each pool at least `least` people in every scenario.

    Small roles are pooled; were they still too few, a larger role joins them, for its own figure would tell theirs.
    """
    counts = [Counter(person.role for person in case.week.clinicians) for case in cases]
    roles = list(dict.fromkeys(role for count in counts for role in count))
    size = {role: min(count[role] for count in counts) for role in roles}
    alone = sorted((role for role in roles if size[role] >= least), key=lambda role: -size[role])
    rest = [role for role in roles if size[role] < least]
    while rest and min(sum(count[role] for role in rest) for count in counts) < least:
        if not alone:
            return ()
        rest.append(alone.pop())
    return (*((role,) for role in roles if role in alone), *((tuple(sorted(rest)),) if rest else ()))


def _beside(name: str, path: Path) -> str:
    return str(beside(name, path) or name)


def _with_rulebooks_found(study: StudyFile, path: Path) -> StudyFile:
    def found(level: Level) -> Level:
        return level.model_copy(update={"rulebook": level.rulebook and _beside(level.rulebook, path)})

    factors = {f: {name: found(level) for name, level in levels.items()} for f, levels in study.factors.items()}
    return study.model_copy(update={"factors": factors})


def _lines(error: Exception) -> list[str]:
    return list(error.problems) if isinstance(error, InputError) else [str(error)]
