"""A diff as tables: what changed, then figures of clinicians, cost and care in A, B and their difference."""

from collections.abc import Iterable, Iterator, Mapping

from rich.console import Console

from weightplan.answers.diff import Change, Compared, Diff, Figures, Placed
from weightplan.case import Case
from weightplan.cli.tables import table
from weightplan.report.looks import type_label
from weightplan.report.onscreen import plain
from weightplan.report.words import Language, Words

# key: (Swedish, English)
_WORDS = {
    "change": ("Ändring", "Change"),
    "moved": ("ändrad", "moved"),
    "added": ("ny", "added"),
    "dropped": ("struken", "dropped"),
    "time": ("tid", "time"),
    "clinician": ("behandlare", "clinician"),
    "room": ("rum", "room"),
    "type": ("kontakttyp", "type"),
    "patients": ("patienter", "patients"),
    "difference": ("Skillnad", "Difference"),
    "figure": ("Mått", "Figure"),
    "care": ("Patientminuter", "Patient minutes"),
    "of": ("Vilka", "Whose"),
    "none": ("Okänd nivå", "No level known"),
    "level": ("Nivå {}", "Level {}"),
    "individual": ("Enskilt", "Individual"),
    "group": ("Grupp", "Group"),
    "modality.physical": ("På mottagningen", "Physical"),
    "modality.video": ("Video", "Video"),
    "modality.group": ("Gruppkontakt", "Group contact"),
    "modality.phone": ("Telefon", "Phone"),
    "modality.digital": ("Skriftligt digitalt", "Written digital"),
}
_WHOLE = ("load", "true_minutes")


def show(answer: Diff, case_a: Case, case_b: Case, console: Console, language: Language) -> None:
    """Print a diff."""
    words = Words(language)
    console.print(plain(answer.text_sv if language == "sv" else answer.text))
    if answer.changes:
        heads = (_say("change", words), words("who"), words("need"), "A", "B")
        rows = (_change(change, case_a, case_b, words) for change in answer.changes)
        console.print(table(_say("change", words), heads, rows, names=5))
    a, b = "A", "B"
    if answer.rulebook_a != answer.rulebook_b:
        a, b = f"A: {answer.rulebook_a}", f"B: {answer.rulebook_b}"
    figures = (words("clinician"), _say("figure", words), a, b, _say("difference", words))
    console.print(table(words("clinician"), figures, _people(answer, words), names=2))
    costs = {words.known(f"rule.{rule}", rule): cost for rule, cost in answer.per_rule.items() if cost.a or cost.b}
    whole = {**costs, words("total"): answer.cost}
    console.print(table(words("cost"), (words("rule"), a, b, _say("difference", words)), _rows(whole, words)))
    care = (_say("of", words), "A", "B", _say("difference", words))
    console.print(table(_say("care", words), care, _rows(_care(answer, words), words)))


def _say(key: str, words: Words) -> str:
    return _WORDS[key][words.language == "en"]


def _change(change: Change, case_a: Case, case_b: Case, words: Words) -> tuple[str, ...]:
    aspects = ", ".join(_say(aspect, words) for aspect in change.changed)
    kind = _say(change.kind, words) + (f": {aspects}" if aspects else "")
    placed = _placed(change.a, case_a, words), _placed(change.b, case_b, words)
    return kind, ", ".join(change.patients), change.request, *placed


def _placed(placed: Placed | None, case: Case, words: Words) -> str:
    if placed is None:
        return "–"
    when = f"{words.date(placed.start.date())} {placed.start:%H:%M}–{placed.end:%H:%M}"
    what = type_label(case, placed.contact_type, words.language)
    return ", ".join((when, *placed.clinicians, what, *([placed.room] if placed.room else [])))


def _people(answer: Diff, words: Words) -> Iterator[tuple[str, ...]]:
    for person in answer.clinicians:
        yield from _figures(person.clinician, person, words)
    if answer.unit is not None:
        yield from _figures(words("team.all"), answer.unit, words)


def _figures(who: str, figures: Figures, words: Words) -> Iterator[tuple[str, ...]]:
    for name in Figures.model_fields:
        compared: Compared = getattr(figures, name)
        decimals = 0 if name in _WHOLE else 2
        yield (who, words(name), *_cells(compared, words, decimals))
        who = ""


def _care(answer: Diff, words: Words) -> dict[str, Compared]:
    care = answer.care
    levels = {_say("none", words) if k == "none" else _say("level", words).format(k): v for k, v in care.levels.items()}
    forms = {_say(form, words): figure for form, figure in care.forms.items()}
    return levels | forms | {_say(f"modality.{name}", words): figure for name, figure in care.modalities.items()}


def _rows(figures: Mapping[str, Compared], words: Words) -> Iterable[tuple[str, ...]]:
    return ((name, *_cells(figure, words, 0)) for name, figure in figures.items())


def _cells(figure: Compared, words: Words, decimals: int) -> tuple[str, str, str]:
    sign = "+" if figure.difference > 0 else ""
    a, b, difference = (words.number(value, decimals) for value in (figure.a, figure.b, figure.difference))
    return a, b, sign + difference
