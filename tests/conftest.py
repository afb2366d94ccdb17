"""For all tests: the marker `untraced`."""

import sys
import threading
from collections.abc import Iterator
from types import FrameType
from typing import Any

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Run what is marked `untraced` without coverage's tracer.

    pytest-cov's own `no_cover` does nothing in a worker of xdist: two collectors run there, and it pauses one.
    """
    if item.get_closest_marker("untraced") is None:
        return (yield)
    here, in_threads = sys.gettrace(), threading.gettrace()
    sys.settrace(None)
    threading.settrace(_nothing)
    try:
        return (yield)
    finally:
        sys.settrace(here)
        threading.settrace(in_threads or _nothing)


def _nothing(_frame: FrameType, _event: str, _arg: Any) -> None:
    """Trace no line of a thread."""
