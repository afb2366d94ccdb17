"""`weightplan new`: files to start from."""

from importlib.resources import as_file
from importlib.resources import files as package_files
from pathlib import Path
from typing import Annotated

import typer

from weightplan.cli.outputs import atomic, make_sure_writable
from weightplan.errors import InputError

STARTER = ("week.yaml", "rulebook.yaml")
SHIPPED = "stockholm-psychiatry"  # a workbook is one file: it names a rulebook that is found everywhere


def new(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[FOLDER]", help="Made if missing; nothing is overwritten.")
    ] = None,
    xlsx: Annotated[
        Path | None, typer.Option(metavar="F", help="Write the week as a workbook to fill in instead.")
    ] = None,
) -> None:
    """weightplan new my-unit

    Writes week.yaml and rulebook.yaml, small and commented, which solve as they are.

    With --xlsx week.xlsx: one workbook, a sheet a list, with drop-downs and a few rows.
    """
    if (folder is None) == (xlsx is None):
        raise typer.BadParameter("name a folder, or a workbook with --xlsx week.xlsx")
    first = _workbook(xlsx) if xlsx is not None else _folder(folder)  # type: ignore[arg-type]  # one of the two is given
    typer.echo(f"Next: weightplan solve {first}", err=True)


def _folder(folder: Path) -> Path:
    there = [folder / name for name in STARTER if (folder / name).exists()]
    if there:
        raise InputError(f"{path}: is there already; nothing was written" for path in there)
    folder.mkdir(parents=True, exist_ok=True)
    for name in STARTER:
        text = package_files("weightplan").joinpath("starter", name).read_text(encoding="utf-8")
        with (folder / name).open("x", encoding="utf-8") as file:
            file.write(text)
        typer.echo(str(folder / name))
    return folder / STARTER[0]


def _workbook(path: Path) -> Path:
    from weightplan.files import load_case
    from weightplan.files.tables import write_workbook

    if path.suffix.lower() != ".xlsx":
        raise typer.BadParameter(f"{path} does not end in .xlsx")
    if path.exists():
        raise InputError([f"{path}: is there already; nothing was written"])
    make_sure_writable([path], None, [])
    with as_file(package_files("weightplan").joinpath("starter", STARTER[0])) as starter:
        case = load_case(starter, SHIPPED)
    with atomic(path) as draft:
        write_workbook(case.week.model_copy(update={"rulebook": SHIPPED}), draft, case.rulebook)
    typer.echo(str(path))
    return path
