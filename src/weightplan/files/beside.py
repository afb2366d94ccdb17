"""The file that a week names by its place beside itself."""

from pathlib import Path

SUFFIXES = (".yaml", ".yml", ".json")


def beside(name: str, path: Path) -> Path | None:
    """Return the file of a name beside a file, or in a folder of tables, with its suffix or without (or None)."""
    near = (path if path.is_dir() else path.parent) / name
    for candidate in (near, *(near.with_name(near.name + suffix) for suffix in SUFFIXES)):
        if candidate.is_file() and candidate != path:
            return candidate
    return None
