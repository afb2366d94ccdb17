"""The week in a terminal: a table per clinician, the rooms, the targets and the needs left over."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from weightplan.case import CRISIS, Case
from weightplan.check import check
from weightplan.plan import Appointment, ClinicianResult, Plan
from weightplan.report.facts import left_over
from weightplan.report.looks import type_label
from weightplan.report.onscreen import plain
from weightplan.report.verdict import verdicts
from weightplan.report.words import Language, Words, readable


def show(plan: Plan, console: Console, case: Case | None = None, language: Language = "en") -> None:
    """Print a plan: status, targets in file order, each clinician's week, the rooms, what is left over.

    Works from the plan alone. With the case, the checker's figures, the labels of the rulebook
    and what binds are shown too.
    """
    words = Words(language)
    for sentence in _status(plan, words):
        console.print(plain(sentence))
    people = _people(plan, case)
    results = check(case, plan).clinicians if case else plan.clinicians
    if results:
        console.print(_targets(results, words))
    for line in _binding(plan, case, words):
        console.print(line)
    for clinician in people:
        console.print(_week(plan, case, clinician, words))
    if any(a.room for a in plan.appointments):
        console.print(_rooms(plan, words))
    console.print(_unserved(plan, case, words))


def _status(plan: Plan, words: Words) -> Iterator[str]:
    yield words(f"proof.{plan.status}")
    if plan.cost is not None:
        yield words("proof.cost", cost=words.number(plan.cost))
    if plan.bound is not None:
        yield words("proof.bound", bound=words.number(plan.bound))
    if plan.gap is not None:
        yield words("proof.gap", gap=words.percent(plan.gap, 2))


def _people(plan: Plan, case: Case | None) -> list[str]:
    """Return clinicians in file order; those that only the appointments name come last, by name."""
    listed = list(case.clinicians) if case else [c.id for c in plan.clinicians]
    named = {c for a in plan.appointments for c in a.clinicians} | {b.clinician for b in plan.breaks}
    return listed + sorted(named - set(listed))


def _targets(results: tuple[ClinicianResult, ...], words: Words) -> Table:
    names = ("target", "booked", "expected", "reportable", "load", "true_minutes", "per_minute")
    table = Table(title=words("verdict"), title_justify="left")
    table.add_column(words("clinician"), overflow="fold")
    table.add_column(words("outcome"))
    for name in names:
        table.add_column(words(name), justify="right")
    for result in results:
        table.add_row(plain(result.id), _outcome(result, words), *_figures(result, words))
    return table


def _binding(plan: Plan, case: Case | None, words: Words) -> Iterator[Text]:
    bound = [v for v in verdicts(case, plan) if v.binding] if case else []
    if bound:
        yield plain(f"{words('binds')}:", "bold")
    for verdict in bound:
        for bind in verdict.binding:
            yield plain(f"  {verdict.clinician}: {bind.text(words)}")


def _outcome(result: ClinicianResult, words: Words) -> Text:
    if result.target == 0:
        return plain(words("chip.no_target"))
    short = round(result.target - result.booked, 2)
    if short > 0:
        return plain(words("chip.short", short=words.weight(short)), "yellow")
    return plain(words("chip.reached"), "green")


def _figures(result: ClinicianResult, words: Words) -> list[str]:
    weights = [words.weight(w) for w in (result.target, result.booked, result.expected, result.reportable)]
    rate = words.number(result.booked / result.true_minutes, 4) if result.true_minutes else "–"
    return [*weights, str(result.load), str(result.true_minutes), rate]


def _days(plan: Plan) -> list[date]:
    return sorted({a.start.date() for a in plan.appointments} | {b.start.date() for b in plan.breaks})


def _week(plan: Plan, case: Case | None, clinician: str, words: Words) -> Table:
    rows = [(a.start, _contact(a, case, words)) for a in plan.appointments if clinician in a.clinicians]
    rows += [(b.start, words(b.kind)) for b in plan.breaks if b.clinician == clinician]
    by_day = {d: sorted(r for r in rows if r[0].date() == d) for d in _days(plan)}
    table = Table(title=plain(clinician), title_justify="left", expand=True)
    for day in by_day:
        table.add_column(words.date(day), ratio=1, no_wrap=True, overflow="ellipsis")
    table.add_row(*(plain("\n".join(f"{start:%H:%M} {what}" for start, what in day)) for day in by_day.values()))
    return table


def _contact(appointment: Appointment, case: Case | None, words: Words) -> str:
    kind = appointment.contact_type
    label = type_label(case, kind, words.language) if case else readable(kind)
    return words("crisis_slot") if appointment.request == CRISIS else label


def _rooms(plan: Plan, words: Words) -> Table:
    held = sorted((a for a in plan.appointments if a.room), key=lambda a: (a.room or "", a.start))
    table = Table(title=words("rooms"), title_justify="left")
    table.add_column(words("room"), overflow="fold")
    days = _days(plan)
    for day in days:
        table.add_column(words.date(day))
    for room, contacts in groupby(held, key=lambda a: a.room or ""):
        own = list(contacts)
        table.add_row(plain(room), *(_room_day([a for a in own if a.start.date() == d], words) for d in days))
    return table


def _room_day(contacts: list[Appointment], words: Words) -> str:
    if not contacts:
        return "–"
    last = max(a.end for a in contacts)
    return f"{contacts[0].start:%H:%M}–{last:%H:%M}\n{words('contacts', n=len(contacts))}, {_minutes(contacts)} min"


def _minutes(contacts: list[Appointment]) -> int:
    return sum(int((a.end - a.start).total_seconds()) // 60 for a in contacts)


def _unserved(plan: Plan, case: Case | None, words: Words) -> Table | Text:
    counts: Counter[str] = Counter()
    if case is not None:
        for row in left_over(case, plan, words):
            counts[row.reason] += row.count
    else:
        for need in plan.unserved:
            counts[need.reason] += need.count
    if not counts:
        # Without the case an empty list says only that the plan names none.
        return plain(words("unserved.none") if case else f"{words('unserved')}: –")
    table = Table(title=words("unserved"), title_justify="left")
    table.add_column(words("reason"), overflow="fold")
    table.add_column(words("count"), justify="right")
    for reason, count in counts.most_common():
        table.add_row(plain(words.known(f"reason.{reason}", reason)), str(count))
    return table
