"""The headings and sentences of a page's answers, in Swedish and English side by side."""

from weightplan.answers.proof import Proof
from weightplan.report.words import Words

# key: (Swedish, English).
_CATALOGUE: dict[str, tuple[str, str]] = {
    "ceilings": ("Vad som går att nå", "What can be reached"),
    "prices": ("Vad reglerna kostar i vikter", "What the rules cost in weights"),
    "conflict": ("Krockar", "Conflicts"),
    "confidence": ("Hur säkert målet nås", "How sure the target is"),
    "trust": ("Går planen att lita på?", "Can the plan be trusted?"),
    "protected": ("Skyddad tid", "Protected time"),
    "ceilings.without": (
        "De flesta vikter som någon tillåten vecka ger, med bevis, räknas ut på begäran.",
        "The most weights that any legal week gives, with the proof, is reckoned on request.",
    ),
    "prices.without": (
        "Vad varje regel kostar i vikter räknas ut på begäran.",
        "What each rule costs in weights is reckoned on request.",
    ),
    "conflict.without": (
        "Vad som krockar, där måste-behov inte ryms, räknas ut på begäran.",
        "What clashes, where musts do not fit, is reckoned on request.",
    ),
    "confidence.without": (
        "Sannolikheten att de genomförda vikterna når målet räknas ut på begäran.",
        "The probability that the attended weights reach the target is reckoned on request.",
    ),
    "broken": (
        "Planen bryter mot en hård regel, så inget svar skulle hålla.",
        "The plan breaks a hard rule, so no answer would hold.",
    ),
    "off_grid": (
        "Planen är tillåten, men en tid ligger utanför tidsrutnätet, så inget tak kan räknas ut.",
        "The plan is legal, but a time lies off the grid, so no ceiling can be reckoned.",
    ),
    "ceilings.lead": (
        "I veckans ordning. Funnet är en tillåten vecka, högst är vad ingen tillåten vecka överskrider.",
        "In the week's order. Found is a legal week, at most is what no legal week passes.",
    ),
    "prices.lead": (
        "Vad den som är under målet kunde boka mer om en regel inte fanns och kollegornas veckor står fast. Säkerhets-"
        " och arbetstidsregler visas för att förstås; ingen plan görs utan dem.",
        "What somebody short of the target could book more if one rule were not there and the colleagues' weeks stand."
        " Safety and labour rules are shown to be understood; no plan is made without them.",
    ),
    "prices.late": (
        "Tiden tog slut innan {n} till kunde räknas.",
        "Time ran out before {n} more could be reckoned.",
    ),
    "prices.nobody": ("Ingen är under målet.", "Nobody is short of the target."),
    "conflict.none": (
        "Planen uppfyller alla hårda regler, så inget krockar.",
        "The plan keeps every hard rule, so nothing clashes.",
    ),
    "conflict.served": (
        "Alla måste-behov är tillgodosedda. Någon krock är inte sökt.",
        "Every must is served. No clash was looked for.",
    ),
    "conflict.parts": ("Det här krockar", "What clashes"),
    "conflict.ways": ("Vägar ut, billigast först", "Ways out, cheapest first"),
    "alone": ("Ensam", "Alone"),
    "given": ("Som kollegorna är planerade", "With colleagues as planned"),
    "seconds": ("Sekunder", "Seconds"),
    "probability": ("Sannolikhet", "Probability"),
    "costs": ("Kostar", "Costs"),
    "changeable": ("Får ändras", "May be changed"),
    "yes": ("ja", "yes"),
    "no": ("nej", "no"),
    "exact": ("{found}, bevisat", "{found}, proven"),
    "between": ("funnet {found}, högst {bound}; inte bevisat", "found {found}, at most {bound}; not proven"),
    "at_most": ("minst {found}, högst {bound}; inte bevisat", "at least {found}, at most {bound}; not proven"),
    "proof.proven": ("Bevisat.", "Proven."),
    "proof.open": ("Inte bevisat.", "Not proven."),
    "proof.some": ("{n} av {all} bevisade.", "{n} of {all} proven."),
    "proof.bound": ("Gräns: {bound}.", "Bound: {bound}."),
    "proof.no_bound": ("Ingen gräns behövs: räknat exakt.", "No bound is needed: reckoned exactly."),
    "proof.unknown": ("Ingen gräns är känd.", "No bound is known."),
    "proof.seconds": ("{seconds} s.", "{seconds} s."),
    # trust
    "switches": ("Tyngre kontakttyp än förstahandsvalet", "Heavier type than the first choice"),
    "switches.none": (
        "Ingen kontakt har en tyngre typ än förstahandsvalet där förstahandsvalet hade gått samma dag.",
        "No contact has a heavier type than the first choice where the first choice could be held that day.",
    ),
    "wished": ("Förstahandsval", "First choice"),
    "chosen": ("Planerat", "Planned"),
    "count": ("Antal", "Count"),
    "gained": ("Fler vikter", "More weights"),
    "requests": ("Behov", "Requests"),
    "equity": ("Kontaktminuter per patient med behov", "Contact minutes per patient asked for"),
    "group": ("Patienter", "Patients"),
    "level": ("Nivå {level}", "Level {level}"),
    "level.none": ("Ingen nivå angiven", "No level given"),
    "new": ("Nya", "New"),
    "returning": ("Återkommande", "Returning"),
    "number": ("Antal", "Number"),
    "minutes": ("Minuter", "Minutes"),
    "untargeted": ("Utan viktmålet", "Without the target"),
    "untargeted.optimal": (
        "Planen utan viktmål är bevisat optimal; andra lika bra planer kan fördela tiden annorlunda.",
        "The plan without the target is proven optimal; other plans as good may share the time differently.",
    ),
    "untargeted.feasible": (
        "Planen utan viktmål är tillåten, inte bevisat optimal.",
        "The plan without the target is feasible, not proven optimal.",
    ),
    "untargeted.infeasible": (
        "Även utan viktmål är det bevisat att ingen plan är tillåten.",
        "Without the target, too, no plan is legal; that is proven.",
    ),
    "untargeted.unknown": (
        "Ingen plan utan viktmål hittades inom tiden.",
        "No plan without the target was found in time.",
    ),
    "untargeted.without": (
        "Hur minuterna fördelas utan viktmålet visas först på begäran; det kräver en andra plan.",
        "How the minutes fall without the target is shown on request; it takes a second plan.",
    ),
    "too_few": ("för få för att visas", "too few people to show"),
    "loads": ("Belastning per heltidsvecka", "Load per full-time week"),
    "role": ("Roll", "Role"),
    "people": ("Personer", "People"),
    "mean": ("Medel", "Mean"),
    "most": ("Högst", "Greatest"),
    "gini": ("Gini (0 = jämnt)", "Gini (0 = even)"),
    "protected.lunch": ("Luncher", "Lunches"),
    "protected.admin": ("Administration, minuter", "Admin time, minutes"),
    "protected.supervision": ("Handledning utöver fasta tider, minuter", "Supervision beside blocks, minutes"),
    "protected.blocks": ("Möten och handledning, minuter", "Meetings and supervision, minutes"),
    "kind": ("Tid", "Time"),
    "due": ("Ska finnas", "Due"),
    "kept": ("Finns", "Kept"),
    "protected.hidden": (
        "Skyddad tid summeras först från {least} behandlare: för få för att visas.",
        "Protected time is summed from {least} clinicians: too few people to show.",
    ),
    "made_up": ("Tal som används och är märkta example", "Numbers in use that are marked example"),
    "made_up.none": ("Inget tal som används är märkt example.", "No number in use is marked example."),
    "field": ("Fält i regelboken", "Field of the rulebook"),
    "value": ("Värde", "Value"),
    "by_hand": ("Satt för hand", "Set by hand"),
    "by_hand.none": ("Inget är satt för hand.", "Nothing was set by hand."),
    "what": ("Vad", "What"),
    "why": ("Skäl", "Reason"),
    "who": ("Av, den", "By, on"),
    "no_reason": ("inget skäl angivet", "no reason given"),
}


