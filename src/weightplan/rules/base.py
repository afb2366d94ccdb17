"""What every rule is: a name, a sentence, a half that checks a plan, a half that posts to the solver."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from weightplan.case import Case
from weightplan.rules.ledger import Ledger

if TYPE_CHECKING:
    from weightplan.solver.model import Candidate, Model


@dataclass(frozen=True)
class Violation:
    """One broken hard rule: which rule, about whom or what, and a sentence."""

    rule: str
    about: str
    text: str


class HardRule(Protocol):
    """A rule that no plan may break."""

    @property
    def __name__(self) -> str: ...

    def check(self, case: Case, ledger: Ledger) -> Iterator[Violation]:
        """Yield every violation of this rule in a plan."""
        ...

    def admits(self, case: Case, candidate: "Candidate") -> bool:
        """Say whether one candidate alone can be part of a legal plan, as far as this rule sees."""
        ...

    def post(self, model: "Model") -> None:
        """Post to the solver what `admits` cannot see."""
        ...


class SoftRule(Protocol):
    """A rule with a price."""

    @property
    def __name__(self) -> str: ...

    def cost(self, case: Case, ledger: Ledger) -> int:
        """Return what a plan costs by this rule."""
        ...

    def post(self, model: "Model") -> None:
        """Charge the solver the same."""
        ...


def sweep_overlaps(stretches: Iterable[tuple[int, int, str]]) -> Iterator[tuple[str, str, int]]:
    """Yield (earlier, later, start of the later) for stretches that overlap the one still running."""
    running: tuple[int, str] | None = None
    for start, end, name in sorted(stretches):
        if running is not None and start < running[0]:
            yield running[1], name, start
        if running is None or end > running[0]:
            running = (end, name)


def counts_over(case: Case, days: Iterable[int], per_day: int | None, per_week: int | None) -> Iterator[str]:
    """Yield a sentence, with a place for what is counted, for every day and week over its limit."""
    marks = list(days)
    for day, count in sorted(Counter(marks).items()):
        if per_day is not None and count > per_day:
            yield f"{case.date_of(day)}: {count} {{}}, {per_day} a day at most"
    for week, count in sorted(Counter(day // 7 for day in marks).items()):
        if per_week is not None and count > per_week:
            yield f"week {week + 1}: {count} {{}}, {per_week} a week at most"
