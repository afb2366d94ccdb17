"""Levers, sets and verdicts in English and Swedish. Patients are never named."""

from collections.abc import Sequence

from weightplan.case import Case
from weightplan.fields import MINUTES_PER_DAY
from weightplan.plan import Plan
from weightplan.report.words import Language, Words, readable
from weightplan.week import Block

Texts = tuple[str, str]
LANGUAGES: tuple[Language, Language] = ("en", "sv")


def longer_text(case: Case, clinician: str, day: int, step: int, begins: int | None, ends: int) -> Texts:
    """Say that a day is a step longer: from `begins`, or else until `ends`, minutes of the day."""
    en, sv = (Words(language).date(case.date_of(day)) for language in LANGUAGES)
    moment = clock(ends if begins is None else begins)
    until, until_sv = ("until", "till") if begins is None else ("from", "från")
    return (
        f"{clinician} works {step} minutes longer on {en}, {until} {moment}",
        f"{clinician} arbetar {step} minuter längre {sv}, {until_sv} kl. {moment}",
    )


def moved_text(case: Case, clinician: str, day: int, before: tuple[int, int], after: tuple[int, int]) -> Texts:
    en, sv = (Words(language).date(case.date_of(day)) for language in LANGUAGES)
    now, then = ("–".join(map(clock, hours)) for hours in (before, after))
    return (
        f"{clinician} works {then} instead of {now} on {en}",
        f"{clinician} arbetar {then} i stället för {now} {sv}",
    )


def room_text(kind: str) -> Texts:
    name = readable(kind).lower()
    return f"one more room of the kind {name} all week", f"ett rum till av sorten {name} hela veckan"


def meeting_text(clinician: str, block: Block) -> Texts:
    en, sv = (Words(language).date(block.start.date()) for language in LANGUAGES)
    when = f"{block.start:%H:%M}–{block.end:%H:%M}"
    return (
        f"{clinician} is excused from {block.label} on {en}, {when}",
        f"{clinician} slipper {block.label} {sv} kl. {when}",
    )


def target_text(lowered: int, left: int) -> Texts:
    less, rest = ([Words(language).weight(w / 100) for language in LANGUAGES] for w in (lowered, left))
    return f"lower the target by {less[0]}, to {rest[0]}", f"sänk målet med {less[1]}, till {rest[1]}"


def question_text(case: Case, request: str, contact_type: str) -> Texts:
    en, sv = (label_of(case, contact_type, language) for language in LANGUAGES)
    return (
        f"a question to whoever owns the care plan: could {request} also be met by {en}?",
        f"en fråga till den som ansvarar för vårdplanen: kan {request} också mötas med {sv}?",
    )


def taken_text(plan: Plan, request: str, clinician: str, colleague: str) -> Texts:
    """Say when a colleague holds a first visit instead of a clinician, in a plan that was found."""
    en, sv = _when(plan, request)
    return (
        f"{colleague} takes the first visit {request} instead of {clinician}{en}",
        f"{colleague} tar nybesöket {request} i stället för {clinician}{sv}",
    )


def led_text(plan: Plan, group: str, clinician: str, colleague: str | None) -> Texts:
    """Say when a clinician leads a group, in a plan that was found, and with whom."""
    en, sv = _when(plan, group)
    beside, beside_sv = (f" with {colleague}", f" med {colleague}") if colleague else ("", "")
    return f"{clinician} leads {group}{beside}{en}", f"{clinician} leder {group}{beside_sv}{sv}"


def _when(plan: Plan, need: str) -> Texts:
    start = next((a.start for a in plan.appointments if a.request == need), None)
    if start is None:  # the week that was found does without it
        return "", ""
    en, sv = (Words(language).date(start.date()) for language in LANGUAGES)
    return f", on {en} at {start:%H:%M}", f", {sv} kl. {start:%H:%M}"


def label_of(case: Case, contact_type: str, language: Language) -> str:
    label = case.rulebook.contact_types[contact_type].label
    return getattr(label, language) if label else readable(contact_type)


def set_text(levers: Sequence[Texts], weights: int) -> Texts:
    """Say what a set changes and what it reaches."""
    en, sv = (Words(language).weight(weights / 100) for language in LANGUAGES)
    if not levers:
        return f"Nothing but a better week of their own: {en}.", f"Bara en bättre egen vecka: {sv}."
    parts, parts_sv = ("; ".join(texts[place] for texts in levers) for place in (0, 1))
    return f"{en} with this: {parts}.", f"{sv} med detta: {parts_sv}."


_VERDICTS: dict[str, Texts] = {
    "reached": (
        "{who} already reaches {target}: {booked} are booked.",
        "{who} når redan {target}: {booked} är bokade.",
    ),
    "own": (
        "{who} can reach {target} with a better week of their own; no lever is needed.",
        "{who} kan nå {target} med en bättre egen vecka; ingen ändring behövs.",
    ),
    "found": (
        "{who} has {booked} of {target}. What it would take costs {cost}, and {least}.",
        "{who} har {booked} av {target}. Det som krävs kostar {cost}, och {least}.",
    ),
    "unreachable": (
        "No set of these levers lets {who} reach {target}.",
        "Inga av dessa ändringar räcker för att {who} ska nå {target}.",
    ),
    "most": (
        "No set of these levers lets {who} reach {target}: with all of them no legal week gives more than {most}.",
        "Inga av dessa ändringar räcker för att {who} ska nå {target}: med alla rymmer veckan högst {most}.",
    ),
    "unknown": (
        "No set of levers was found in time by which {who} reaches {target}. That there is none is not shown.",
        "Ingen uppsättning ändringar hittades i tid som låter {who} nå {target}. Att ingen finns är inte visat.",
    ),
}
_LEAST: dict[bool | None, Texts] = {
    None: ("that nothing cheaper is enough is not shown", "att inget billigare räcker är inte visat"),
    True: ("nothing cheaper is enough", "inget billigare räcker"),
    False: ("nothing under {least} is enough", "inget under {least} räcker"),
}


def verdict_text(
    status: str, who: str, target: int, booked: int, most: int | None, costs: Sequence[int], least: int
) -> Texts:
    """Say what came of a question. Weights in 0.01; `least` is what any other set costs at least."""
    cost = min(costs, default=0)
    key = "own" if status == "found" and not cost else "most" if most is not None else status

    def said(place: int) -> str:
        words = Words(LANGUAGES[place])
        weights = {
            name: words.weight(value / 100)
            for name, value in (("target", target), ("booked", booked), ("most", most or 0))
        }
        known = _LEAST[least >= cost if least else None][place].format(least=words.number(least))
        return _VERDICTS[key][place].format(who=who, cost=words.number(cost), least=known, **weights)

    return said(0), said(1)


def clock(minute: int) -> str:
    minute = minute if minute == MINUTES_PER_DAY else minute % MINUTES_PER_DAY
    return f"{minute // 60:02d}:{minute % 60:02d}"
