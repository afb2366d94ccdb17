"""A runner: takes jobs that wait, gives each a process of its own, and watches over time and memory."""

import logging
import os
import secrets
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field

from weightplan_api.defects import place_of
from weightplan_api.settings import Settings
from weightplan_api.store import Job, Jobs
from weightplan_api.store.job import LONG
from weightplan_api.work.desk import OUT_OF_MEMORY
from weightplan_api.work.memory import megabytes_of

LOOK = 0.2
BETWEEN_EXPIRIES = 300.0
BETWEEN_WEIGHINGS = 1.0
GRACE = 60.0
TIMED_OUT = {"code": "TIMED_OUT", "title": "The work did not end in its time"}

log = logging.getLogger(__name__)


@dataclass
class _Running:
    job: Job
    process: subprocess.Popen[bytes]
    begun: float = field(default_factory=time.monotonic)

    weighed: float = 0.0
    megabytes: float = 0.0

    @property
    def long(self) -> bool:
        return self.job.kind in LONG

    def weigh(self) -> None:
        """Look now and then how much memory the process and those that it started hold."""
        now = time.monotonic()
        if now - self.weighed >= BETWEEN_WEIGHINGS:
            self.weighed, self.megabytes = now, megabytes_of(self.process.pid)


class Runner:
    """Works jobs off until told to end. Several may share a database, on one machine or many."""

    def __init__(self, jobs: Jobs, settings: Settings) -> None:
        self.jobs, self.settings = jobs, settings
        self.name = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(3)}"
        self._running: list[_Running] = []
        self._ending = threading.Event()
        self._expired = 0.0
        self.thread = threading.Thread(target=self.run, name="runner", daemon=True)

    def run(self) -> None:
        """Tend the work until `end`; a database that is away for a moment is asked again."""
        while not self._ending.wait(LOOK):
            try:
                self._tend()
            except Exception as error:  # whatever a database may say while it restarts
                log.error("the runner could not look after its work and goes on: %s", place_of(error))
                self._ending.wait(1.0)
        self._hand_over()

    def end(self) -> None:
        """End soon; jobs that run go back to wait, with the best that they have."""
        self._ending.set()

    def _tend(self) -> None:
        self._running = [running for running in self._running if not self._is_over(running)]
        for long, most in ((False, self.settings.at_once), (True, 1)):
            while sum(running.long == long for running in self._running) < most:
                job = self.jobs.claim(self.name, self.settings.beat_lost_after, long=long)
                if job is None:
                    break
                self._running.append(_Running(job, self._started(job)))
        if time.monotonic() - self._expired > BETWEEN_EXPIRIES:
            self._expired = time.monotonic()
            self.jobs.expire()

    def _started(self, job: Job) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "weightplan_api.work.process", job.id, str(job.attempt)]
        variables = {f"WEIGHTPLAN_{name.upper()}": str(value) for name, value in self.settings.model_dump().items()}
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, env=os.environ | variables)

    def _is_over(self, running: _Running) -> bool:
        job, code = running.job, running.process.poll()
        if code is not None:
            # One that ended its job itself holds it no longer, and nothing is given back.
            self.jobs.give_back(job.id, job.attempt, crashed=True)
            return True
        most = self.settings.most_study_seconds if running.long else self.settings.most_seconds
        too_long = time.monotonic() - running.begun > most + GRACE
        running.weigh()
        too_large = running.megabytes > self.settings.most_memory_megabytes
        if too_long or too_large:
            self._kill(running)
            problem = OUT_OF_MEMORY if too_large else TIMED_OUT
            self.jobs.end(job.id, job.attempt, "failed", problem=problem)
        return too_long or too_large

    def _hand_over(self) -> None:
        for running in self._running:
            self._kill(running)
            self.jobs.give_back(running.job.id, running.job.attempt, crashed=False)
        self._running = []

    @staticmethod
    def _kill(running: _Running) -> None:
        running.process.kill()
        running.process.wait()
