"""What people read for a scenario, a level and a pool of roles."""

from weightplan.report.words import readable
from weightplan.study.design import scenario_id
from weightplan.study.frame import Answers
from weightplan.study.wording import Language, text


def level_name(study: Answers, factor: str, level: str, language: Language) -> str:
    """Return a level's label, or its name made readable."""
    return study.asked.study.factors[factor][level].label.get(language) or readable(level)


def scenario_name(study: Answers, scenario: str, language: Language) -> str:
    """Return the levels of a scenario in which it differs from the base; the base is called that."""
    asked = study.asked
    choice = next(choice for choice in asked.choices if scenario_id(choice) == scenario)
    other = {f: level for f, level in choice.items() if level != asked.study.base_level(f)}
    if not other:
        levels = ", ".join(level_name(study, f, level, language) for f, level in choice.items())
        return f"{levels} ({text('base', language)})"
    return ", ".join(level_name(study, f, level, language) for f, level in other.items())


def pool_name(study: Answers, roles: str, language: Language) -> str:
    """Return the labels of the roles that are shown together."""
    labels = study.asked.role_labels
    return ", ".join(labels.get(role, {}).get(language) or readable(role) for role in roles.split("+"))
