"""A week as people have it, read from what they sent: a workbook, packed CSV files, YAML, JSON, a FHIR bundle.

No path that the sender names is opened or written. What has to lie in a file for its reader lies
for that moment in a folder of our own, under names of our own.
"""

import re
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path, PurePosixPath

from weightplan.case import Case
from weightplan.errors import InputError
from weightplan.exchange import fhir
from weightplan.files import case_of_sent
from weightplan.files.reading import table_of
from weightplan.files.source import Source
from weightplan.files.tables import read_folder, read_workbook
from weightplan_api.http.problems import Problem

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"
UNPACKED = 4  # so many times the largest body: a week's workbook unpacks to twice what it is as JSON
HERE = "file"
_PLACED = re.compile(r"\S+: ")


def case_sent(body: bytes, media_type: str, most: int) -> Case:
    """Return the case of a week that was sent, by its form; `most` bytes is the largest body.

    Raises InputError with a line per problem, `requests!C7: what is wrong`, and Problem 413 for
    what unpacks to more than it may, 415 for a form that is none of a week's.
    """
    kind = media_type.partition(";")[0].strip().lower()
    if kind not in READERS:
        raise Problem(415, "UNSUPPORTED_MEDIA_TYPE", f"A week is sent as one of {', '.join(READERS)}")
    if kind in (XLSX, ZIP):
        _make_sure_small(body, most * UNPACKED)
    with tempfile.TemporaryDirectory() as folder:
        try:
            return case_of_sent(READERS[kind](body, Path(folder)))
        except InputError as error:
            raise InputError(_told(line, folder) for line in error.problems) from None


def _told(line: str, folder: str) -> str:
    """Return a line without our own folder and file: the sender knows sheets, cells, lines and paths of fields."""
    for ours in (f"{folder}/{HERE}.xlsx: ", f"{folder}: ", f"{folder}/", f"{HERE}: "):
        line = line.removeprefix(ours)
    return line if _PLACED.match(line) else f"{HERE}: {line}"


def _make_sure_small(body: bytes, most: int) -> None:
    with suppress(zipfile.BadZipFile), zipfile.ZipFile(BytesIO(body)) as archive:  # its reader says that it is none
        if sum(part.file_size for part in archive.infolist()) > most:
            raise Problem(413, "TOO_LARGE", f"A file may unpack to {most // 2**20} MiB")


def _workbook(body: bytes, folder: Path) -> Source:
    path = folder / f"{HERE}.xlsx"
    path.write_bytes(body)
    return read_workbook(path)


def _packed(body: bytes, folder: Path) -> Source:
    """Read the CSV files of one folder in an archive; of their names only the last part counts."""
    try:
        with zipfile.ZipFile(BytesIO(body)) as archive:
            for part in archive.infolist():
                inside = PurePosixPath(part.filename)
                # What a Mac adds to each archive, and what is no table, is passed over.
                if inside.suffix.lower() != ".csv" or inside.name.startswith("."):
                    continue
                path = folder / re.sub(r"[^a-z_]", "-", inside.stem.lower())
                path = path.with_suffix(".csv")
                if path.exists():
                    raise InputError([f"{HERE}: holds {path.name} twice"])
                path.write_bytes(archive.read(part))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise InputError([f"{HERE}: is no .zip archive that can be read ({error})"]) from None
    return read_folder(folder)


def _text(body: bytes, folder: Path, *, is_json: bool) -> Source:
    del folder
    try:
        tree = table_of(body.decode("utf-8-sig"), HERE, is_json=is_json)
    except UnicodeDecodeError as error:
        raise InputError([f"{HERE}: is no UTF-8 text (byte {error.start})"]) from None
    if tree.get("resourceType") == "Bundle":
        return fhir.source_of(tree, HERE)
    return Source(tree, lambda line: line)


READERS: dict[str, Callable[[bytes, Path], Source]] = {
    XLSX: _workbook,
    ZIP: _packed,
    "application/json": lambda body, folder: _text(body, folder, is_json=True),
    "application/yaml": lambda body, folder: _text(body, folder, is_json=False),
}