class Say:
    """Says what a page's answers need in one language."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def __call__(self, key: str, **values: object) -> str:
        return _CATALOGUE[key][self.words.language == "en"].format(**values)

    def text(self, answer: object) -> str:
        """Return an answer's own sentence."""
        return str(getattr(answer, "text_sv" if self.words.language == "sv" else "text"))

    def ceiling(self, found: float, bound: float, proven: bool) -> str:
        """Return the most weights: proven, or found and at most."""
        return self._range("between", found, bound, proven)

    def price(self, least: float, most: float, proven: bool) -> str:
        """Return what a rule costs: proven, or at least and at most."""
        return self._range("at_most", least, most, proven)

    def _range(self, key: str, found: float, bound: float, proven: bool) -> str:
        figures = {"found": self.words.weight(found), "bound": self.words.weight(bound)}
        return self("exact" if proven else key, **figures)

    def proof(self, proof: Proof, exact: bool = False) -> str:
        """Return a proof in words: proven or not, its bound, its seconds."""
        bound = self("proof.no_bound" if exact else "proof.unknown")
        if proof.bound is not None:
            bound = self("proof.bound", bound=self.words.weight(proof.bound))
        proven = self("proof.proven" if proof.proven else "proof.open")
        return f"{proven} {bound} {self.seconds(proof.seconds)}"

    def proofs(self, proven: list[bool], seconds: float) -> str:
        """Return how many of several answers are proven; each states its own bound."""
        if all(proven):
            return f"{self('proof.proven')} {self.seconds(seconds)}"
        return f"{self('proof.some', n=sum(proven), all=len(proven))} {self.seconds(seconds)}"

    def seconds(self, seconds: float) -> str:
        return self("proof.seconds", seconds=self.words.number(seconds, 1))
