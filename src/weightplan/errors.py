"""The exceptions that weightplan raises.

WeightplanError
├── InputError          a file that cannot be used: names file, path and value
└── DisagreementError   the solver's plan and the checker disagree: a defect of ours, never returned
"""

from collections.abc import Iterable
from difflib import get_close_matches

MOST_LINES = 20


class WeightplanError(Exception):
    """The root of every exception of this package."""


class InputError(WeightplanError):
    """Input that cannot be used. `problems` holds one line each: `file: path: what is wrong`.

    As text it is these lines, the first MOST_LINES of them: one slip may make hundreds.
    """

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(_one_line(problem) for problem in problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        more = len(self.problems) - MOST_LINES
        return "\n".join(self.problems[:MOST_LINES] + ((f"and {more} more",) if more > 0 else ()))


class DisagreementError(WeightplanError):
    """The checker refuses the solver's own plan, or reckons another cost. Please report it."""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return `, did you mean 'x'?` for the nearest of the known names, or an empty string."""
    near = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f", did you mean {near[0]!r}?" if near else ""


def _one_line(text: str) -> str:
    """Escape what would break a line or steer a terminal: names come from files."""
    return text if text.isprintable() else "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
