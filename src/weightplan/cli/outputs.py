"""Output files: found writable before the solver starts, and never left half written."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from weightplan.errors import InputError


def make_sure_writable(files: Iterable[Path], folder: Path | None, inputs: Iterable[Path]) -> None:
    """Raise InputError, one line per path, for outputs that could not be written or would destroy an input."""
    problems = []
    taken = {path.resolve(): "is what the plan is made from" for path in inputs}
    for path in files:
        problem = taken.get(path.resolve()) or _fault(path)
        if problem:
            problems.append(f"{path}: {problem}; choose another place for the output")
        taken[path.resolve()] = "is asked for twice"
    if folder is not None:
        there = next(p for p in (folder.resolve(), *folder.resolve().parents) if p.exists())
        problem = _unwritable(there) if there.is_dir() else "is not a folder"
        if problem:
            problems.append(f"{folder}: {problem}; choose another folder")
    if problems:
        raise InputError(problems)


@contextmanager
def atomic(path: Path) -> Iterator[Path]:
    """Give a path to write to that becomes `path` in one step, once everything is written."""
    target = path.resolve()
    if target.exists() and not target.is_file():  # /dev/stdout and its like are written to, not replaced
        yield target
        return
    draft = _draft(target.parent, target.suffix)
    try:
        yield draft
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def atomic_files(folder: Path) -> Iterator[Path]:
    """Give a folder whose files move into `folder`, one by one, once all are written."""
    folder.mkdir(parents=True, exist_ok=True)
    draft = _draft(folder, "")
    draft.mkdir()
    try:
        yield draft
        for path in sorted(draft.iterdir()):
            path.replace(folder / path.name)
    finally:
        for path in draft.iterdir():
            path.unlink()
        draft.rmdir()


def _draft(folder: Path, suffix: str) -> Path:
    return folder / f".weightplan-{os.getpid()}{suffix}"


def _fault(path: Path) -> str | None:
    if path.is_dir():
        return "is a folder"
    if path.exists() and not os.access(path, os.W_OK):
        return "cannot be written"
    if path.exists() and not path.is_file():  # a device or a pipe
        return None
    folder = path.resolve().parent
    return _unwritable(folder) if folder.is_dir() else f"there is no folder {folder}"


def _unwritable(folder: Path) -> str | None:
    """Try it: permissions alone do not tell of read-only and full disks."""
    probe = _draft(folder, ".probe")
    try:
        probe.touch()
        probe.unlink()
    except OSError as error:
        return f"cannot be written ({error.strerror})"
    return None
