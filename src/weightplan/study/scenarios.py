"""A study read whole and found sound before its first solve: its scenarios, and the week of each."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from weightplan.case import Case
from weightplan.errors import InputError
from weightplan.files import find, load_case, read_file
from weightplan.files.beside import beside
from weightplan.study.changes import changed, whole
from weightplan.study.design import choices, scenario_id
from weightplan.study.draws import drawn
from weightplan.study.model import Choice, Level, StudyFile
from weightplan.study.sound import books_of, case_of, clashes, lines_of, problems_of_levels, salaries_left_out

FOLDER = "scenarios/studies"
Tree = dict[str, Any]


@dataclass(frozen=True)
class Prepared:
    """A sound study. `base` is the week's tree with its rulebook inline, `books` are the rulebooks that levels name.

    `pools` are the roles shown together.
    """

    study: StudyFile
    base: Tree
    books: Mapping[str, Tree]
    choices: tuple[Choice, ...]
    pools: tuple[tuple[str, ...], ...]
    min_group_size: int

    def week(self, choice: Choice) -> Tree:
        """Return the tree of the week that a scenario solves, before anything is drawn."""
        return changed(self.base, self.levels(choice), self.books.__getitem__)

    def levels(self, choice: Choice) -> list[Level]:
        return [self.study.factors[factor][level] for factor, level in choice.items()]

    def drawn_week(self, choice: Choice, seed: int) -> Tree:
        """Return the tree of a scenario's week as one repetition finds it."""
        own = [level.absence for level in self.levels(choice) if level.absence is not None]
        return drawn(self.week(choice), seed, self.study.varies, own[-1] if own else None)


def prepared(path: Path) -> Prepared:
    """Read a study and return it with what its runs need.

    Raises InputError, one line per problem that names the level or the scenario.
    """
    study = read_file(path, StudyFile)
    try:
        case = load_case(_beside(study.week, path), study.rulebook and _beside(study.rulebook, path))
        return prepared_of(study, case, lambda name: whole(_beside(name, path)))
    except InputError as error:
        raise InputError(f"{path}: {line}" for line in error.problems) from None


def prepared_of(study: StudyFile, case: Case, rulebook: Callable[[str], Tree]) -> Prepared:
    """Try every level and every scenario's first week of a study, and return it with what its runs need.

    `rulebook` returns the tree of a rulebook that a level names; nothing else is read.
    Raises InputError, one line per problem that names the level or the scenario.
    """
    found, books = choices(study), books_of(study, rulebook)
    base = case.week.model_dump(mode="json", exclude_unset=True)
    base["rulebook"] = case.rulebook.model_dump(mode="json", exclude_unset=True)
    base.pop("overrides", None)  # reasons for values that a level may change
    draft = Prepared(study, base, books, found, (), 0)
    problems = list(problems_of_levels(study, base, books)) or list(clashes(study))
    staffs: list[Counter[str]] = []  # of ten thousand scenarios no more is kept
    least = 1
    for choice in found if not problems else ():
        try:
            tried = case_of(draft.drawn_week(choice, study.seed))
        except (ValueError, InputError) as error:
            problems += [f"scenario {scenario_id(choice)}: {line}" for line in lines_of(error)]
        else:
            staffs.append(Counter(person.role for person in tried.week.clinicians))
            least = max(least, tried.rulebook.min_group_size)
    problems += [] if problems else [*salaries_left_out(study, {role for staff in staffs for role in staff})]
    if problems:
        raise InputError(problems)
    return Prepared(study, base, books, found, _pools(staffs, least), least)


def find_study(name: str) -> Path:
    """Return the file for a path or for the name of a study that ships."""
    return find(name, FOLDER)


def _pools(staffs: Sequence[Counter[str]], least: int) -> tuple[tuple[str, ...], ...]:
    """Return the roles whose figures are shown together, each pool at least `least` people in every scenario.

    `staffs` are each scenario's people by role.

    Small roles are pooled; were they still too few, a larger role joins them, for its own figure would tell theirs.
    """
    roles = list(dict.fromkeys(role for staff in staffs for role in staff))
    size = {role: min(staff[role] for staff in staffs) for role in roles}
    alone = sorted((role for role in roles if size[role] >= least), key=lambda role: -size[role])
    rest = [role for role in roles if size[role] < least]
    while rest and min(sum(staff[role] for role in rest) for staff in staffs) < least:
        if not alone:
            return ()
        rest.append(alone.pop())
    return (*((role,) for role in roles if role in alone), *((tuple(sorted(rest)),) if rest else ()))


def _beside(name: str, path: Path) -> str:
    return str(beside(name, path) or name)
