"""One working process: `python -m weightplan_api.work.process JOB ATTEMPT`, started by a runner."""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
BEHIND_THE_SERVER = 10


def main(job: str, attempt: int) -> None:
    """Learn manners, then do the work of a job."""
    _die_with_parent()
    _give_way()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which tells us in its own way
    from weightplan_api.work.job import work  # a second of imports, which give way too

    work(job, attempt)


def _die_with_parent() -> None:
    """Ask Linux to end this process with the one that started it; elsewhere the heart notices."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _give_way() -> None:
    """Leave the server its share of a busy machine: people wait for the page, not for one more improvement."""
    if hasattr(os, "nice"):
        os.nice(BEHIND_THE_SERVER)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
