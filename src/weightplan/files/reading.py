"""From a path to one plain table, or to a line that says why not."""

import json
from pathlib import Path
from typing import Any

import yaml

from weightplan.errors import InputError
from weightplan.files import yaml12
from weightplan.files.plain import DEEPEST, LARGEST_TEXT, Table, Unusable, number, problems_in, shown


def read_table(path: Path) -> dict[str, Any]:
    """Read YAML or JSON (by suffix) into one table; dates stay text.

    Raises InputError, one line per problem, for a file that is too large, unreadable, not
    UTF-8, not one table, nested too deeply, or holds names twice or numbers that are none.
    """
    return table_of(text_of(path), str(path), is_json=path.suffix == ".json")


def table_of(text: str, name: str, *, is_json: bool) -> dict[str, Any]:
    """Read the text of something called `name` into one table; raises InputError as `read_table` does."""
    try:
        tree = json_tree(text) if is_json else yaml12.parse(text)
    except json.JSONDecodeError as error:
        raise InputError([f"{name}: line {error.lineno}, column {error.colno}: {error.msg}"]) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        raise InputError([f"{name}: {where}{error.problem or 'no valid YAML'}"]) from None
    except RecursionError:
        raise InputError([f"{name}: nested more than {DEEPEST} deep"]) from None
    except (yaml.YAMLError, ValueError) as error:
        raise InputError([f"{name}: {str(error).splitlines()[0]}"]) from None
    if tree is None:
        raise InputError([f"{name}: the file is empty"])
    if not isinstance(tree, dict):
        raise InputError([f"{name}: holds {shown(tree)} where a table of fields is asked for"])
    problems = list(problems_in(tree))
    if problems:
        raise InputError(f"{name}: {line}" for line in problems)
    return tree


def text_of(path: Path) -> str:
    """Return a file's text; raises InputError for one that is unreadable, too large or not UTF-8."""
    try:
        size = path.stat().st_size
        if size <= LARGEST_TEXT:
            with path.open("rb") as file:  # never more than allowed: a pipe or a device has no size
                raw = file.read(LARGEST_TEXT + 1)
            size = len(raw)
    except OSError as error:
        raise InputError([f"{path}: {error.strerror or error}"]) from None
    if size > LARGEST_TEXT:
        raise InputError([f"{path}: larger than the {LARGEST_TEXT // 2**20} MiB that a file may have"])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError([f"{path}: is no UTF-8 text (byte {error.start})"]) from None


def json_tree(text: str) -> Any:
    """Return what JSON holds, numbers that are none marked; raises JSONDecodeError."""

    def table(pairs: list[tuple[str, Any]]) -> Table:
        made = Table()
        for key, value in pairs:
            made.put(key, value)
        return made

    if not text.strip():
        return None
    return json.loads(text, object_pairs_hook=table, parse_int=number, parse_float=number, parse_constant=Unusable)
