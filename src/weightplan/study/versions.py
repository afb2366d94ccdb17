"""The versions that solve: rows that different ones made cannot be compared."""

from collections.abc import Callable, Mapping
from importlib.metadata import version
from pkgutil import resolve_name
from typing import Any

# Each is asked for in words of the standard library, so that a machine without weightplan can answer too.
ASKED: dict[str, tuple[Callable[[str], Any], str]] = {
    "weightplan": (resolve_name, "weightplan:__version__"),
    "ortools": (version, "ortools"),
}


def here() -> dict[str, str]:
    """Return the versions of this process, by name."""
    return {name: str(ask(of)) for name, (ask, of) in ASKED.items()}


def differences(found: Mapping[str, Any]) -> list[str]:
    """Return what differs from this process, a part each; an exception is what asking for a version came to."""
    wanted = here()
    return [
        f"no {name} ({type(there).__name__}: {there}); here it is {wanted[name]}"
        if isinstance(there, Exception)
        else f"{name} {there}; here it is {wanted[name]}"
        for name, there in found.items()
        if there != wanted[name]
    ]


def told(found: Mapping[str, str]) -> str:
    """Return versions as people read them."""
    return ", ".join(f"{name} {there}" for name, there in found.items())
