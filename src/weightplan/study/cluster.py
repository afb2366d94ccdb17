"""A study on a cluster: the executor interface over Dask `distributed` (extra `dask`)."""

import logging
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from weightplan.errors import InputError

PATIENCE = "10s"  # for the scheduler to answer


@dataclass(frozen=True)
class Cluster:
    """A connection to a scheduler: who does the work, how many at once, and whether it is still there."""

    executor: Executor
    client: Any

    @property
    def workers(self) -> int:
        return max(1, int(sum(self.client.nthreads().values())))

    def alive(self) -> bool:
        """Say whether the scheduler answers; one that comes back has forgotten what it was given."""
        return bool(self.client.status == "running")


@contextmanager
def connected(address: str) -> Iterator[Cluster]:
    """Connect to a scheduler (`tcp://host:8786`). Raises InputError where there is none, or no `distributed`.

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
    executor = client.get_executor(pure=False)
    with _silent(logging.getLogger("distributed.client")):
        try:
            yield Cluster(executor, client)
        finally:
            executor.shutdown(wait=False)
            client.close(timeout=2)


@contextmanager
def _silent(logger: logging.Logger) -> Iterator[None]:
    """Keep Dask's traceback of a scheduler that is gone off the screen: `alive` tells, and the run says it."""
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)
