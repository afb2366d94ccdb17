"""The work of one job, from its request to its end."""

import importlib
import logging
import os
from collections.abc import Callable

from weightplan.errors import InputError
from weightplan_api.defects import place_of
from weightplan_api.settings import Settings
from weightplan_api.store import Jobs, opened
from weightplan_api.store.job import LONG
from weightplan_api.work.desk import OUT_OF_MEMORY, Desk, Ended

BEHIND_PLANNERS = 2  # steps more: who plans a week sits and waits, who asked for a study comes back
DEFECT = {"code": "DEFECT", "title": "A defect of ours", "detail": "The server's log says more."}


def work(job: str, attempt: int) -> None:
    """Do the work of a job and end it; whatever goes wrong in it ends the job, and says what."""
    settings = Settings()
    jobs = Jobs(opened(settings.database_url, as_it_is=True))
    stand = jobs.get(job)
    if stand is not None:
        if stand.kind in LONG and hasattr(os, "nice"):
            os.nice(BEHIND_PLANNERS)
        answering = importlib.import_module(f"weightplan_api.work.{stand.kind}")
        Desk(jobs, settings, job, attempt).work(lambda desk: answered(answering.answer, desk))


def answered(answering: Callable[[Desk], Ended], desk: Desk) -> Ended:
    """Return how the work ended, also where it failed."""
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
