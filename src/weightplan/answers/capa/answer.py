"""From a week, and a plan where there is one, to both ways of reckoning."""

from fractions import Fraction
from time import perf_counter

from weightplan.answers.capa import figures
from weightplan.answers.capa.model import Capa, Side
from weightplan.answers.capa.wording import sentence
from weightplan.answers.proof import Proof
from weightplan.case import Case
from weightplan.check import attendance
from weightplan.plan import Plan
from weightplan.rules.ledger import Ledger
from weightplan.week import Request


def capa(case: Case, plan: Plan | None = None) -> Capa:
    """Return CAPA's arithmetic for a unit beside what its week asks for and what a plan of it holds.

    A contact counts once for each clinician who holds it. What needs ask for is reckoned with the contact type
    most preferred; crisis slots are no part of either side.
    """
    begun = perf_counter()
    time = sum((Fraction(str(p.fte)) * case.week.weeks for p in case.week.clinicians), Fraction(0))
    contracted = sum(_contracted(case, c) for c in case.clinicians)
    least, most = (_by_capa(time, share, contracted) for share in figures.SHARE_IN_APPOINTMENTS)
    new = sum(case.patients[p].new for p in case.contacts_asked)
    held = _held(case, plan) if plan is not None else []
    chances = [chance for _, chance in held]
    days = sum(case.contracted_days(c) for c in case.clinicians)
    worked = sum(case.worked_days(c) for c in case.clinicians)
    each = 1 + figures.FURTHER_CONTACTS
    answer = Capa(
        text="",
        text_sv="",
        proof=Proof(proven=True, bound=None, seconds=round(perf_counter() - begun, 3)),
        full_time=round(float(time) / case.week.weeks, 2),
        least=least,
        most=most,
        asked=_side(_asked(case), contracted),
        planned=_side([minutes for minutes, _ in held], contracted) if plan is not None else None,
        new_patients=(round(least.contacts / float(each), 1), round(most.contacts / float(each), 1)),
        new_asked=new,
        away=round(1 - sum(chances) / len(chances), 4) if chances else None,
        usable=round(worked / days, 4) if days else None,
        usable_by_capa=round(float(figures.USABLE_WEEKS), 4),
    )
    return answer.model_copy(update={"text": sentence(answer, "en"), "text_sv": sentence(answer, "sv")})


def _by_capa(time: Fraction, share: Fraction, contracted: int) -> Side:
    half_days = time * figures.HALF_DAYS * figures.USABLE_WEEKS * share
    contacts = half_days * figures.APPOINTMENTS_OF_HALF_DAY
    minutes = contacts * figures.MINUTES_OF_APPOINTMENT
    return Side(
        contacts=round(float(contacts), 1),
        minutes_each=float(figures.MINUTES_OF_APPOINTMENT),
        share_of_time=round(float(minutes) / contracted, 4) if contracted else None,
    )


def _side(minutes: list[int], contracted: int) -> Side:
    return Side(
        contacts=float(len(minutes)),
        minutes_each=round(sum(minutes) / len(minutes), 1) if minutes else None,
        share_of_time=round(sum(minutes) / contracted, 4) if contracted else None,
    )


def _asked(case: Case) -> list[int]:
    """Return the minutes, notes included, of every contact that needs ask for, once for each who would hold it."""
    minutes: list[int] = []
    for need in case.needs.values():
        name, count = (need.contact_types[0], need.count) if isinstance(need, Request) else (need.contact_type, 1)
        kind = case.rulebook.contact_types[name]
        minutes += [kind.minutes + kind.documentation_minutes] * (count * kind.leaders)
    return minutes


def _held(case: Case, plan: Plan) -> list[tuple[int, float]]:
    """Return minutes, notes included, and attendance of every contact of a plan, once for each who holds it."""
    return [
        (entry.busy_until - entry.start, attendance(case, entry))
        for entry in Ledger(case, plan).entries
        if not entry.is_crisis
        for _ in entry.clinicians
    ]


def _contracted(case: Case, clinician: str) -> int:
    """Return the minutes of a clinician's table of hours over the horizon, holidays and absences included."""
    hours = case.clinicians[clinician].hours
    return sum(end - start for day in range(case.day_count) for start, end in case.span_on(hours, day))
