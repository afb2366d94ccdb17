"""Long questions from the command line: Ctrl-C keeps what is found, and every answer is told as it comes."""

import os
import sys
from collections.abc import Callable
from typing import Any, NoReturn, TypeVar

from rich.console import Console

from weightplan.cli.errors import ABORTED
from weightplan.cli.interrupt import AbortedError, Interruptible
from weightplan.cli.quiet import quiet_stdout

T = TypeVar("T")
Stop = Callable[[], bool]


def asked(question: Callable[[Stop, Callable[[Any], None]], T]) -> T:
    """Return the answer to a question, which is given `stop` and whom to tell of each part of the answer."""
    console = Console(stderr=True)

    def say(line: str) -> None:
        console.print(line, markup=False, highlight=False, soft_wrap=True)

    work = Interruptible(lambda stop: question(stop, lambda part: say(f"{part.clinician}: {part.text}")))
    try:
        with quiet_stdout():
            return work.run(lambda: None, lambda: say("stopping; what is found so far is told (Ctrl-C: give up)"))
    except AbortedError:
        _abort(say)


def _abort(say: Callable[[str], None]) -> NoReturn:
    say("given up; nothing was written")
    sys.stdout.flush()
    # The solver's threads cannot be ended from here, and ending around them can hang.
    os._exit(ABORTED)
