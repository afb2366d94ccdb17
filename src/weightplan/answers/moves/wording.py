"""The sentences about moves, in both languages."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypedDict

from weightplan.answers.moves.models import Move, MovedBreak, Place
from weightplan.case import Case
from weightplan.plan import Appointment
from weightplan.report.looks import type_label
from weightplan.report.words import Language, Words
from weightplan.rules import Violation

# key: (Swedish, English). A bar divides the form for n = 1 from the form for every other n.
_SENTENCES = {
    "none": (
        "{what} kan inte flyttas någonstans så länge allt annat i planen står kvar.",
        "{what} cannot move anywhere while everything else in the plan stays where it is.",
    ),
    "some": (
        "{what} kan flyttas till {number} annan plats medan allt annat står kvar. {best}, {cost}."
        "|{what} kan flyttas till {number} andra platser medan allt annat står kvar. Billigast: {best}, {cost}.",
        "{what} can move to {number} other place while everything else stays. {best}, {cost}."
        "|{what} can move to {number} other places while everything else stays. The cheapest: {best}, {cost}.",
    ),
    "may": ("{what} kan flyttas till {best}: {cost}.", "{what} can move to {best}: {cost}."),
    "may_not": (
        "{what} kan inte flyttas till {best}. Det skulle bryta mot: {rules}.",
        "{what} cannot move to {best}. It would break: {rules}.",
    ),
    "if_breaks": (
        "{what} kan flyttas till {best} om {breaks}: {cost}.",
        "{what} can move to {best} if {breaks}: {cost}.",
    ),
    "aside": (
        "{kind} för {who} flyttas från kl. {old} till kl. {new}",
        "the {kind} of {who} moves from {old} to {new}",
    ),
    "lunch": ("lunchen", "lunch"),
    "admin": ("administrationen", "admin time"),
    "supervision": ("handledningen", "supervision"),
    "place": ("{when} hos {who}{room} ({kind})", "{when} with {who}{room} ({kind})"),
    "room": (" i {room}", " in {room}"),
    "rooms": (" i {room} eller {n} rum till", " in {room} or {n} more room| in {room} or {n} more rooms"),
    "dearer": ("planens kostnad stiger med {cost}", "the plan's cost rises by {cost}"),
    "cheaper": ("planens kostnad sjunker med {cost}", "the plan's cost falls by {cost}"),
    "same": ("planens kostnad ändras inte", "the plan's cost stays the same"),
}


class Texts(TypedDict):
    """A sentence in both languages, as answers hold it."""

    text: str
    text_sv: str


def of_moves(case: Case, old: Appointment, places: int, shown: Sequence[Move]) -> Texts:
    """Return how many places there are, and the best of them."""

    def text(language: Language) -> str:
        say = _Sayer(case, language)
        what = say.standing(old)
        if not shown:
            return say("none", what=what)
        best = say.place(shown[0].start, shown[0].clinicians, shown[0].rooms, shown[0].contact_type)
        number = say.words.number(places)
        return say("some", n=places, number=number, what=what, best=best, cost=say.cost(shown[0].cost))

    return Texts(text=text("en"), text_sv=text("sv"))


def of_verdict(
    case: Case,
    old: Appointment,
    place: Place,
    cost: int | None,
    broken: Iterable[Violation],
    breaks: Iterable[MovedBreak] = (),
) -> Texts:
    """Return whether the appointment may go there: its cost, the breaks to move, or the rules that it would break."""

    def text(language: Language) -> str:
        say = _Sayer(case, language)
        rooms = (place.room,) if place.room else ()
        there = say.place(place.start, place.clinicians or (), rooms, place.contact_type or "")
        if cost is not None and breaks:
            asides = ", ".join(map(say.aside, breaks))
            return say("if_breaks", what=say.standing(old), best=there, breaks=asides, cost=say.cost(cost))
        if cost is not None:
            return say("may", what=say.standing(old), best=there, cost=say.cost(cost))
        rules = dict.fromkeys(say.words(f"rule.{v.rule}").lower() for v in broken)
        return say("may_not", what=say.standing(old), best=there, rules=", ".join(rules))

    return Texts(text=text("en"), text_sv=text("sv"))


class _Sayer:
    def __init__(self, case: Case, language: Language) -> None:
        self.case, self.words = case, Words(language)

    def __call__(self, key: str, **values: object) -> str:
        one, _, many = _SENTENCES[key][self.words.language == "en"].partition("|")
        return (many if many and values.get("n") != 1 else one).format(**values)

    def place(self, start: datetime, team: tuple[str, ...], rooms: tuple[str, ...], contact_type: str) -> str:
        room = ""
        if rooms:
            room = self("rooms" if len(rooms) > 1 else "room", room=rooms[0], n=len(rooms) - 1)
        kind = type_label(self.case, contact_type, self.words.language)
        return self("place", when=self.when(start), who=" + ".join(team), room=room, kind=kind)

    def aside(self, moved: MovedBreak) -> str:
        spans = (f"{a:%H:%M}–{b:%H:%M}" for a, b in ((moved.start, moved.end), (moved.new_start, moved.new_end)))
        old, new = spans
        return self("aside", kind=self(moved.kind), who=moved.clinician, old=old, new=new)

    def standing(self, old: Appointment) -> str:
        return f"{old.request} ({self.when(old.start)}, {' + '.join(old.clinicians)})"

    def when(self, moment: datetime) -> str:
        return f"{self.words.date(moment.date())} {moment:%H:%M}"

    def cost(self, rise: int) -> str:
        key = "dearer" if rise > 0 else "cheaper" if rise < 0 else "same"
        return self(key, cost=self.words.number(abs(rise)))
