"""What a log may say of an error: its type and where it came from, never its words, which may name a patient."""

import traceback
from pathlib import Path

NEAREST = 6


def place_of(error: BaseException) -> str:
    """Return an error's type and the lines that led to it, the nearest first."""
    frames = traceback.extract_tb(error.__traceback__)[-NEAREST:]
    lines = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
    return f"{type(error).__name__} at {lines}"
