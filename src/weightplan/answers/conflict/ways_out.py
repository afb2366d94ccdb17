"""The cheapest ways out of a clash, each shown by a legal plan of the whole week.

Where one change was not enough, since more clashes than the one that is told, several together are offered.
Cheapest is what is asked of fewest: another colleague, longer hours, a booking moved, a meeting
given up, a must waived, a booking cancelled. Rules of safety and labour (lunch, pauses, admin time,
supervision, limits, crisis slots) are never offered.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from weightplan.answers.conflict.demands import Demand, with_need, with_week, without
from weightplan.answers.conflict.minimal import Clash, grow
from weightplan.answers.conflict.nearby import Nearby
from weightplan.answers.conflict.told import Told
from weightplan.answers.conflict.trials import Trials
from weightplan.case import Case
from weightplan.fields import MINUTES_PER_DAY, WEEKDAYS, span_minutes
from weightplan.plan import Plan
from weightplan.report.words import Words
from weightplan.solver.feasible import Verdict
from weightplan.week import Request

MOST = 3
LONGEST_EXTRA = 60
PATIENCE = 4.0  # seconds for one way: another may be quicker to show
Texts = tuple[str, str]


@dataclass(frozen=True)
class Lever:
    """One change: what is given up, what is changed besides, and how it is told (English, Swedish) once a plan is."""

    dropped: frozenset[Demand]
    change: Callable[[Case], Case]
    told: Callable[[Plan], Texts]


def ways_out(
    trials: Trials, nearby: Nearby, clash: Clash, place: tuple[str, int] | None, missing: int | None
) -> Iterator[Told]:
    """Yield up to three changes that make the whole week legal, cheapest first, as long as time lasts.

    `place` is the clinician and day that the clash is about, `missing` the minutes short there.
    """
    given = 0
    for lever in _levers(trials.case, clash.demands, place, missing):
        if given == MOST or trials.over:
            break
        rest = frozenset(trials.all) - frozenset(clash.demands)
        if _tried(trials, lever, rest | lever.dropped).status != "feasible":
            continue
        plan = _tried(trials, lever, lever.dropped).plan
        if plan is not None:
            given += 1
            text, text_sv = lever.told(plan)
            yield Told(text=text, text_sv=text_sv)
    several = None if given else _several(trials, nearby, clash)
    if several is not None:
        yield several


def _several(trials: Trials, nearby: Nearby, clash: Clash) -> Told | None:
    """Return the fewest changes that were shown to be enough together: all else is met by a plan that was found."""
    everything = frozenset(trials.all)
    grow(trials, nearby, frozenset(), clash)
    for dropped in sorted((everything - held for held in trials.held), key=len):
        texts = [_given_up(trials.case, demand) for demand in trials.all if demand in dropped]
        told = [each for each in texts if each is not None]
        if told and len(told) == len(texts):
            english, swedish = _listed([en for en, _ in told], "and"), _listed([sv for _, sv in told], "och")
            return Told(text=f"together: {english}", text_sv=f"tillsammans: {swedish}")
    return None


def _listed(texts: list[str], last: str) -> str:
    return f" {last} ".join([*([", ".join(texts[:-1])] if texts[:-1] else []), texts[-1]])


def _given_up(case: Case, demand: Demand) -> Texts | None:
    """Return how giving up a demand is told, None for a rule of safety or labour."""
    if demand.kind == "must":
        return f"{demand.about} is no longer a must", f"{demand.about} är inte längre ett måste"
    if demand.kind == "booking":
        return _of_booking(case, demand, "cancel", "avboka")
    if demand.kind == "block" and case.clinicians[demand.about].blocks[demand.place].kind != "supervision":
        return _without_meeting(case, demand)
    return None


def _tried(trials: Trials, lever: Lever, dropped: frozenset[Demand]) -> Verdict:
    return trials.decided(without(lever.change(trials.case), dropped), PATIENCE)


def _levers(
    case: Case, clash: tuple[Demand, ...], place: tuple[str, int] | None, missing: int | None
) -> Iterator[Lever]:
    bookings = [d for d in clash if d.kind == "booking"]
    musts = [d for d in clash if d.kind == "must"]
    for demand in musts:
        need = case.requests.get(demand.about)
        if need is not None and need.clinicians is not None:
            yield _any_colleague(need)
    if place is not None:
        yield from _longer_hours(case, *place, missing)
    for demand in bookings:
        yield _moved(case, demand)
    for kind in ("block", "must", "booking"):
        for demand in clash:
            texts = _given_up(case, demand) if demand.kind == kind else None
            if texts is not None:
                yield Lever(frozenset({demand}), _same, _always(texts))


def _any_colleague(need: Request) -> Lever:
    texts = (
        f"let any colleague with the right role and skills hold {need.id}",
        f"låt vem som helst med rätt roll och kompetens hålla {need.id}",
    )
    return Lever(frozenset(), lambda case: with_need(case, need.id, clinicians=None), _always(texts))


def _longer_hours(case: Case, clinician: str, day: int, missing: int | None) -> Iterator[Lever]:
    weekday = WEEKDAYS[case.date_of(day).weekday()]
    spans = sorted(case.clinicians[clinician].hours.get(weekday, ()), key=span_minutes)
    if not spans:
        return
    start, end = span_minutes(spans[-1])
    for asked in dict.fromkeys((missing or LONGEST_EXTRA, LONGEST_EXTRA)):
        extra = -(-asked // case.grid) * case.grid
        if extra > LONGEST_EXTRA or end + extra > MINUTES_PER_DAY:
            continue
        longer = (*spans[:-1], f"{_clock(start)}-{_clock(end + extra)}")
        en, sv = (Words(language).date(case.date_of(day)) for language in ("en", "sv"))
        texts = (
            f"{clinician} works {extra} minutes longer on {en}, until {_clock(end + extra)}",
            f"{clinician} arbetar {extra} minuter längre {sv}, till kl. {_clock(end + extra)}",
        )

        def lengthened(other: Case, hours: tuple[str, ...] = longer) -> Case:
            people = tuple(
                p.model_copy(update={"hours": {**p.hours, weekday: hours}}) if p.id == clinician else p
                for p in other.week.clinicians
            )
            return with_week(other, other.week.model_copy(update={"clinicians": people}))

        yield Lever(frozenset(), lengthened, _always(texts))


def _moved(case: Case, demand: Demand) -> Lever:
    def told(plan: Plan) -> Texts:
        new = next(a for a in plan.appointments if a.request == demand.about)
        en, sv = (f"{Words(language).date(new.start.date())} {new.start:%H:%M}" for language in ("en", "sv"))
        texts = _of_booking(case, demand, "move", "flytta")
        who = ", ".join(new.clinicians)
        return f"{texts[0]} to {en} with {who}", f"{texts[1]} till {sv} hos {who}"

    return Lever(frozenset({demand}), lambda other: with_need(other, demand.about, must=True), told)


def _without_meeting(case: Case, demand: Demand) -> Texts:
    block = case.clinicians[demand.about].blocks[demand.place]
    when = f"{block.start:%H:%M}–{block.end:%H:%M}"
    en, sv = (Words(language).date(block.start.date()) for language in ("en", "sv"))
    return (
        f"{demand.about} is excused from {block.label or 'the blocked time'} on {en}, {when}",
        f"{demand.about} slipper {block.label or 'den upptagna tiden'} {sv} kl. {when}",
    )


def _of_booking(case: Case, demand: Demand, verb: str, verb_sv: str) -> Texts:
    booking = case.week.bookings[demand.place]
    en, sv = (f"{Words(language).date(booking.start.date())} {booking.start:%H:%M}" for language in ("en", "sv"))
    who = ", ".join(booking.team)
    return (
        f"{verb} the locked booking {demand.about} ({who}, {en})",
        f"{verb_sv} den låsta bokningen {demand.about} ({who}, {sv})",
    )


def _same(case: Case) -> Case:
    return case


def _always(texts: Texts) -> Callable[[Plan], Texts]:
    return lambda _: texts


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
