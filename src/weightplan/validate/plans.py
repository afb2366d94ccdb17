"""A plan beside its week: it may name only what the week has."""

from collections.abc import Iterator

from weightplan.case import CRISIS, Case
from weightplan.plan import Plan
from weightplan.validate.words import unknown


def strangers(case: Case, plan: Plan) -> Iterator[str]:
    """Yield a line, `path: what is wrong`, for each need, contact type, clinician and patient that the case lacks."""
    needs, kinds = {*case.needs, CRISIS}, case.rulebook.contact_types
    for place, appointment in enumerate(plan.appointments):
        at = f"appointments[{place}]"
        yield from unknown(f"{at}.request", "request or group", [appointment.request], needs)
        yield from unknown(f"{at}.contact_type", "contact type", [appointment.contact_type], kinds)
        yield from unknown(f"{at}.clinicians", "clinician", appointment.clinicians, case.clinicians)
        yield from unknown(f"{at}.patients", "patient", appointment.patients, case.patients)
