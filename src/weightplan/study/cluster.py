"""A study on a cluster: the executor interface over Dask `distributed` (extra `dask`)."""

import logging
import pickle
import socket
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from typing import Any

from weightplan.errors import InputError
from weightplan.study import versions
from weightplan.study.run import UnfitWorkerError

PATIENCE = "10s"  # for the scheduler to answer
LOOK = "5s"  # at most, at who works: one that is gone would be called for half a minute
MOST_SAID = 300  # characters of an error of Dask's


class Cluster:
    """A connection to a scheduler: who does the work, how many at once, and whether it is still there."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self._theirs = client.get_executor(pure=False)
        self.executor = AsHere(self._theirs)
        self._fit: set[str] = set()
        self._places = 0

    def workers(self) -> int:
        """Return how many solves the cluster does at once as it is now, 1 while nobody works there yet.

        Raises UnfitWorkerError for a worker that has come with other versions than those here.
        """
        try:
            threads = self.client.nthreads(callback_timeout=LOOK)
            self._fit |= self._found_fit(threads.keys() - self._fit)
            self._places = sum(threads.values())
        except OSError:  # the scheduler does not answer: `alive` tells
            pass
        return max(1, self._places)

    def alive(self) -> bool:
        """Say whether the scheduler answers; one that comes back has forgotten what it was given."""
        return bool(self.client.status == "running")

    def close(self) -> None:
        """Leave; what is not done is forgotten."""
        self._theirs.shutdown(wait=False)
        self.client.close(timeout=2)

    def _found_fit(self, new: Collection[str]) -> set[str]:
        """Ask workers for their versions and return those who answered: one that has left again need not."""
        answered = set(new)
        for name, (ask, of) in versions.ASKED.items() if new else ():
            found = self.client.run(ask, of, workers=list(new), on_error="return")
            gone = {worker for worker, there in found.items() if isinstance(there, OSError)}
            for worker in sorted(found.keys() - gone):
                for difference in versions.differences({name: found[worker]}):
                    raise UnfitWorkerError(f"the worker {worker} has {difference}")
            answered -= gone
        return answered


class AsHere(Executor):
    """Has calls done as they are done here, or not at all.

    What a call itself raises is its future's exception. Whatever else keeps a worker from answering, other versions
    or a call that it cannot read, is an UnfitWorkerError; but not its death, of which Dask has tried others.
    """

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        ours: Future[Any] = Future()
        theirs = self._executor.submit(pickle.loads, pickle.dumps(_Call(fn, args, kwargs)))
        theirs.add_done_callback(lambda done: _passed_on(done, ours))
        return ours


@contextmanager
def connected(address: str) -> Iterator[Cluster]:
    """Connect to a scheduler (`tcp://host:8786`). Raises InputError where there is none, or no `distributed`, and
    UnfitWorkerError where a worker has other versions than those here.

    A worker that dies loses nothing: the scheduler gives its solve to another, three times at most.
    """
    try:
        from distributed import Client
    except ImportError:
        raise InputError(["--scheduler needs Dask: pip install 'weightplan[dask]'"]) from None
    try:
        client = Client(address, timeout=PATIENCE)
    except (OSError, ValueError, TimeoutError) as error:
        raise InputError([f"--scheduler {address}: no scheduler answers ({type(error).__name__})"]) from None
    cluster = Cluster(client)
    with _silent(logging.getLogger("distributed.client")):
        try:
            cluster.workers()
            yield cluster
        finally:
            cluster.close()


class _Call:
    """A call in bytes: to read it is to do it.

    A worker that lacks what it needs says so as of any error; one that cannot read a call in Dask's own form ends.
    """

    def __init__(self, call: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        self._parts = versions.here(), call, args, kwargs

    def __reduce__(self) -> tuple[Callable[..., bytes], tuple[Any, ...]]:
        return _done_there, self._parts


def _done_there(
    wanted: dict[str, str], call: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> bytes:
    """Do a call on a worker; return in bytes what it returned, None, or None and what it raised."""
    if (there := versions.here()) != wanted:
        told, asked = versions.told(there), versions.told(wanted)
        raise UnfitWorkerError(f"a worker on {socket.gethostname()} has {told}; asked for was {asked}")
    try:
        return pickle.dumps((call(*args, **kwargs), None))
    except Exception as error:
        return pickle.dumps((None, error))


def _passed_on(theirs: Future[Any], ours: Future[Any]) -> None:
    from distributed import KilledWorker

    if theirs.cancelled():
        ours.cancel()
        ours.set_running_or_notify_cancel()  # wakes who waits
        return
    error = theirs.exception()
    if error is None:
        answer, raised = pickle.loads(theirs.result())
        if raised is None:
            ours.set_result(answer)
        else:
            ours.set_exception(raised)
    elif isinstance(error, (UnfitWorkerError, KilledWorker)):
        ours.set_exception(error)
    else:
        why = f"{type(error).__name__}: {' '.join(str(error).split())[:MOST_SAID]}"
        ours.set_exception(UnfitWorkerError(f"the cluster cannot do what is asked of it ({why})"))


@contextmanager
def _silent(logger: logging.Logger) -> Iterator[None]:
    """Keep Dask's traceback of a scheduler that is gone off the screen: `alive` tells, and the run says it."""
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)
