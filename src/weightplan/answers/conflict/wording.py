"""Demands and sums in English and Swedish. Patients are never named."""

from weightplan.answers.conflict.demands import Demand
from weightplan.answers.conflict.sums import Sum
from weightplan.case import Case
from weightplan.report.words import Language, Words
from weightplan.week import Group

_PHRASES: dict[str, tuple[str, str]] = {
    "must": ("måste-behovet {about} ({types})", "the must {about} ({types})"),
    "booking": (
        "den låsta bokningen {about} hos {who} {day} kl. {clock} ({types})",
        "the locked booking {about} with {who} on {day} at {clock} ({types})",
    ),
    "crisis": ("kristiderna {day} ({number} st.)", "the crisis slots on {day} ({number})"),
    "block": ("{label} för {about} {day} kl. {clock}–{end}", "{label} of {about} on {day}, {clock}–{end}"),
    "lunch": ("lunchrasten", "the lunch break"),
    "admin": (
        "skyddad administration för {about} ({limit} minuter i veckan)",
        "protected admin time of {about} ({limit} minutes a week)",
    ),
    "supervision": (
        "handledning för {about} ({limit} minuter i veckan)",
        "supervision of {about} ({limit} minutes a week)",
    ),
    "max_contact_minutes_per_day": (
        "högst {limit} kontaktminuter om dagen för {about}",
        "at most {limit} contact minutes a day for {about}",
    ),
    "max_minutes_in_a_row": (
        "högst {limit} minuter i rad utan paus för {about}",
        "at most {limit} minutes in a row without a pause for {about}",
    ),
    "max_heavy_per_day": (
        "högst {limit} tunga kontakter om dagen för {about}",
        "at most {limit} heavy contacts a day for {about}",
    ),
    "max_heavy_per_week": (
        "högst {limit} tunga kontakter i veckan för {about}",
        "at most {limit} heavy contacts a week for {about}",
    ),
    "max_first_per_day": (
        "högst {limit} nybesök om dagen för {about}",
        "at most {limit} first visits a day for {about}",
    ),
    "max_first_per_week": (
        "högst {limit} nybesök i veckan för {about}",
        "at most {limit} first visits a week for {about}",
    ),
    "max_remote_share": (
        "högst {limit} av kontakttiden på distans för {about}",
        "at most {limit} of contact minutes by phone or in writing for {about}",
    ),
    "min_minutes_between_heavy": (
        "minst {limit} minuter mellan två tunga kontakter för {about}",
        "at least {limit} minutes between two heavy contacts of {about}",
    ),
    "phone_hours": ("telefontiderna för {about}", "the phone hours of {about}"),
    "min_rest_hours_per_day": (
        "minst {limit} timmars dygnsvila för {about}",
        "at least {limit} hours of daily rest for {about}",
    ),
    "min_rest_hours_per_week": (
        "minst {limit} timmars veckovila för {about}",
        "at least {limit} hours of weekly rest for {about}",
    ),
    "max_patient_contacts_per_day": (
        "högst {limit} kontakter om dagen för en och samma patient",
        "at most {limit} contacts a day for one patient",
    ),
}
_SENTENCES: dict[str, tuple[str, str]] = {
    "time": (
        "{who} har {day}: {parts}. Kl. {start}–{end} rymmer {there} minuter, det behövs {needed}.",
        "On {day} {who} has {parts}; {start}–{end} holds {there} minutes, they need {needed}.",
    ),
    "rooms": (
        "{parts} får inte plats i {who}: rummen räcker till {there} minuter då kontakterna kan hållas, det behövs"
        " {needed}.",
        "{parts} do not fit into {who}: the rooms hold {there} minutes when the contacts can be held, they need"
        " {needed}.",
    ),
    "one": ("Det finns inget sätt att hålla {parts}.", "There is no way to keep {parts}."),
    "all": ("Detta går inte ihop: {parts}.", "These cannot all hold: {parts}."),
    "and": ("och", "and"),
    "meeting": ("upptagen tid", "blocked time"),
    "minutes": ("{label}, {minutes} min med dokumentation", "{label}, {minutes} min with notes"),
    "or": ("eller", "or"),
}


class Wording:
    """Says what a case demands in one language."""

    def __init__(self, case: Case, language: Language) -> None:
        self.case, self.language, self.words = case, language, Words(language)

    def say(self, key: str, **values: object) -> str:
        return _pick(_SENTENCES[key], self.language).format(**values)

    def phrase(self, demand: Demand) -> str:
        """Return a noun phrase for a demand."""
        values: dict[str, object] = {"about": demand.about}
        if demand.kind == "must":
            values["types"] = self._types(demand.about)
        elif demand.kind == "booking":
            booking = self.case.week.bookings[demand.place]
            values |= {"who": ", ".join(booking.team), "day": self.words.date(booking.start.date())}
            values |= {"clock": f"{booking.start:%H:%M}", "types": self._types(demand.about)}
        elif demand.kind == "crisis" and self.case.rulebook.crisis is not None:
            number = self.case.rulebook.crisis.slots_per_day
            values |= {"day": self.words.date(self.case.date_of(demand.place)), "number": number}
        elif demand.kind == "block":
            block = self.case.clinicians[demand.about].blocks[demand.place]
            values |= {"label": block.label or self.say("meeting"), "day": self.words.date(block.start.date())}
            values |= {"clock": f"{block.start:%H:%M}", "end": f"{block.end:%H:%M}"}
        elif demand.kind in ("admin", "supervision", "limit") and demand.field != "phone_hours":
            values["limit"] = self._limit(demand)
        return _pick(_PHRASES[demand.field or demand.kind], self.language).format(**values)

    def _limit(self, demand: Demand) -> str:
        limits = self.case.limits(demand.about) if demand.about else self.case.rulebook.limits
        value = getattr(limits, demand.field or f"min_{demand.kind}_minutes_per_week")
        return self.words.percent(value) if demand.field == "max_remote_share" else self.words.number(value)

    def _types(self, name: str) -> str:
        need = self.case.needs[name]
        told = []
        for contact_type in (need.contact_type,) if isinstance(need, Group) else need.contact_types:
            kind = self.case.rulebook.contact_types[contact_type]
            label = getattr(kind.label, self.language) if kind.label else self.words.known("", contact_type)
            told.append(self.say("minutes", label=label, minutes=kind.minutes + kind.documentation_minutes))
        return f" {self.say('or')} ".join(told)

    def clash(self, clash: tuple[Demand, ...], total: Sum | None) -> str:
        """Return the sentence for demands that clash, with the sum that shows it where there is one."""
        phrases = [self.phrase(demand) for demand in clash]
        parts = ", ".join(phrases[:-1]) + (f" {self.say('and')} " if phrases[1:] else "") + phrases[-1]
        if total is None:
            return self.say("all" if phrases[1:] else "one", parts=parts)
        values: dict[str, object] = {"parts": parts, "there": total.there, "needed": total.needed}
        if total.day is None:
            return _capital(self.say("rooms", who=", ".join(total.names), **values))
        start, end = (f"{self.case.moment(minute):%H:%M}" for minute in total.span)
        day = self.words.date(self.case.date_of(total.day))
        return self.say("time", who=total.names[0], day=day, start=start, end=end, **values)


def _pick(pair: tuple[str, str], language: Language) -> str:
    return pair[0] if language == "sv" else pair[1]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
