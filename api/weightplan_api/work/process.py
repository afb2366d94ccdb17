"""One working process: `python -m weightplan_api.work.process JOB ATTEMPT`, started by a runner."""

import ctypes
import importlib
import logging
import os
import signal
import sys
from collections.abc import Callable

from weightplan.errors import InputError
from weightplan_api.defects import place_of
from weightplan_api.settings import Settings
from weightplan_api.store import Jobs, opened
from weightplan_api.store.jobs import LONG
from weightplan_api.work.desk import OUT_OF_MEMORY, Desk, Ended

PR_SET_PDEATHSIG = 1
BEHIND_THE_SERVER, BEHIND_PLANNERS = 10, 12
DEFECT = {"code": "DEFECT", "title": "A defect of ours", "detail": "The server's log says more."}


def main(job: str, attempt: int) -> None:
    """Do the work of a job and end it; whatever goes wrong in it ends the job, and says what."""
    _die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which tells us in its own way
    settings = Settings()
    jobs = Jobs(opened(settings.database_url, as_it_is=True))
    stand = jobs.get(job)
    if stand is not None:
        _give_way(BEHIND_PLANNERS if stand.kind in LONG else BEHIND_THE_SERVER)
        answering = importlib.import_module(f"weightplan_api.work.{stand.kind}")
        Desk(jobs, settings, job, attempt).work(lambda desk: _answered(answering.answer, desk))


def _answered(answering: Callable[[Desk], Ended], desk: Desk) -> Ended:
    try:
        return answering(desk)
    except InputError as error:
        problem = {"code": "INVALID_INPUT", "title": "The input cannot be used", "errors": list(error.problems)}
        return Ended("invalid", problem=problem)
    except MemoryError:
        return Ended("failed", problem=OUT_OF_MEMORY)
    except Exception as error:  # whatever it is, it ends this job alone
        logging.getLogger(__name__).error("job %s failed: %s", desk.job, place_of(error))
        return Ended("failed", problem=DEFECT)


def _die_with_parent() -> None:
    """Ask Linux to end this process with the one that started it; elsewhere the heart notices."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _give_way(steps: int) -> None:
    """Leave the server its share of a busy machine: people wait for the page, not for one more improvement."""
    if hasattr(os, "nice"):
        os.nice(steps)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
