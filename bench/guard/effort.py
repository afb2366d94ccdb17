"""The work of Python code without a clock: how many lines it executes."""

import gc
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any, TypeVar

T = TypeVar("T")


def count_lines(work: Callable[[], T]) -> tuple[int, T]:
    """Return how many lines `work` executes, each turn of a loop counted, and what it returns.

    The count repeats exactly for one Python and one set of libraries. Between Python 3.11 and 3.13
    it differs by 2 % (calls, which a profiler counts, by 8 %), so it needs no baseline of each.
    """
    lines = 0

    def on_line(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal lines
        if event == "line":
            lines += 1
        return on_line

    traced, collecting = sys.gettrace(), gc.isenabled()
    gc.disable()  # a collection now would add the lines of what others ask to be called then
    sys.settrace(on_line)
    try:
        made = work()
    finally:
        sys.settrace(traced)
        if collecting:
            gc.enable()
    return lines, made
