"""Where a week is: those that ship by name, those too large to store made by the generator when asked for."""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
MADE_WEEKS = ROOT / "out" / "weeks"


def located(week: str) -> str:
    """Return what `load_case` takes: the path of a file, or the name of a week that ships.

    A week that is not stored is written under `out/weeks`, after its SHA-256 was compared.
    """
    if Path(week).exists():
        return str(Path(week).resolve())
    sys.path.insert(0, str(ROOT / "scenarios"))
    import generate  # scenarios/ is data with a script, no package

    if week not in generate.MADE:
        return week
    MADE_WEEKS.mkdir(parents=True, exist_ok=True)
    path = MADE_WEEKS / f"{week}.json"
    path.write_text(generate.text(week), encoding="utf-8")
    return str(path)
