"""Write a week as YAML 1.2 that reads back as it was, or as JSON."""

import json
import os
from pathlib import Path
from typing import Any

import yaml

from weightplan.files.beside import beside
from weightplan.files.yaml12 import reads_as_text
from weightplan.week import Week

_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _Dumper(_DUMPER):  # type: ignore[misc, valid-type]
    """Quotes what YAML 1.2 would read as a number; PyYAML itself only knows YAML 1.1."""

    def ignore_aliases(self, data: Any) -> bool:
        del data
        return True


def _text(dumper: Any, text: str) -> yaml.ScalarNode:
    style = None if reads_as_text(text) else "'"
    node: yaml.ScalarNode = dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)
    return node


_Dumper.add_representer(str, _text)


def write_week(week: Week, source: Path, target: Path, draft: Path) -> None:
    """Write a week that was read from `source` into `draft`, which becomes `target`: only fields that were set.

    YAML, or JSON where the target's name ends so. A rulebook's file that the week names by its place
    beside `source` is named by its place beside `target`.
    """
    tree = week.model_dump(mode="json", exclude_unset=True)
    if isinstance(week.rulebook, str):
        tree["rulebook"] = _seen_from(week.rulebook, source, target)
    if target.suffix.lower() == ".json":
        text = json.dumps(tree, indent=1, ensure_ascii=False) + "\n"
    else:
        text = yaml.dump(tree, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120, default_flow_style=None)
    draft.write_text(text, encoding="utf-8")


def _seen_from(rulebook: str, source: Path, target: Path) -> str:
    file = beside(rulebook, source)
    if file is None or source.resolve().parent == target.resolve().parent:
        return rulebook
    return os.path.relpath(file.resolve(), target.resolve().parent)
