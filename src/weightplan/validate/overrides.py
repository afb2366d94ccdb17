"""Every override of a week names a value that the week has."""

import re
from collections.abc import Iterator

from weightplan.case import Case
from weightplan.fields import FileModel
from weightplan.rulebook import Limits
from weightplan.validate.words import unknown
from weightplan.week import Clinician, Group, Patient, Request, Room

_LISTS: dict[str, type[FileModel]] = {
    "clinicians": Clinician,
    "rooms": Room,
    "patients": Patient,
    "requests": Request,
    "groups": Group,
}
_PATH = re.compile(r"(\w+)\[(.+)\]\.([\w.]+)", re.DOTALL)


def problems(case: Case) -> Iterator[str]:
    """Yield overrides of what does not exist: a list, a name in it or a field of that."""
    for place, override in enumerate(case.week.overrides):
        path, found = f"overrides[{place}].what", _PATH.fullmatch(override.what)
        if found is None:
            yield f"{path}: {override.what!r} is no path such as clinicians[psy1].limits.max_first_per_day"
        else:
            yield from _unknown(case, path, *found.groups())


def _unknown(case: Case, path: str, part: str, name: str, field: str) -> Iterator[str]:
    known = {"bookings": case.clinicians, **{listed: getattr(case, listed) for listed in _LISTS}}
    wrong = [*unknown(path, "list", [part], known)] or [*unknown(path, "name", [name], known[part])]
    yield from wrong or unknown(path, "field", [field], _fields(part))


def _fields(part: str) -> list[str]:
    if part == "bookings":
        return ["locked"]
    own = list(_LISTS[part].model_fields)
    return [*own, *(f"limits.{name}" for name in Limits.model_fields)] if part == "clinicians" else own
