"""Write a week as any of the files that it can be read from."""

import json
import re
from pathlib import Path
from typing import Any

import yaml

from weightplan.errors import InputError
from weightplan.files.tables import write_folder, write_workbook
from weightplan.rulebook import Rulebook
from weightplan.week import Week

# What YAML 1.2 reads as a word and nothing else; the rest is quoted, for PyYAML knows only 1.1.
_WORD = re.compile(r"[A-Za-z_][\w-]*", re.ASCII)


SUFFIXES = (".xlsx", ".yaml", ".yml", ".json", "")


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


def _tree(week: Week) -> Any:
    """Return what was given: a limit that is lifted is not one that was never set."""
    return week.model_dump(mode="json", exclude_unset=True)


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        """Write everything out: no anchors between people's hours."""
        return True


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if _WORD.fullmatch(text) else '"')


_Dumper.add_representer(str, _text)


def _yaml(week: Week) -> str:
    return yaml.dump(
        _tree(week), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120, default_flow_style=None
    )
