"""What every page is printed on: templates, words, and the heading of the period."""

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from weightplan.case import Case
from weightplan.report import facts, picture
from weightplan.report.pieces import clock
from weightplan.report.words import Language, Words


def printed(template: str, words: Words, context: dict[str, Any]) -> str:
    """Return a page as text; whatever the input holds stays text."""
    return _templates(words.language).get_template(template).render(context)


def headed(case: Case, words: Words, last_day: int) -> dict[str, str]:
    """Return the heading of a page, and its dates up to the last day shown."""
    year, week, _ = case.week.week.isocalendar()
    heading = words("week", week=week, year=year)
    if case.week.weeks > 1:
        last = case.date_of(case.day_count - 1).isocalendar()[1]
        heading = words("weeks", week=week, last=last, year=year)
    return {"heading": heading, "period": f"{words.date(case.date_of(0))} – {words.date(case.date_of(last_day))}"}


@cache
def _templates(language: Language) -> Environment:
    """Return the templates in one language, compiled once for all pages."""
    environment = Environment(
        loader=PackageLoader("weightplan.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        words=Words(language), language=language, clock=clock, people=picture.people, first_rows=facts.FIRST_ROWS
    )
    return environment
