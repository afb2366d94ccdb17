"""Read weeks, rulebooks and plans from YAML or JSON, safely, with errors that name file and path."""

import json
from importlib.resources import files as package_files
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from weightplan.case import Case
from weightplan.errors import InputError, did_you_mean
from weightplan.fields import FileModel
from weightplan.files.beside import SUFFIXES, beside
from weightplan.files.complaints import complaints
from weightplan.files.reading import read_table
from weightplan.plan import Plan
from weightplan.rulebook import Rulebook
from weightplan.validate import problems_of
from weightplan.week import Request, Week

M = TypeVar("M", bound=BaseModel)


def load_case(week: str | Path, rulebook: str | Path | None = None, earlier: str | Path | None = None) -> Case:
    """Read a week (a path, or the name of one that ships) with its rulebook and validate both.

    `rulebook` replaces the one that the week names; `earlier` is a plan already told to people.
    Raises InputError with one line per problem: `file: path: what is wrong`.
    """
    path = find(week, "scenarios")
    problem = read_model(path, Week)
    book, book_path = _rulebook(problem, path, rulebook)
    case = Case(problem, book, read_plan(earlier) if earlier else None)
    problems = problems_of(case)
    if problems:
        raise InputError(_located(line, path, book_path) for line in problems)
    return case


def read_plan(path: str | Path) -> Plan:
    """Read a plan.json, made by us, by hand or by another program."""
    return read_model(Path(path), Plan)


class Requests(FileModel):
    """A file of new requests, as a week has them."""

    requests: tuple[Request, ...]


def read_requests(path: str | Path, case: Case) -> tuple[Request, ...]:
    """Read new requests for a week; raises InputError for those that the week could not hold."""
    new = read_model(Path(path), Requests).requests
    known = case.week.requests
    week = case.week.model_copy(update={"requests": (*known, *new)})
    problems = [line for line in problems_of(Case(week, case.rulebook)) if line not in problems_of(case)]
    for place in range(len(new)):
        problems = [line.replace(f"requests[{len(known) + place}]", f"requests[{place}]") for line in problems]
    if problems:
        raise InputError(f"{path}: {line}" for line in problems)
    return new


def read_rulebook(name: str | Path) -> Rulebook:
    """Read a rulebook: a path, or the name of one that ships."""
    return read_model(find(name, "models"), Rulebook)


def shipped(folder: str) -> dict[str, Path]:
    """Return the files that ship in `models` or `scenarios`, by name."""
    root = Path(str(package_files("weightplan"))) / folder
    if not root.is_dir():  # a checkout: the data lies at the top level
        root = Path(__file__).parents[3] / folder
    return {p.stem: p for p in sorted(root.glob("*")) if p.suffix in SUFFIXES}


def find(name: str | Path, folder: str) -> Path:
    """Return the file for a path or for a name that ships in `folder`."""
    path = Path(name)
    known = shipped(folder)
    if str(name) in known and not path.is_file():
        return known[str(name)]
    if not path.exists():
        hint = did_you_mean(str(name), known)
        raise InputError([f"{name}: no such file, and nothing of that name in {folder}/{hint}"])
    return path


def _rulebook(week: Week, path: Path, override: str | Path | None) -> tuple[Rulebook, Path | None]:
    """Return the rulebook and the file that it was read from, None for one written inline."""
    if override is None and isinstance(week.rulebook, Rulebook):
        return week.rulebook, None
    file = find(override, "models") if override is not None else _named(str(week.rulebook), path)
    return read_model(file, Rulebook), file


def _named(name: str, path: Path) -> Path:
    near = beside(name, path)
    if near is not None:
        return near
    try:
        return find(name, "models")
    except InputError as error:
        raise InputError(f"{path}: rulebook: {line}" for line in error.problems) from None


def _located(line: str, path: Path, book: Path | None) -> str:
    """Name the file that a problem is in: a rulebook of its own, or the week."""
    if book is not None and line.startswith("rulebook."):
        return f"{book}: {line.removeprefix('rulebook.')}"
    return f"{path}: {line}"


def read_model(path: Path, model: type[M]) -> M:
    """Read one file as one model; raises InputError, one line per problem."""
    table = read_table(path)
    try:
        return model.model_validate_json(json.dumps(table))
    except ValidationError as error:
        raise InputError(f"{path}: {line}" for line in complaints(error, table, model)) from None
