"""The committed figures: sorted, one a line, so that a change of them reads as a review."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.guard.measure import Figures, made_with

PATH = Path(__file__).with_name("baseline.json")


@dataclass(frozen=True)
class Baseline:
    """Figures by week and part, and the versions that they were measured with."""

    made_with: Mapping[str, str]
    figures: Mapping[str, Figures]

    def note(self) -> str:
        """Return a sentence where this is not what the baseline was made with, else nothing."""
        here = made_with()
        other = [f"{name} {was}, here {here[name]}" for name, was in self.made_with.items() if was != here[name]]
        if not other:
            return ""
        return f"The baseline was made with {' and '.join(other)}: figures may differ for that alone."


def load(path: Path = PATH) -> Baseline:
    """Read the committed figures."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    return Baseline(stored["made with"], stored["figures"])


def save(baseline: Baseline, path: Path = PATH) -> None:
    """Write figures in the order that a reviewer expects."""
    stored = {"made with": dict(baseline.made_with), "figures": dict(baseline.figures)}
    path.write_text(json.dumps(stored, indent=2, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
