"""What FHIR has no field for, as extensions of our own: tables and lists nest, and nothing is lost."""

from typing import Any
from urllib.parse import quote, unquote

from weightplan.exchange.fhir.names import BASE

_ITEM = "*"  # never the name of a field: quoting leaves no star
_EMPTY: dict[str, Any] = {"null": None, "empty-text": "", "empty-list": [], "empty-table": {}}


def extensions(name: str, fields: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the extension `name` of a resource with its fields, none where there are no fields."""
    return [_extension(BASE + name, fields)] if fields else []


def extended(resource: dict[str, Any], name: str) -> dict[str, Any]:
    """Return the fields of a resource's extension `name`, none where it is not there."""
    found = [part for part in resource.get("extension", ()) if part.get("url") == BASE + name]
    value = _value(found[0]) if found else {}
    return value if isinstance(value, dict) else {}


def _extension(url: str, value: Any) -> dict[str, Any]:
    if isinstance(value, dict) and value:
        return {"url": url, "extension": [_extension(quote(str(k), safe=""), v) for k, v in value.items()]}
    if isinstance(value, list) and value:
        return {"url": url, "extension": [_extension(_ITEM, v) for v in value]}
    for kind, shape in (("Boolean", bool), ("Integer", int), ("Decimal", float)):
        if isinstance(value, shape):
            return {"url": url, f"value{kind}": value}
    if isinstance(value, str) and value.strip():
        return {"url": url, "valueString": value}
    if isinstance(value, str) and value:  # blanks alone are no string of FHIR's
        return {"url": url, "valueUri": quote(value, safe="")}
    return {"url": url, "valueCode": next(code for code, empty in _EMPTY.items() if empty == value)}


def _value(part: dict[str, Any]) -> Any:
    inner = part.get("extension")
    if inner:
        if all(child.get("url") == _ITEM for child in inner):
            return [_value(child) for child in inner]
        return {unquote(str(child.get("url"))): _value(child) for child in inner}
    if "valueCode" in part:
        return _EMPTY.get(part["valueCode"])
    if "valueUri" in part:
        return unquote(part["valueUri"])
    return next((value for name, value in part.items() if name.startswith("value")), None)
