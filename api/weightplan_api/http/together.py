"""Reads for a crowd: what many ask for at the same moment is read for all of them at once."""

import asyncio
from collections.abc import Callable, Mapping, Set
from typing import Generic, TypeVar

from starlette.concurrency import run_in_threadpool

K = TypeVar("K")
V = TypeVar("V")


class Together(Generic[K, V]):
    """Reads by key, one after the other; who asks while one is under way shares the next.

    `read` gets all keys that were asked for and returns what it found, in a thread. It always begins
    after the asking, so nobody is told what was true before they asked, and the longer it takes, the
    more it answers at once.
    """

    def __init__(self, read: Callable[[Set[K]], Mapping[K, V]]) -> None:
        self._read = read
        self._turn = asyncio.Lock()
        self._keys: set[K] = set()
        self._next: asyncio.Task[Mapping[K, V]] | None = None

    async def get(self, key: K) -> V | None:
        """Return what is read of a key, None where nothing is."""
        self._keys.add(key)
        if self._next is None:
            self._next = asyncio.create_task(self._reading())
        # One who goes away must not take the answer from the others.
        found = await asyncio.shield(self._next)
        return found.get(key)

    async def _reading(self) -> Mapping[K, V]:
        async with self._turn:
            keys, self._keys, self._next = self._keys, set(), None
            return await run_in_threadpool(self._read, keys)
