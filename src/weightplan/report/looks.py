"""How a contact type looks: a label, a colour and, for those who see no colours, a unique code."""

from dataclasses import dataclass

from weightplan.case import Case
from weightplan.report.words import Language, readable

# (fill, edge): dark ink on the fill and white on the edge both pass WCAG AA.
_COLOURS = (
    ("#d9e8fb", "#1d5fae"),
    ("#cdeee8", "#0f6f66"),
    ("#e4dffb", "#5546b8"),
    ("#fdeabf", "#8a5a00"),
    ("#dcf0d2", "#38731f"),
    ("#fbdbe2", "#ad2349"),
    ("#cfebf8", "#0a678a"),
    ("#fddfca", "#a8440f"),
    ("#f1dcf8", "#86299f"),
    ("#ebedc0", "#626400"),
    ("#eadfd3", "#74502f"),
    ("#dfe5ec", "#475569"),
    ("#f8d9ee", "#97287a"),
    ("#d9e2cb", "#46582b"),
    ("#cbd7ee", "#27407a"),
    ("#d2e4e7", "#2f5a63"),
)
CRISIS_COLOURS = ("#ffffff", "#b42318")


@dataclass(frozen=True)
class Look:
    """One contact type on paper: `code` is one to three characters, unique among the types."""

    name: str
    label: str
    code: str
    fill: str
    edge: str
    crisis: bool = False


def looks(case: Case, language: Language) -> dict[str, Look]:
    """Return every contact type's look, by name, in the rulebook's order."""
    result: dict[str, Look] = {}
    taken: set[str] = set()
    shade = 0
    for name in case.rulebook.contact_types:
        label = type_label(case, name, language)
        crisis = name == case.crisis_type
        fill, edge = CRISIS_COLOURS if crisis else _COLOURS[shade % len(_COLOURS)]
        shade += not crisis
        code = _code(label, taken)
        taken.add(code)
        result[name] = Look(name, label, code, fill, edge, crisis)
    return result


def type_label(case: Case, name: str, language: Language) -> str:
    """Return what people read for a contact type; an unknown name is made readable."""
    kind = case.rulebook.contact_types.get(name)
    if kind is None or kind.label is None:
        return readable(name)
    return kind.label.sv if language == "sv" else kind.label.en


def role_label(case: Case, name: str, language: Language) -> str:
    """Return what people read for a role."""
    role = case.rulebook.roles.get(name)
    if role is None or role.label is None:
        return readable(name)
    return role.label.sv if language == "sv" else role.label.en


def _code(label: str, taken: set[str]) -> str:
    letters = [c for c in label if c.isalnum()] or ["?"]
    words = [w for w in label.split() if w[0].isalnum()]
    initials = "".join(w[0] for w in words[:2])
    tries = [letters[0].upper(), initials[:1].upper() + initials[1:].lower()]
    tries += [letters[0].upper() + c.lower() for c in letters[1:]]
    tries += [f"{letters[0].upper()}{n}" for n in range(2, len(taken) + 3)]
    return next(code for code in tries if code and code not in taken)
