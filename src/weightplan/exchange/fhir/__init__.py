"""A week and its plan as a FHIR R4 bundle, and back.

PractitionerRole, Schedule and Slot say who works when, Location where, ServiceRequest and Group
what is needed, Appointment what is promised (booked) or planned (proposed). Patients are
references with an opaque identifier: no Patient resource, no name. What FHIR has no field for
stands in extensions of ours (`https://weightplan.example/fhir/...`), and nothing is lost.
"""

import json
from pathlib import Path
from typing import Any

from weightplan.case import Case
from weightplan.errors import InputError
from weightplan.exchange.fhir.checked import make_sure_sound, problems_of_bundle
from weightplan.exchange.fhir.inward import plan_tree, week_tree
from weightplan.exchange.fhir.outward import week_resources
from weightplan.exchange.fhir.planned import plan_fields, plan_resources
from weightplan.exchange.fhir.reader import Reader
from weightplan.files import case_of, valid
from weightplan.files.reading import read_table
from weightplan.files.source import Source
from weightplan.files.tables.places import Places
from weightplan.plan import Plan

SUFFIX = ".fhir.json"


def bundle_of(case: Case, plan: Plan | None = None) -> dict[str, Any]:
    """Return a week, with a plan if given, as a Bundle of type collection.

    Raises InputError, a line per problem, for what FHIR cannot say, such as an appointment of no minutes.
    """
    parts = [*week_resources(case, plan_fields(plan) if plan else None), *(plan_resources(case, plan) if plan else ())]
    entries = [{"fullUrl": f"urn:uuid:{part['id']}", "resource": part} for part in parts]
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": entries}
    make_sure_sound(bundle)
    return bundle


def write_bundle(case: Case, path: Path, plan: Plan | None = None) -> None:
    """Write a week, with a plan if given, as a FHIR bundle. Raises InputError as `bundle_of`."""
    path.write_text(json.dumps(bundle_of(case, plan), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read_bundle(path: Path, rulebook: str | Path | None = None) -> tuple[Case, Plan | None]:
    """Read a week, and the plan if there is one, from a FHIR bundle; both are validated.

    Raises InputError with one line per problem: `file: entry[3].resource: what is wrong`.
    """
    tree = read_table(path)
    case = case_of(source_of(tree, str(path)), path, rulebook)
    planned = plan_tree(Reader(tree))
    if planned is None:
        return case, None
    return case, valid(Source(planned, lambda line: f"{path}: the plan: {line}"), Plan)


def source_of(bundle: dict[str, Any], file: str) -> Source:
    """Return the week in a bundle read from a file. Raises InputError as `read_bundle`, the file's name first."""
    try:
        make_sure_sound(bundle)
    except InputError as error:
        raise InputError(f"{file}: {line}" for line in error.problems) from None
    places = Places(file)

    def put(name: str, entry: int) -> None:
        places.put(name, f"{file}: entry[{entry}].resource")

    return Source(week_tree(Reader(bundle), put), places.tell)


__all__ = ["SUFFIX", "bundle_of", "problems_of_bundle", "read_bundle", "source_of", "write_bundle"]
