"""Write a week as any of the files that it can be read from."""

import json
import os
from pathlib import Path
from typing import Any

import yaml

from weightplan.errors import InputError
from weightplan.files.beside import beside
from weightplan.files.tables import write_folder, write_workbook
from weightplan.files.yaml12 import reads_as_text
from weightplan.rulebook import Rulebook
from weightplan.week import Week

SUFFIXES = (".xlsx", ".yaml", ".yml", ".json", "")

_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def make_sure_a_week_can_be(path: Path) -> None:
    """Raise InputError for a suffix that no week is written with."""
    if path.suffix.lower() not in SUFFIXES:
        raise InputError([f"{path}: a week is written as .xlsx, .yaml, .json, or a folder of CSV files (no suffix)"])


def write_week(week: Week, path: Path, rulebook: Rulebook | None = None) -> None:
    """Write a week: .xlsx a workbook, .yaml or .yml, .json, and without suffix a folder of CSV files.

    `rulebook` fills a workbook's drop-downs. Raises InputError for another suffix and for what the file cannot hold.
    """
    make_sure_a_week_can_be(path)
    suffix = path.suffix.lower()
    if suffix == ".xlsx":
        write_workbook(week, path, rulebook)
    elif suffix in (".yaml", ".yml"):
        path.write_text(_yaml(week), encoding="utf-8")
    elif suffix == ".json":
        path.write_text(json.dumps(_tree(week), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    else:
        write_folder(week, path)


def moved(week: Week, source: Path, target: Path) -> Week:
    """Return a week that was read from `source` as it is to stand in `target`.

    A rulebook's file that it names by its place beside `source` is named by its place beside `target`.
    """
    file = beside(week.rulebook, source) if isinstance(week.rulebook, str) else None
    if file is None or source.resolve().parent == target.resolve().parent:
        return week
    return week.model_copy(update={"rulebook": os.path.relpath(file.resolve(), target.resolve().parent)})


def _tree(week: Week) -> Any:
    """Return what was given: a limit that is lifted is not one that was never set."""
    return week.model_dump(mode="json", exclude_unset=True)


class _Dumper(_DUMPER):  # type: ignore[misc, valid-type]
    """Quotes what YAML 1.2 would read as a number; PyYAML itself only knows YAML 1.1."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write everything out: no anchors between people's hours."""
        del data
        return True


def _text(dumper: Any, text: str) -> yaml.ScalarNode:
    style = None if reads_as_text(text) else "'"
    node: yaml.ScalarNode = dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)
    return node


_Dumper.add_representer(str, _text)


def _yaml(week: Week) -> str:
    text: str = yaml.dump(
        _tree(week), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120, default_flow_style=None
    )
    return text
