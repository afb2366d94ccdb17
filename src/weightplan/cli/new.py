"""`weightplan new`: files to start from."""

from importlib.resources import files as package_files
from pathlib import Path
from typing import Annotated

import typer

from weightplan.errors import InputError

STARTER = ("week.yaml", "rulebook.yaml")


def new(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Made if missing; nothing is overwritten.")],
) -> None:
    """weightplan new my-unit

    Writes week.yaml and rulebook.yaml, small and commented, which solve as they are.
    """
    there = [folder / name for name in STARTER if (folder / name).exists()]
    if there:
        raise InputError(f"{path}: is there already; nothing was written" for path in there)
    folder.mkdir(parents=True, exist_ok=True)
    for name in STARTER:
        text = package_files("weightplan").joinpath("starter", name).read_text(encoding="utf-8")
        with (folder / name).open("x", encoding="utf-8") as file:
            file.write(text)
        typer.echo(str(folder / name))
    typer.echo(f"Next: weightplan solve {folder / STARTER[0]}", err=True)
