"""The sentences of a replan, in both languages."""

from collections.abc import Sequence
from dataclasses import dataclass

from weightplan.case import Case
from weightplan.plan import Appointment
from weightplan.report.looks import type_label
from weightplan.report.words import Language, Words

# key: (Swedish, English)
_SENTENCES = {
    "at": ("{when} hos {who} ({kind})", "{when} with {who} ({kind})"),
    "moves": ("{before} blir {after}.", "{before} becomes {after}."),
    "gone": ("{before} ställs in; ingen ny tid har hittats.", "{before} is off; no new time was found."),
    "new": ("Ny tid: {after}.", "New: {after}."),
    "no_time": ("Ingen tid har hittats.", "No time was found."),
    "nobody": ("Ingen patient flyttas.", "No patient moves."),
    "one": ("1 patient flyttas.", "1 patient moves."),
    "fewest": (
        "{moved} patienter flyttas, och ingen plan flyttar färre.",
        "{moved} patients move, and no plan moves fewer.",
    ),
    "some": (
        "{moved} patienter flyttas; ingen plan flyttar färre än {least}.",
        "{moved} patients move; no plan moves fewer than {least}.",
    ),
    "infeasible": ("Det är bevisat att ingen plan är tillåten.", "It is proven that no plan is legal."),
    "unknown": ("Ingen plan hittades i tid; ge mer tid.", "No plan was found in time; allow more."),
    "unmeetable": (" Kan inte längre tillgodoses: {names}.", " Can no longer be met: {names}."),
}


@dataclass(frozen=True)
class Wording:
    """Says what a replan does, in one language."""

    case: Case
    language: Language

    def _say(self, key: str, **values: object) -> str:
        swedish, english = _SENTENCES[key]
        return (swedish if self.language == "sv" else english).format(**values)

    def call(self, before: Appointment | None, after: Appointment | None) -> str:
        """Return what a patient is to be told."""
        if before is None:
            return self._say("new", after=self._at(after)) if after is not None else self._say("no_time")
        if after is None:
            return self._say("gone", before=self._at(before))
        return self._say("moves", before=self._at(before), after=self._at(after))

    def _at(self, appointment: Appointment) -> str:
        words = Words(self.language)
        when = f"{words.date(appointment.start.date())} {appointment.start:%H:%M}"
        kind = type_label(self.case, appointment.contact_type, self.language)
        return self._say("at", when=when, who=", ".join(appointment.clinicians), kind=kind)

    def summary(self, moved: int | None, least: int, infeasible: bool, unmeetable: Sequence[str]) -> str:
        """Return how many move and what is proven of it; `moved` is None where no plan was found."""
        if moved is None:
            text = self._say("infeasible" if infeasible else "unknown")
        elif moved == 0:
            text = self._say("nobody")
        elif moved == 1:
            text = self._say("one")
        else:
            text = self._say("fewest" if moved == least else "some", moved=moved, least=least)
        return text + (self._say("unmeetable", names=", ".join(unmeetable)) if unmeetable else "")
