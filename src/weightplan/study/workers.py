"""An executor of our own: supervised processes, of which any may die without a solve being lost.

A worker that dies is replaced and its call begun again, three times at most. A pool of the standard
library loses what its workers were doing, and then everything else.
"""

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from multiprocessing.reduction import ForkingPickler
from typing import Any

ATTEMPTS = 3
_SPAWN = multiprocessing.get_context("spawn")  # a fork would inherit the solver's threads


class WorkerDiedError(RuntimeError):
    """A call whose workers died as often as is tried."""


class CountedFuture(Future[Any]):
    """A future that knows how often its call was begun."""

    attempts = 0


@dataclass
class _Call:
    future: CountedFuture
    work: bytes


@dataclass
class _Worker:
    process: BaseProcess
    pipe: Connection
    call: _Call | None = None


class Supervised(Executor):
    """Runs calls in `workers` processes, each of them one call at a time."""

    def __init__(self, workers: int) -> None:
        self._waiting: deque[_Call] = deque()
        self._lock = threading.Lock()
        self._bell, self._ear = _SPAWN.Pipe()
        self._ending = self._dropped = False
        self._workers = [_begun() for _ in range(workers)]
        self._thread = threading.Thread(target=self._supervise, daemon=True)
        self._thread.start()

    @property
    def pids(self) -> list[int]:
        """The processes at work."""
        return [worker.process.pid for worker in self._workers if worker.process.pid is not None]

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> CountedFuture:
        """Have a call done by the next free worker; the function is found by name in its process."""
        call = _Call(CountedFuture(), bytes(ForkingPickler.dumps((fn, args, kwargs))))
        with self._lock:
            if self._ending:
                raise RuntimeError("the workers have been sent home")
            self._waiting.append(call)
            self._bell.send_bytes(b".")
        return call.future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the workers. With `cancel_futures` at once, whatever they are doing; else once nothing is left."""
        with self._lock:
            if not self._ending:
                self._bell.send_bytes(b".")
            self._ending, self._dropped = True, self._dropped or cancel_futures
            dropped = list(self._waiting) if cancel_futures else []
            if cancel_futures:
                self._waiting.clear()
        for call in dropped:
            call.future.cancel()
        if cancel_futures:
            for worker in self._workers:
                worker.process.kill()
        if wait:
            self._thread.join()

    def _supervise(self) -> None:
        while not self._done():
            self._hand_out()
            heard = wait([self._ear, *(worker.pipe for worker in self._workers)])
            if self._ear in heard:
                self._ear.recv_bytes()
            for place, worker in enumerate(self._workers):
                if worker.pipe in heard:
                    self._hear(place, worker)
        for worker in self._workers:
            worker.pipe.close()  # the end of what it reads is the end of its work
            worker.process.join()

    def _done(self) -> bool:
        with self._lock:
            return self._ending and not self._waiting and all(worker.call is None for worker in self._workers)

    def _hand_out(self) -> None:
        for worker in self._workers:
            if worker.call is not None:
                continue
            with self._lock:
                call = self._waiting.popleft() if self._waiting else None
            if call is None:
                return
            if call.future.attempts or call.future.set_running_or_notify_cancel():
                call.future.attempts += 1
                worker.call = call
                with suppress(OSError):  # it died while idle: its pipe tells, and the call is begun again
                    worker.pipe.send_bytes(call.work)

    def _hear(self, place: int, worker: _Worker) -> None:
        call = worker.call
        try:
            answer, error = worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join()
            self._lost(call, worker.process.exitcode)
            if not self._dropped:
                self._workers[place] = _begun()
            worker.call = None
            return
        worker.call = None
        if call is not None:
            if error is not None:
                call.future.set_exception(error)
            else:
                call.future.set_result(answer)

    def _lost(self, call: _Call | None, code: int | None) -> None:
        if call is None:
            return
        if self._dropped or call.future.attempts >= ATTEMPTS:
            times = call.future.attempts
            call.future.set_exception(WorkerDiedError(f"the worker died {times} times, last with exit code {code}"))
        else:
            with self._lock:
                self._waiting.appendleft(call)


def _begun() -> _Worker:
    ours, theirs = _SPAWN.Pipe()
    process = _SPAWN.Process(target=_work, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _work(pipe: Connection) -> None:
    if hasattr(os, "setsid"):
        os.setsid()  # Ctrl-C in the terminal is for the parent: a solver would take it as its own end
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    while True:
        try:
            call, args, kwargs = pipe.recv()
        except EOFError:
            return
        try:
            answer, error = call(*args, **kwargs), None
        except Exception as raised:
            answer, error = None, raised
        pipe.send((answer, error))


def _end_with_the_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
