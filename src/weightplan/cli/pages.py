"""Pages with a place for each answer: filled where it was asked for, else with the command that gets it."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from weightplan.cli.asking import asked
from weightplan.cli.options import Language
from weightplan.cli.outputs import atomic

if TYPE_CHECKING:
    from weightplan.answers.page.wording import Say
    from weightplan.case import Case
    from weightplan.plan import Plan
    from weightplan.report.sections import Section


@dataclass(frozen=True)
class Names:
    """What people call the files that a page is made from, so that it can say how to ask for more."""

    plan: str
    week: str
    rulebook: str | None


def write_page(
    case: "Case", plan: "Plan", path: Path, language: Language, names: Names, seconds: float | None = None
) -> None:
    """Write a plan's page; its answers are asked for within `seconds`, None asks for none."""
    from weightplan.answers.page.places import command, unasked
    from weightplan.answers.page.trusted import trusted
    from weightplan.answers.page.wording import Say
    from weightplan.answers.trust import trust
    from weightplan.check import check
    from weightplan.report.html import write_html
    from weightplan.report.words import Words

    say = Say(Words(language.value))
    line = command(names.plan, names.week, str(path), rulebook=names.rulebook, language=language.value)
    without = None
    if seconds is None:
        sections = unasked(say, check(case, plan).legal, line)
    else:
        sections, without = _asked(case, plan, say, line, seconds)
    if plan.appointments:
        sections.append(trusted(case, say, trust(case, plan, without), line))
    with atomic(path) as draft:
        write_html(case, plan, draft, language.value, sections)


def write_own_page(
    case: "Case", plan: "Plan", clinician: str, path: Path, language: Language, seconds: float | None = None
) -> None:
    """Write a clinician's own page. The files' names stay out of it, for they may be a colleague's."""
    from weightplan.answers.page.places import command, unasked_by_one
    from weightplan.answers.page.trusted import protected_time
    from weightplan.answers.page.wording import Say
    from weightplan.answers.trust.protected import protected
    from weightplan.report.own import write_own
    from weightplan.report.sections import Section
    from weightplan.report.words import Words
    from weightplan.rules.ledger import Ledger

    say = Say(Words(language.value))
    line = command("PLAN", "WEEK", "PAGE", rulebook=None, language=language.value, clinician=clinician)
    kept = protected_time(say, protected(case, Ledger(case, plan), [clinician]))
    sections = [Section("protected", say("protected"), (), (kept,))]
    sections += (
        unasked_by_one(say, line) if seconds is None else _asked_for_one(case, plan, clinician, say, line, seconds)
    )
    with atomic(path) as draft:
        write_own(case, plan, clinician, draft, language.value, sections)


def _asked(case: "Case", plan: "Plan", say: "Say", line: str, seconds: float) -> "tuple[list[Section], Plan | None]":
    from weightplan.answers.page.answers import ask
    from weightplan.answers.page.told import told

    found = asked(lambda stop, tell: ask(case, plan, seconds=seconds, stop=stop, on_answer=tell))
    return told(say, found, _longer(line, seconds)), found.untargeted


def _asked_for_one(
    case: "Case", plan: "Plan", clinician: str, say: "Say", line: str, seconds: float
) -> "list[Section]":
    from weightplan.answers.page.answers import ask_one
    from weightplan.answers.page.told import told_to_one

    found = asked(lambda stop, _: ask_one(case, plan, clinician, seconds=seconds, stop=stop))
    return told_to_one(say, found, _longer(line, seconds))


def _longer(line: str, seconds: float) -> str:
    """Return the command with more time than what was not enough."""
    return f"{line} --time-limit {round(4 * seconds)}"
