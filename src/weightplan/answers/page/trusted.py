"""The answer on trust as a section of the page: one table for each question."""

from collections.abc import Iterable

from weightplan.answers.page.wording import Say
from weightplan.answers.trust import Trust
from weightplan.answers.trust.model import ByHand, Load, Protected, Share
from weightplan.case import Case
from weightplan.report.looks import role_label, type_label
from weightplan.report.sections import Figures, Section


def trusted(case: Case, say: Say, trust: Trust, command: str = "") -> Section:
    """Return the section; `command` gets what is missing without the second plan."""
    missing = trust.untargeted is None
    lines = [say.text(trust), say("untargeted.without") if missing else say(f"untargeted.{trust.untargeted}")]
    if trust.protected is None:
        lines.append(say("protected.hidden", least=trust.least))
    lines += [say(f"{key}.none") for key in ("switches", "made_up", "by_hand") if not getattr(trust, key)]
    tables = [
        _switches(case, say, trust),
        equity(say, trust.equity),
        _loads(case, say, trust.loads),
        protected_time(say, trust.protected or ()),
        _by_hand(say, trust.by_hand),
        _made_up(say, trust),
    ]
    return Section(
        "trust",
        say("trust"),
        tuple(lines),
        tuple(table for table in tables if table.rows),
        say.proof(trust.proof, exact=True),
        command if missing else "",
    )


def protected_time(say: Say, rows: Iterable[Protected]) -> Figures:
    """Return protected time due and kept, of a unit or of one clinician."""
    told = ((say(f"protected.{p.kind}"), say.words.number(p.due), say.words.number(p.kept)) for p in rows)
    return Figures(say("protected"), (say("kind"), say("due"), say("kept")), tuple(told))


def equity(say: Say, shares: Iterable[Share]) -> Figures:
    """Return the minutes of every group of patients, with and without the target."""

    def row(share: Share) -> tuple[str, ...]:
        part, _, level = share.group.partition(".")
        label = say("level", level=level) if level.isdigit() else say(share.group if level else part)
        if share.patients is None:
            return label, say("too_few"), "–", "–"
        return label, say.words.number(share.patients), _one(say, share.minutes), _one(say, share.untargeted)

    heads = (say("group"), say("number"), say("minutes"), say("untargeted"))
    return Figures(say("equity"), heads, tuple(map(row, shares)))


def _switches(case: Case, say: Say, trust: Trust) -> Figures:
    def label(name: str) -> str:
        return type_label(case, name, say.words.language)

    rows = tuple(
        (label(s.wished), label(s.chosen), ", ".join(s.requests), say.words.number(s.count), say.words.weight(s.gained))
        for s in trust.switches
    )
    heads = (say("wished"), say("chosen"), say("requests"), say("count"), say("gained"))
    return Figures(say("switches"), heads, rows, names=3)


def _loads(case: Case, say: Say, loads: Iterable[Load]) -> Figures:
    def row(load: Load) -> tuple[str, ...]:
        label = role_label(case, load.role, say.words.language)
        if load.people is None:
            return label, say("too_few"), "–", "–", "–"
        gini = say.words.number(load.gini or 0, 2)
        return label, say.words.number(load.people), _one(say, load.mean), _one(say, load.most), gini

    heads = (say("role"), say("people"), say("mean"), say("most"), say("gini"))
    return Figures(say("loads"), heads, tuple(map(row, loads)))


def _by_hand(say: Say, rows: Iterable[ByHand]) -> Figures:
    def row(hand: ByHand) -> tuple[str, ...]:
        when = hand.on.isoformat() if hand.on else ""
        told = ", ".join(part for part in (hand.by or "", when) if part)
        return hand.what, hand.value, hand.reason or say("no_reason"), told

    heads = (say("what"), say("value"), say("why"), say("who"))
    return Figures(say("by_hand"), heads, tuple(map(row, rows)), names=4)


def _made_up(say: Say, trust: Trust) -> Figures:
    """Return the numbers by what they belong to: one row for each contact type."""
    held: dict[str, list[str]] = {}
    for number in trust.made_up:
        part, _, name = number.field.rpartition(".")
        held.setdefault(part, []).append(f"{name} {number.value:g}")
    rows = tuple((part, " · ".join(told)) for part, told in held.items())
    return Figures(say("made_up"), (say("field"), say("value")), rows, names=2)


def _one(say: Say, figure: float | None) -> str:
    return "–" if figure is None else say.words.number(figure, 1)
