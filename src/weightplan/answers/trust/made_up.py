"""The rulebook's numbers in use that nobody measured: those marked `example`."""

from collections.abc import Iterator

from pydantic import BaseModel

from weightplan.answers.trust.model import MadeUp
from weightplan.case import Case
from weightplan.plan import Plan


def made_up(case: Case, plan: Plan) -> tuple[MadeUp, ...]:
    """Return every such number of the contact types in the plan and of the care packages that the demand uses.

    A number with a source of its own, named in `sources`, is not made up.
    """
    book = case.rulebook
    used = {appointment.contact_type for appointment in plan.appointments}
    levels = {demand.level for demand in case.week.demand}
    sourced = {source.field for source in book.sources}
    parts: list[tuple[str, BaseModel]] = [
        (f"contact_types.{name}", kind) for name, kind in book.contact_types.items() if name in used
    ]
    for level in sorted(levels & book.levels.keys()):
        items = enumerate(book.levels[level].package)
        parts += [(f"levels.{level}.package[{place}]", item) for place, item in items]
    return tuple(
        MadeUp(field=field, value=value)
        for path, part in parts
        if getattr(part, "origin", None) == "example"
        for field, value in _numbers(path, part)
        if field not in sourced
    )


def _numbers(path: str, part: BaseModel) -> Iterator[tuple[str, int | float]]:
    """Yield every number that the rulebook states; what it leaves to the program is no number of its own."""
    for name in type(part).model_fields:
        value = getattr(part, name)
        if name not in part.model_fields_set:
            continue
        for place, number in enumerate(value if isinstance(value, tuple) else (value,)):
            if isinstance(number, int | float) and not isinstance(number, bool):
                yield f"{path}.{name}" + (f"[{place}]" if isinstance(value, tuple) else ""), number
