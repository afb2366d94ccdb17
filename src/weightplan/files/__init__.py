"""Read weeks, rulebooks and plans from files, safely, with errors that name file and place.

All three are YAML or JSON; a week may be a workbook or a folder of CSV files too.
"""

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
from weightplan.files.listed import Listed, problems_of_listed
from weightplan.files.pricelist import PriceList, problems_of_prices
from weightplan.files.reading import read_table
from weightplan.files.source import Source
from weightplan.files.tables import is_folder_of_tables, read_folder, read_workbook
from weightplan.plan import Plan
from weightplan.rulebook import Rulebook
from weightplan.validate import problems_of
from weightplan.week import Request, Week

M = TypeVar("M", bound=BaseModel)


def load_case(week: str | Path, rulebook: str | Path | None = None, earlier: str | Path | None = None) -> Case:
    """Read a week (a path, or the name of one that ships) with its rulebook and validate both.

    A path that ends in .xlsx is a workbook, a folder with `week.csv` in it a folder of tables.
    `rulebook` replaces the one that the week names; `earlier` is a plan already told to people.
    Raises InputError with one line per problem: `file: path: what is wrong`.
    """
    path = find(week, "scenarios")
    return case_of(_source(path), path, rulebook, earlier)


def case_of(source: Source, path: Path, rulebook: str | Path | None = None, earlier: str | Path | None = None) -> Case:
    """Return a week read by other means, with the rulebook that it names beside `path`; both are validated."""
    problem = valid(source, Week)
    book, book_path = _rulebook(problem, path, rulebook)
    case = Case(problem, book, read_plan(earlier) if earlier else None)
    problems = problems_of(case)
    if problems:
        raise InputError(_located(line, source, book_path) for line in problems)
    return case


def case_of_week(week: Week, earlier: Plan | None = None) -> Case:
    """Return the case of a week that did not come from a file; its rulebook is inline, or one that ships.

    Opens no path that the week names. Raises InputError with one line per problem: `path: what is wrong`.
    """
    book = week.rulebook
    if not isinstance(book, Rulebook):
        known = shipped("models")
        if book not in known:
            raise InputError([f"rulebook: no rulebook {book!r} ships{did_you_mean(book, known)}"])
        book = read_file(known[book], Rulebook)
    case = Case(week, book, earlier)
    problems = problems_of(case)
    if problems:
        raise InputError(problems)
    return case


def case_of_sent(source: Source) -> Case:
    """Return the case of a week that somebody sent; as `case_of_week`, it opens no path that the week names.

    Raises InputError with one line per problem, as the source tells it.
    """
    week = valid(source, Week)
    try:
        return case_of_week(week)
    except InputError as error:
        raise InputError(source.tell(line) for line in error.problems) from None


def read_plan(path: str | Path) -> Plan:
    """Read a plan.json, made by us, by hand or by another program."""
    return read_file(Path(path), Plan)


class Requests(FileModel):
    """A file of new requests, as a week has them."""

    requests: tuple[Request, ...]


def read_requests(path: str | Path, case: Case) -> tuple[Request, ...]:
    """Read new requests for a week; raises InputError for those that the week could not hold."""
    new = read_file(Path(path), Requests).requests
    problems = problems_of_requests(new, case)
    if problems:
        raise InputError(f"{path}: {line}" for line in problems)
    return new


def problems_of_requests(new: tuple[Request, ...], case: Case) -> list[str]:
    """Return one line, `requests[0].field: what is wrong`, per problem that new requests would bring into a week."""
    known = case.week.requests
    week = case.week.model_copy(update={"requests": (*known, *new)})
    before = problems_of(case)
    problems = [line for line in problems_of(Case(week, case.rulebook)) if line not in before]
    for place in range(len(new)):
        problems = [line.replace(f"requests[{len(known) + place}]", f"requests[{place}]") for line in problems]
    return problems


def read_price_list(path: str | Path, case: Case) -> PriceList:
    """Read what may be added to a week, at what cost; raises InputError for what does not fit it."""
    prices = read_file(Path(path), PriceList)
    problems = list(problems_of_prices(prices, case))
    if problems:
        raise InputError(f"{path}: {line}" for line in problems)
    return prices


def read_listed(path: str | Path, case: Case) -> Listed:
    """Read who is listed at each site of a week; raises InputError for what does not fit it."""
    listed = read_file(Path(path), Listed)
    problems = list(problems_of_listed(listed, case))
    if problems:
        raise InputError(f"{path}: {line}" for line in problems)
    return listed


def read_rulebook(name: str | Path) -> Rulebook:
    """Read a rulebook: a path, or the name of one that ships."""
    return read_file(find(name, "models"), Rulebook)


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
    return read_file(file, Rulebook), file


def _named(name: str, path: Path) -> Path:
    near = beside(name, path)
    if near is not None:
        return near
    try:
        return find(name, "models")
    except InputError as error:
        raise InputError(f"{path}: rulebook: {line}" for line in error.problems) from None


def _located(line: str, source: Source, book: Path | None) -> str:
    """Name the file that a problem is in: a rulebook of its own, or the week."""
    if book is not None and line.startswith("rulebook."):
        return f"{book}: {line.removeprefix('rulebook.')}"
    return source.tell(line)


def _source(path: Path) -> Source:
    """Read whatever a path holds, without asking yet what it means."""
    if path.suffix.lower() == ".xlsx":
        return read_workbook(path)
    if is_folder_of_tables(path):
        return read_folder(path)
    return Source(read_table(path), lambda line: f"{path}: {line}")


def read_file(path: Path, model: type[M]) -> M:
    """Read a file that holds one model; raises InputError with a line per problem."""
    return valid(_source(path), model)


def valid(source: Source, model: type[M]) -> M:
    """Return what a tree of fields stands for; raises InputError with a line per problem."""
    try:
        return model.model_validate_json(json.dumps(source.tree))
    except ValidationError as error:
        raise InputError(source.tell(line) for line in complaints(error, source.tree, model)) from None
