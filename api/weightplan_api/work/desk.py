"""The desk of one working process: the job on it, how to tell of it, and when to stop."""

import logging
import os
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

from weightplan_api.defects import place_of
from weightplan_api.settings import Settings
from weightplan_api.store import Jobs
from weightplan_api.store.job import Result, State

BETWEEN_BEATS = 0.3
LOST = 3
OUT_OF_MEMORY = {"code": "OUT_OF_MEMORY", "title": "The work took more memory than it may"}

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Ended:
    """How the work ended."""

    state: State
    result: Result | None = None
    figures: Mapping[str, Any] | None = None
    answer: str | None = None
    problem: Mapping[str, Any] | None = None


@dataclass
class Desk:
    """One job, held by one attempt. The process ends itself when the job is no longer its own."""

    jobs: Jobs
    settings: Settings
    job: str
    attempt: int
    stopping: threading.Event = field(default_factory=threading.Event)
    _over: threading.Event = field(default_factory=threading.Event)

    def stop(self) -> bool:
        return self.stopping.is_set()

    def tell(
        self, kind: str, figures: Mapping[str, Any], answer: str | None = None, result: Result | None = None
    ) -> None:
        """Write how the job stands, and the best answer so far."""
        if not self.jobs.tell(self.job, self.attempt, kind, figures, answer, result):
            self.lose()

    def lose(self) -> NoReturn:
        """End this process: the job is another's."""
        os._exit(LOST)

    def work(self, answering: Callable[["Desk"], Ended]) -> None:
        """Do the work while the heart beats, and end the job."""
        heart = threading.Thread(target=self._beat, daemon=True)
        heart.start()
        ended = answering(self)
        self._over.set()
        heart.join()
        state: State = "stopped" if self.stop() and ended.state == "succeeded" else ended.state
        self.jobs.end(
            self.job,
            self.attempt,
            state,
            result=ended.result,
            figures=ended.figures,
            answer=ended.answer,
            problem=ended.problem,
        )

    def _beat(self) -> None:
        """Beat until the work is over; a database that is away for a moment loses nothing."""
        parent, heard = os.getppid(), time.monotonic()
        while not self._over.wait(BETWEEN_BEATS):
            if os.getppid() != parent:
                self.lose()
            try:
                word = self.jobs.beat(self.job, self.attempt)
                heard = time.monotonic()
            except Exception as error:  # whatever a database may say while it restarts
                log.warning("no beat was written: %s", place_of(error))
                word = "lost" if time.monotonic() - heard > self.settings.beat_lost_after else "go on"
            if word == "lost":
                self.lose()
            if word == "stop":
                self.stopping.set()
