"""Read weeks, rulebooks and plans from YAML or JSON, safely, with errors that name file and path."""

import json
import math
from datetime import date, datetime
from importlib.resources import files as package_files
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import AliasEvent

from weightplan.case import Case
from weightplan.errors import InputError, did_you_mean
from weightplan.plan import Plan
from weightplan.rulebook import Rulebook
from weightplan.validate import problems_of
from weightplan.week import Week

LARGEST_FILE = 64 * 2**20
MOST_ALIASES = 1000
SUFFIXES = (".yaml", ".yml", ".json")
M = TypeVar("M", bound=BaseModel)


def load_case(week: str | Path, rulebook: str | Path | None = None, earlier: str | Path | None = None) -> Case:
    """Read a week (a path, or the name of one that ships) with its rulebook and validate both.

    `rulebook` replaces the one that the week names; `earlier` is a plan already told to people.
    Raises InputError with one line per problem: `file: path: what is wrong`.
    """
    path = find(week, "scenarios")
    problem = _parse(path, Week)
    book = _rulebook(problem, path, rulebook)
    case = Case(problem, book, read_plan(earlier) if earlier else None)
    problems = problems_of(case)
    if problems:
        raise InputError(f"{path}: {line}" for line in problems)
    return case


def read_plan(path: str | Path) -> Plan:
    """Read a plan.json, made by us, by hand or by another program."""
    return _parse(Path(path), Plan)


def read_rulebook(name: str | Path) -> Rulebook:
    """Read a rulebook: a path, or the name of one that ships."""
    return _parse(find(name, "models"), Rulebook)


def shipped(folder: str) -> dict[str, Path]:
    """Return the files that ship in `models` or `scenarios`, by name."""
    root = Path(str(package_files("weightplan"))) / folder
    if not root.is_dir():  # a checkout: the data lies at the top level
        root = Path(__file__).parents[2] / folder
    return {p.stem: p for p in sorted(root.glob("*")) if p.suffix in SUFFIXES}


def find(name: str | Path, folder: str) -> Path:
    """Return the file for a path or for a name that ships in `folder`."""
    path = Path(name)
    if path.is_file():
        return path
    known = shipped(folder)
    if str(name) in known:
        return known[str(name)]
    raise InputError([f"{name}: no such file, and nothing of that name in {folder}/{did_you_mean(str(name), known)}"])


def _rulebook(week: Week, path: Path, override: str | Path | None) -> Rulebook:
    if override is not None:
        return read_rulebook(override)
    if isinstance(week.rulebook, Rulebook):
        return week.rulebook
    beside = path.parent / week.rulebook
    for candidate in (beside, *(beside.with_name(beside.name + suffix) for suffix in SUFFIXES)):
        if candidate.is_file() and candidate != path:
            return read_rulebook(candidate)
    try:
        return read_rulebook(week.rulebook)
    except InputError as error:
        if len(error.problems) == 1 and error.problems[0].startswith(f"{week.rulebook}: no such file"):
            raise InputError([f"{path}: rulebook: {error.problems[0]}"]) from None
        raise


def _parse(path: Path, model: type[M]) -> M:
    tree = read_tree(path)
    try:
        return model.model_validate_json(json.dumps(tree))
    except ValidationError as error:
        raise InputError(f"{path}: {line}" for line in _lines(error)) from None


def read_tree(path: Path) -> Any:
    """Read YAML or JSON into plain dicts, lists, strings and numbers; dates become ISO strings."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise InputError([f"{path}: {path.stat().st_size / 2**20:.0f} MiB is more than the {LARGEST_FILE // 2**20} MiB allowed"])
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "is not UTF-8 text"
        raise InputError([f"{path}: {reason}"]) from None
    try:
        tree = json.loads(text) if path.suffix == ".json" else _yaml(text)
    except json.JSONDecodeError as error:
        raise InputError([f"{path}: line {error.lineno}, column {error.colno}: {error.msg}"]) from None
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        raise InputError([f"{path}: {where}{getattr(error, 'problem', None) or 'no valid YAML'}"]) from None
    except (RecursionError, ValueError) as error:
        text = "nested too deeply" if isinstance(error, RecursionError) else str(error).splitlines()[0]
        raise InputError([f"{path}: {text}"]) from None
    problems: list[str] = []
    plain = _plain(tree, "", problems)
    if problems:
        raise InputError(f"{path}: {line}" for line in problems)
    return plain


def _yaml(text: str) -> Any:
    aliases = 0
    for event in YAML(typ="safe", pure=False).parse(text):
        aliases += isinstance(event, AliasEvent)
        if aliases > MOST_ALIASES:
            raise ValueError(f"more than {MOST_ALIASES} YAML aliases; write the values out")
    return YAML(typ="safe", pure=False).load(text)


def _plain(tree: Any, path: str, problems: list[str], budget: list[int] | None = None) -> Any:
    budget = budget if budget is not None else [5_000_000]
    budget[0] -= 1
    if budget[0] < 0:
        raise InputError(["the file expands to more than 5 million values; write fewer YAML aliases"])
    if isinstance(tree, dict):
        return {str(k): _plain(v, f"{path}.{k}" if path else str(k), problems, budget) for k, v in tree.items()}
    if isinstance(tree, list):
        return [_plain(v, f"{path}[{i}]", problems, budget) for i, v in enumerate(tree)]
    if isinstance(tree, (date, datetime)):
        return tree.isoformat()
    if isinstance(tree, float) and not math.isfinite(tree):
        problems.append(f"{path}: {tree} is no number to plan with")
        return 0
    return tree


def _lines(error: ValidationError) -> list[str]:
    lines = []
    for item in error.errors(include_url=False):
        keys = [k for k in item["loc"]]
        path = "".join(f"[{k}]" if isinstance(k, int) else f".{k}" for k in keys).lstrip(".")
        lines.append(f"{path or 'the file'}: {_sentence(item)}")
    return lines


def _sentence(item: Any) -> str:
    value = item.get("input")
    shown = "" if isinstance(value, (dict, list)) else f" (got {str(value)[:60]!r})"
    if item["type"] == "extra_forbidden":
        return "no such field"
    if item["type"] == "missing":
        return "is missing"
    return str(item["msg"]).removeprefix("Value error, ") + shown
