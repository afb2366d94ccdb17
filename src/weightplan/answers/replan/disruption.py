"""What comes between a plan and its week: an illness, a lost room, an urgent need, a cancelled or missed visit."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count

from weightplan.case import Case
from weightplan.errors import InputError
from weightplan.fields import MINUTES_PER_DAY, Moment
from weightplan.plan import Plan
from weightplan.week import Request

Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Disruption:
    """What happened, and `now`: what begins before it has been, and stands.

    `absent` and `rooms` name who or what is away and from when until when. `cancelled` visits are no
    longer asked for; after a missed one (`no_shows`) somebody reaches out to the patient.
    """

    now: datetime
    absent: tuple[tuple[str, Span], ...] = ()
    rooms: tuple[tuple[str, Span], ...] = ()
    urgent: tuple[Request, ...] = ()
    cancelled: tuple[str, ...] = ()
    no_shows: tuple[str, ...] = ()


def outreach(case: Case, plan: Plan, what: Disruption) -> list[Request]:
    """Return for each missed visit a call to the patient by whom the patient knows, within the week."""
    kinds = case.rulebook.contact_types
    phoning = [n for n, k in kinds.items() if k.modality == "phone" and k.leaders == 1]
    calls = sorted(phoning, key=lambda n: kinds[n].minutes)
    if what.no_shows and not calls:
        raise InputError(["--no-show: the rulebook has no contact by phone with which to reach out"])
    made: list[Request] = []
    for name in what.no_shows:
        been = [a for a in plan.appointments if a.request == name and a.start < what.now]
        if not been:
            raise InputError(
                [f"--no-show: {name} has not begun by {what.now:%Y-%m-%d %H:%M}; --now says what has been"]
            )
        missed = max(been, key=lambda a: a.start)
        made.append(
            Request(
                id=_free_name(f"{name}-outreach", {*case.needs, *(r.id for r in (*what.urgent, *made))}),
                patient=missed.patients[0] if len(missed.patients) == 1 else None,
                contact_types=tuple(calls),
                priority=1,
                windows=(Moment(start=what.now, end=case.moment(case.day_count * MINUTES_PER_DAY)),),
            )
        )
    return made


def _free_name(name: str, taken: Collection[str]) -> str:
    numbers = (f"{name}-{number}" for number in count(2))
    return next(free for free in chain([name], numbers) if free not in taken)
