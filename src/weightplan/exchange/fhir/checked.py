"""What is wrong with a bundle: FHIR's own structure, and what a week needs of it beyond that."""

from collections import Counter
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from weightplan.errors import InputError, did_you_mean
from weightplan.exchange.fhir.extensions import extended
from weightplan.exchange.fhir.meaning import NEEDED, problems_of
from weightplan.exchange.fhir.names import RESOURCES
from weightplan.files.plain import shown

_TIMES = ("start", "end", "availableStartTime", "availableEndTime", "openingTime", "closingTime")


def make_sure_sound(bundle: Any) -> None:
    """Raise InputError, a line per problem, for a bundle that is no FHIR R4 or no week."""
    problems = list(problems_of_bundle(bundle))
    if problems:
        raise InputError(problems)


def problems_of_bundle(bundle: Any) -> list[str]:
    """Return what is wrong, a line each: `entry[3].resource.status: ...`.

    First FHIR's structure, by the models of fhir.resources; what those find is not looked into
    further. Then codes, references, times and what a week cannot do without. Raises InputError
    where the extra `weightplan[fhir]` is not installed.
    """
    return list(_structure(bundle)) or list(_meaning(bundle))


def _structure(bundle: Any) -> Iterator[str]:
    if not isinstance(bundle, dict) or bundle.get("resourceType") != "Bundle":
        yield "resourceType: is no Bundle"
        return
    entries = bundle.get("entry", [])
    odd = list(_no_json_of_fhir(bundle)) if isinstance(entries, list) else ["entry: is no list"]
    if odd:
        yield from odd
        return
    parts = [entry.get("resource") if isinstance(entry, dict) else None for entry in entries]
    strangers = [(number, part) for number, part in enumerate(parts) if _kind(part) not in NEEDED]
    for number, part in strangers:
        hint = did_you_mean(str(_kind(part)), NEEDED)
        yield f"entry[{number}].resource.resourceType: {shown(_kind(part))} is no part of a week{hint}"
    if strangers:
        return
    try:
        from fhir.resources.R4B.bundle import Bundle  # seconds, and an extra, that only FHIR needs
    except ImportError:
        raise InputError(["FHIR needs an extra: pip install 'weightplan[fhir]'"]) from None
    try:
        Bundle.model_validate(bundle)
    except ValidationError as error:
        for item in error.errors(include_url=False, include_input=False):
            yield f"{_path(item['loc'])}: {item['msg'].splitlines()[0][:200]}"


def _no_json_of_fhir(tree: Any, path: str = "") -> Iterator[str]:
    """Yield nulls, which FHIR leaves out, and times that are no text, which fhir.resources would take for seconds."""
    if tree is None:
        yield f"{path.removeprefix('.')}: is null; leave it out"
    elif isinstance(tree, dict):
        for name, inner in tree.items():
            if name in _TIMES and isinstance(inner, (bool, int, float)):
                yield f"{path}.{name}: {inner} is no time".removeprefix(".")
            yield from _no_json_of_fhir(inner, f"{path}.{name}")
    elif isinstance(tree, list):
        for place, inner in enumerate(tree):
            yield from _no_json_of_fhir(inner, f"{path}[{place}]")


def _kind(part: Any) -> str | None:
    kind = part.get("resourceType") if isinstance(part, dict) else None
    return kind if isinstance(kind, str) else None


def _path(steps: tuple[int | str, ...]) -> str:
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    return text.removeprefix(".") or "the bundle"


def _meaning(bundle: dict[str, Any]) -> Iterator[str]:
    if bundle.get("type") != "collection":
        yield f"type: {shown(bundle.get('type'))} is no collection"
    entries = bundle.get("entry", [])
    parts = {f"entry[{n}].resource": entry["resource"] for n, entry in enumerate(entries)}
    urls = {entry.get("fullUrl"): entry["resource"] for entry in entries}
    for url, count in Counter(entry.get("fullUrl") for entry in entries).items():
        if url is not None and count > 1:
            yield f"entry: {count} entries have the fullUrl {url}"
    for path, part in parts.items():
        yield from problems_of(path, part, urls)
    yield from _unit(parts)


def _unit(parts: dict[str, Any]) -> Iterator[str]:
    units = [(path, part) for path, part in parts.items() if _kind(part) == RESOURCES["unit"]]
    if len(units) != 1:
        yield f"entry: {len(units)} HealthcareServices, and one unit is planned"
        return
    path, unit = units[0]
    week = extended(unit, "week")
    for field in ("week", "rulebook", "timezone"):
        if field not in week:
            yield f"{path}.extension: says no {field}"
    try:
        ZoneInfo(str(week.get("timezone", "UTC")))
    except (KeyError, OSError, ValueError):
        yield f"{path}.extension: no time zone {shown(week['timezone'])}"
