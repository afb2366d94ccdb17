"""A lever: one change that a manager may make, as it is and as far as it can reach at most."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from weightplan.case import Case
from weightplan.plan import Plan

Texts = tuple[str, str]


@dataclass(frozen=True)
class Situation:
    """A case and a plan that stands in it, but for one clinician's own week."""

    case: Case
    plan: Plan


Change = Callable[[Situation], Situation]


@dataclass(frozen=True, eq=False)
class Lever:
    """One change and its cost.

    `ways` yields the situations that the change can lead to, each with what colleagues then do. `relaxed` gives
    one in which the clinician's week may be any that was legal before or is legal in one of the ways, and is worth
    no less: only so are bounds of larger sets bounds of smaller ones. Of levers with one `slot` a set holds one.
    `lowered` is what the change takes off the target, in 0.01. `told` says in English and Swedish what is done in
    a plan that was found. A lever is `settled` where its one way is all that there is, and `pure` where that is
    `relaxed` too.
    """

    kind: str
    cost: int
    ways: Callable[[Situation], Iterable[Situation]]
    relaxed: Change
    told: Callable[[Plan], Texts]
    slot: tuple[str, object] | None = None
    lowered: int = 0
    settled: bool = False
    pure: bool = False

    @property
    def is_question(self) -> bool:
        return self.kind == "question"

    def covers(self, other: "Lever") -> bool:
        """Say whether this lever is the other one, or more of the same."""
        return self is other or (other.lowered > 0 and self.lowered >= other.lowered)


def lever(kind: str, cost: int, change: Change, texts: Texts, **fields: object) -> Lever:
    """Return a lever that leads to one situation; `relaxed` is that change unless it is given."""
    given = {"relaxed": change, "settled": True, "pure": "relaxed" not in fields, **fields}
    return Lever(kind, cost, lambda before: (change(before),), told=lambda _: texts, **given)  # type: ignore[arg-type]


def relaxed(situation: Situation, levers: Iterable[Lever]) -> Situation:
    """Return the situation with all that the levers could lead to at most."""
    for each in levers:
        situation = each.relaxed(situation)
    return situation


def ways(situation: Situation, levers: Sequence[Lever]) -> Iterator[Situation]:
    """Yield the situations that levers pulled together can lead to."""
    if not levers:
        yield situation
        return
    for after in levers[0].ways(situation):
        yield from ways(after, levers[1:])


def lowered(levers: Iterable[Lever]) -> int:
    """Return what levers take off the target, in 0.01."""
    return max((each.lowered for each in levers), default=0)


def includes(levers: Iterable[Lever], others: Iterable[Lever]) -> bool:
    """Say whether a set does all that another one does."""
    mine = tuple(levers)
    return all(any(one.covers(other) for one in mine) for other in others)
