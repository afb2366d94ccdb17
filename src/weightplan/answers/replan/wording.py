"""The sentences of a replan, in both languages."""

from collections.abc import Sequence
from dataclasses import dataclass

from weightplan.case import Case
from weightplan.plan import Appointment
from weightplan.report.looks import type_label
from weightplan.report.words import Language, Words

# key: (Swedish, English). A bar divides the form for n = 1 from the form for every other n.
_SENTENCES = {
    "at": ("{when} hos {who} ({kind})", "{when} with {who} ({kind})"),
    "moves": ("{before} blir {after}.", "{before} becomes {after}."),
    "gone": ("{before} ställs in; ingen ny tid har hittats.", "{before} is off; no new time was found."),
    "new": ("Ny tid: {after}.", "New: {after}."),
    "no_time": ("Ingen tid har hittats.", "No time was found."),
    "nobody": ("Ingen patient flyttas.", "No patient moves."),
    "fewest": (
        "{moved} patient flyttas, och ingen plan flyttar färre."
        "|{moved} patienter flyttas, och ingen plan flyttar färre.",
        "{moved} patient moves, and no plan moves fewer.|{moved} patients move, and no plan moves fewer.",
    ),
    "some": (
        "{moved} patient flyttas; att ingen plan flyttar färre är inte bevisat."
        "|{moved} patienter flyttas; bevisat är bara att ingen plan flyttar färre än {least}.",
        "{moved} patient moves; that no plan moves fewer is not proven."
        "|{moved} patients move; proven is only that no plan moves fewer than {least}.",
    ),
    "cheapest": (
        " Planen kostar {cost}, och ingen som flyttar så få kostar mindre.",
        " The plan costs {cost}, and none that moves so few costs less.",
    ),
    "costs": (
        " Planen kostar {cost}; bevisat är bara att ingen som flyttar så få kostar mindre än {bound}.",
        " The plan costs {cost}; proven is only that none that moves so few costs less than {bound}.",
    ),
    "cost_unproven": (
        " Planen kostar {cost}; hur lite en plan som flyttar så få kan kosta är inte bevisat.",
        " The plan costs {cost}; how little one that moves so few could cost is not proven.",
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
        one, _, many = _SENTENCES[key][self.language == "en"].partition("|")
        return (many if many and values.get("n") != 1 else one).format(**values)

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
        else:
            text = self._say("fewest" if moved == least else "some", n=moved, moved=moved, least=least)
        return text + (self._say("unmeetable", names=", ".join(unmeetable)) if unmeetable else "")

    def cost(self, cost: int, bound: int | None) -> str:
        """Return what the plan costs, and what is proven of the cost of plans that move no more."""
        numbers = Words(self.language).number
        if bound is None:
            return self._say("cost_unproven", cost=numbers(cost))
        return self._say("cheapest" if cost == bound else "costs", cost=numbers(cost), bound=numbers(bound))
