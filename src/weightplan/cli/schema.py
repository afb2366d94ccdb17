"""`weightplan schema`: the files' JSON Schema, for editors and other programs."""

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from pydantic import BaseModel


class File(StrEnum):
    """The three files."""

    rulebook = "rulebook"
    week = "week"
    plan = "plan"


def schema(
    file: Annotated[File | None, typer.Argument(help="Which file; all three, by name, unless said.")] = None,
) -> None:
    """weightplan schema week > week.schema.json

    Prints JSON Schema (draft 2020-12) on stdout.
    """
    shown = _schema(file) if file is not None else {name.value: _schema(name) for name in File}
    typer.echo(json.dumps(shown, indent=2))


def _schema(file: File) -> dict[str, Any]:
    from weightplan.plan import Plan
    from weightplan.rulebook import Rulebook
    from weightplan.week import Week

    models: dict[File, type[BaseModel]] = {File.rulebook: Rulebook, File.week: Week, File.plan: Plan}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **models[file].model_json_schema()}
