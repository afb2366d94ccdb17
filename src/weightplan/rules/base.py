"""What every rule is: a name, a sentence, a half that checks a plan, a half that posts to the solver."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from weightplan.case import Case, Stretch
from weightplan.fields import MINUTES_PER_DAY
from weightplan.rules.ledger import Ledger
from weightplan.week import Room

if TYPE_CHECKING:
    from weightplan.solver.candidates import Candidate
    from weightplan.solver.model import Model


@dataclass(frozen=True)
class Violation:
    """One broken hard rule: which rule, about whom or what, and a sentence."""

    rule: str
    about: str
    text: str


class HardRule(Protocol):
    """A rule that no plan may break: the half that checks."""

    @property
    def __name__(self) -> str: ...

    def check(self, case: Case, ledger: Ledger) -> Iterator[Violation]:
        """Yield every violation of this rule in a plan."""
        ...


class SoftRule(Protocol):
    """A rule with a price: both halves."""

    @property
    def __name__(self) -> str: ...

    def cost(self, case: Case, ledger: Ledger) -> int:
        """Return what a plan costs by this rule."""
        ...

    def post(self, model: "Model") -> None:
        """Charge the solver the same."""
        ...


# The posting half of a hard rule has up to four parts; each rule has those that it needs.


@runtime_checkable
class Admits(Protocol):
    """Rules that can refuse a candidate by itself."""

    def admits(self, case: Case, candidate: "Candidate") -> bool:
        """Say whether a candidate alone can be part of a legal plan."""
        ...


@runtime_checkable
class AdmitsRoom(Protocol):
    """Rules that can refuse a room to a candidate."""

    def admits_room(self, case: Case, candidate: "Candidate", room: Room) -> bool:
        """Say whether a candidate may use a room at all."""
        ...


@runtime_checkable
class Narrows(Protocol):
    """Rules that leave a candidate only some starts."""

    def starts(self, case: Case, candidate: "Candidate") -> Iterable[Stretch]:
        """Return the starts allowed, in minutes, as sorted closed stretches (first, last)."""
        ...


@dataclass(frozen=True)
class RestOffer:
    """Room for up to `pieces` breaks of one kind, of `shortest` to `longest` minutes, inside `within`.

    `starts` are closed stretches of allowed starts in minutes.
    """

    kind: str
    pieces: int
    shortest: int
    longest: int
    starts: tuple[Stretch, ...]
    within: Stretch


@runtime_checkable
class OffersRests(Protocol):
    """Rules that need breaks to be placed."""

    def rests(self, case: Case, clinician: str, day: int) -> list[RestOffer]:
        """Return the breaks that this rule may want on a day."""
        ...


@runtime_checkable
class CountsPatients(Protocol):
    """Rules that count what each of some patients has: their needs are not exchanged for those of others."""

    def counted(self, case: Case) -> Iterable[str]:
        """Return the patients for whom the rule counts."""
        ...


@runtime_checkable
class Posts(Protocol):
    """Rules that tie candidates to each other."""

    def post(self, model: "Model") -> None:
        """Post to the solver's model what no candidate shows by itself."""
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


def as_stretches(minutes: Iterable[int]) -> list[Stretch]:
    """Return sorted closed stretches (first, last) that hold exactly the given minutes."""
    stretches: list[Stretch] = []
    for minute in sorted(set(minutes)):
        if stretches and stretches[-1][1] == minute - 1:
            stretches[-1] = (stretches[-1][0], minute)
        else:
            stretches.append((minute, minute))
    return stretches


def merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Return sorted closed stretches, those that meet made one and those without a minute left out."""
    joined: list[Stretch] = []
    for first, last in sorted(stretches):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        elif first <= last:
            joined.append((first, last))
    return joined


def days_of(stretch: Stretch) -> range:
    """Return the days that a stretch touches; one without length touches the day of its start."""
    start, end = stretch
    return range(start // MINUTES_PER_DAY, (max(end, start + 1) - 1) // MINUTES_PER_DAY + 1)
