"""The resources of a bundle by type, and what its references stand for."""

from typing import Any
from zoneinfo import ZoneInfo

from weightplan.exchange.fhir.extensions import extended
from weightplan.exchange.fhir.names import Resource
from weightplan.exchange.fhir.times import wall_clock

Tree = dict[str, Any]


class Reader:
    """The resources of a bundle by type, and what their references stand for."""

    def __init__(self, bundle: Tree) -> None:
        self.by_type: dict[str, list[tuple[int, Resource]]] = {}
        self._by_url: dict[str, Resource] = {}
        for number, entry in enumerate(bundle.get("entry", ())):
            part = entry["resource"]
            self.by_type.setdefault(part["resourceType"], []).append((number, part))
            self._by_url[entry.get("fullUrl", "")] = part
        unit = self.by_type["HealthcareService"][0][1]
        self.unit, self.week = unit, extended(unit, "week")
        self.zone = ZoneInfo(self.week["timezone"])

    def all(self, kind: str) -> list[tuple[int, Resource]]:
        return self.by_type.get(kind, [])

    def at(self, url: str) -> Resource:
        return self._by_url[url]

    def named(self, reference: Tree) -> str:
        """Return the id behind a reference: its identifier, or that of the resource that it leads to."""
        if "identifier" in reference:
            return str(reference["identifier"]["value"])
        return own_id(self._by_url[reference["reference"]])

    def clock(self, text: str) -> str:
        return wall_clock(text, self.zone)

    def actors(self, part: Resource, kind: str) -> list[str]:
        """Return the ids of an appointment's participants of one type."""
        found = [who["actor"] for who in part["participant"] if "actor" in who]
        return [self.named(actor) for actor in found if self.type_of(actor) == kind]

    def type_of(self, reference: Tree) -> str:
        if reference.get("type"):
            return str(reference["type"])
        return str(self._by_url[reference["reference"]]["resourceType"])


def own_id(part: Resource) -> str:
    """Return the id that we, or whoever wrote it, gave to a resource."""
    return str(part["identifier"][0]["value"])
