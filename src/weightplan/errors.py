"""The exceptions that weightplan raises.

WeightplanError
├── InputError          a file that cannot be used: names file, path and value
└── DisagreementError   the solver's plan and the checker disagree: a defect of ours, never returned
"""

from difflib import get_close_matches
from typing import Iterable


class WeightplanError(Exception):
    """The root of every exception of this package."""


class InputError(WeightplanError):
    """Input that cannot be used. `problems` holds one line each: `file: path: what is wrong`."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


class DisagreementError(WeightplanError):
    """The checker refuses the solver's own plan, or reckons another cost. Please report it."""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return `, did you mean 'x'?` for the nearest of the known names, or an empty string."""
    near = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f", did you mean {near[0]!r}?" if near else ""
