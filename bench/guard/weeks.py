"""The stored weeks that the guard measures, and how much work each gets."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Stored:
    """A stored week. `limit` is in units of deterministic time; None: only its models are built, not solved."""

    name: str
    limit: float | None

    def __str__(self) -> str:
        return self.name


# Chosen so that the whole gate takes about a minute of one core; clinic-12 needs 75 s to say anything of its cost.
WEEKS = (Stored("team-4", 3.0), Stored("holiday-week", 8.0), Stored("case-mix-12", 12.0), Stored("clinic-12", None))
SOLVED = tuple(week for week in WEEKS if week.limit is not None)
# How long a plan within this gap takes is asked where it takes seconds; the limit only ends a failure.
GAP_TO_REACH = 0.03
REACHING = Stored("team-4", 12.0)
