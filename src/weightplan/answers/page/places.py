"""The places of answers that nobody asked for yet: what would stand there, and the command that gets it."""

import shlex

from weightplan.answers.page.wording import Say
from weightplan.report.sections import Section

OWN_KEYS = ("ceilings", "prices", "confidence")


def unasked(say: Say, legal: bool, command: str) -> list[Section]:
    """Return a section each that says how to get its answer; a legal plan shows by itself that nothing clashes."""
    ceilings, prices, confidence = unasked_by_one(say, command)
    return [ceilings, prices, no_clash(say) if legal else _unasked(say, "conflict", command), confidence]


def unasked_by_one(say: Say, command: str) -> list[Section]:
    """Return the sections of a clinician's own page."""
    return [_unasked(say, key, command) for key in OWN_KEYS]


def no_clash(say: Say) -> Section:
    """Return the section on conflicts of a legal plan."""
    return Section("conflict", say("conflict"), (say("conflict.none"),), proof=say("proof.proven"))


def command(*files: str, rulebook: str | None, language: str, clinician: str | None = None) -> str:
    """Return the command line that writes a page with its answers; `files` are the plan, its week and the page."""
    plan, week, page = files
    options = {"--week": week, "--rulebook": rulebook, "--clinician": clinician, "--html": page, "--language": language}
    given = [word for option, value in options.items() if value is not None for word in (option, value)]
    return shlex.join(["weightplan", "show", plan, *given, "--answers"])


def _unasked(say: Say, key: str, command: str) -> Section:
    return Section(key, say(key), (say(f"{key}.without"),), command=command)
