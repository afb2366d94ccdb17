"""How jobs come in: a full queue refuses before a body is read, and reading a large one keeps nobody waiting."""

import logging
from functools import partial

from anyio import BrokenWorkerProcess, CapacityLimiter, to_process, to_thread

from weightplan.errors import InputError
from weightplan_api.defects import place_of
from weightplan_api.http.problems import Problem, invalid
from weightplan_api.http.together import Together
from weightplan_api.store import Jobs
from weightplan_api.work.reading import Wanted, job_in, ready

RETRY_AFTER = "5"
# Some 8 ms of reading. While one thread reads, every other answer of the process waits for its turn.
SMALL = 2**15

log = logging.getLogger(__name__)


class Intake:
    """Bodies are read one at a time, large ones in a process of its own that ends with the server."""

    def __init__(self, jobs: Jobs) -> None:
        self.jobs = jobs
        self._full: Together[str, bool] = Together(lambda queues: dict.fromkeys(queues, jobs.full()))
        self._here, self._aside = CapacityLimiter(1), CapacityLimiter(1)

    async def make_sure_of_room(self, unit: str, key: str | None) -> None:
        """Raise Problem 429 where the queue is full, unless this job is in it already."""
        if await self._full.get("the queue") and not (
            key is not None and await to_thread.run_sync(self.jobs.knows, unit, key)
        ):
            raise no_room()

    async def read(self, kind: str, body: bytes, *, is_json: bool) -> Wanted:
        """Return the job that a body wants; raises Problem 422 for one that cannot be worked on."""
        reading = partial(job_in, kind, body, is_json=is_json)
        try:
            if len(body) > SMALL:
                try:
                    return await to_process.run_sync(reading, limiter=self._aside)
                except InputError:
                    raise
                except Exception as error:  # a process that was killed loses nothing, and a defect shows below
                    log.warning("a body is read once more: %s", place_of(error))
            return await to_thread.run_sync(reading, limiter=self._here)
        except InputError as error:
            raise invalid(error.problems) from None

    async def get_ready(self) -> None:
        """Start the process that reads large bodies before somebody waits for it."""
        try:
            await to_process.run_sync(ready, limiter=self._aside)
        except BrokenWorkerProcess as error:  # the first large body will try again
            log.warning("no process reads large bodies: %s", place_of(error))


def no_room() -> Problem:
    headers = {"Retry-After": RETRY_AFTER}
    return Problem(429, "QUEUE_FULL", "As many jobs wait as may; try again later", headers=headers)
