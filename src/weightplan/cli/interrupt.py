"""Ctrl-C while solving: once keeps the best plan so far, twice gives up."""

import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import Generic, TypeVar

T = TypeVar("T")
TICK = 0.1


class AbortedError(Exception):
    """The second Ctrl-C."""


class Interruptible(Generic[T]):
    """A long call in a thread of its own, so that the main thread hears Ctrl-C at once.

    `work` is given `stop`, which says whether it should come to an end.
    """

    def __init__(self, work: Callable[[Callable[[], bool]], T]) -> None:
        self._work = work
        self._presses = 0
        self._result: list[T] = []
        self._error: BaseException | None = None

    def run(self, on_tick: Callable[[], None], on_stop: Callable[[], None]) -> T:
        """Return what the work returns, or raise what it raises; AbortedError on the second Ctrl-C.

        `on_tick` is called about ten times a second, `on_stop` at the first Ctrl-C.
        """
        thread = threading.Thread(target=self._target, daemon=True)
        before = signal.signal(signal.SIGINT, self._press)
        try:
            thread.start()
            told = False
            while thread.is_alive():
                thread.join(TICK)
                on_tick()
                if self._presses and not told:
                    told = True
                    on_stop()
                if self._presses > 1 and thread.is_alive():
                    raise AbortedError
        finally:
            signal.signal(signal.SIGINT, before)
        if self._error is not None:
            raise self._error
        return self._result[0]

    def _target(self) -> None:
        try:
            self._result.append(self._work(lambda: self._presses > 0))
        except BaseException as error:  # handed to the main thread, whatever it is
            self._error = error

    def _press(self, _signal: int, _frame: FrameType | None) -> None:
        self._presses += 1
