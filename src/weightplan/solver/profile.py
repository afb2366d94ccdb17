"""Where the time goes: processor seconds of building, solving and checking, stage by stage.

Seconds are those of each thread on a processor, so neither a busy machine nor a thread that waits
for another one blurs them. Threads that CP-SAT starts itself are not seen. Without a profile
nothing is measured.
"""

import functools
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import ClassVar, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
OTHER = "other"


@dataclass
class Profile:
    """Processor seconds by stage and kind of work; `other` is what a stage does besides."""

    kinds: ClassVar[tuple[str, ...]] = ("building", "solving", "checking", OTHER)
    seconds: dict[str, dict[str, float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, stage: str, kind: str, seconds: float) -> None:
        with self._lock:
            kinds = self.seconds.setdefault(stage, dict.fromkeys(self.kinds, 0.0))
            kinds[kind] += seconds

    def total(self, kind: str | None = None) -> float:
        """Return the seconds of a kind of work, or of all."""
        return sum(sum(kinds.values()) if kind is None else kinds[kind] for kinds in self.seconds.values())

    def share(self, kind: str) -> float:
        """Return the part of all seconds that a kind of work took, 0 to 1."""
        return self.total(kind) / self.total() if self.total() else 0.0


@dataclass
class _Stage:
    """A stage of one thread, and the seconds in it that are counted elsewhere."""

    name: str
    thread: int
    inner: float = 0.0


_profile: ContextVar[Profile | None] = ContextVar("profile", default=None)
_around: ContextVar[_Stage | None] = ContextVar("around", default=None)


@contextmanager
def profiling(profile: Profile | None) -> Iterator[None]:
    """Measure into a profile, in this thread and in those that get a copy of its context."""
    token = _profile.set(profile)
    try:
        yield
    finally:
        _profile.reset(token)


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Name the stage that this thread is in; what is not measured otherwise counts as `other`.

    A stage inside another one in the same thread is taken off it.
    """
    profile = _profile.get()
    if profile is None:
        yield
        return
    around, here = _around.get(), _Stage(name, threading.get_ident())
    token = _around.set(here)
    begun = time.thread_time()
    try:
        yield
    finally:
        spent = time.thread_time() - begun
        profile.add(name, OTHER, spent - here.inner)
        if around is not None and around.thread == here.thread:
            around.inner += spent
        _around.reset(token)


def measured(kind: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Count the seconds of a function as one kind of work. Such functions do not call each other."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            profile, around = _profile.get(), _around.get()
            if profile is None or around is None:
                return function(*args, **kwargs)
            begun = time.thread_time()
            try:
                return function(*args, **kwargs)
            finally:
                spent = time.thread_time() - begun
                around.inner += spent
                profile.add(around.name, kind, spent)

        return run

    return decorate
