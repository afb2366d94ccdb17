"""Write `models/us-work-rvu-YEAR.yaml` for the other years: `python scenarios/us_rulebooks.py [--out FOLDER]`.

`us-work-rvu.yaml` is the pattern: each weight whose source names a code becomes that year's work RVU
in `us-work-rvu.csv`. A contact type whose code had none that year is left out.
"""

import argparse
import csv
import re
from pathlib import Path

MODELS = Path(__file__).parents[1] / "models"
PATTERN = "us-work-rvu"
PATTERN_YEAR = 2024
YEARS = tuple(year for year in range(2019, 2026) if year != PATTERN_YEAR)
SOURCE = re.compile(r"^- \{field: (\w+)\.(\w+).*code (\w{5}).*\n", re.MULTILINE)


def work_rvu(year: int) -> dict[str, str]:
    """Return the year's published work RVU by code, as printed."""
    with (MODELS / f"{PATTERN}.csv").open(encoding="utf-8", newline="") as table:
        return {row["hcpcs"]: row[f"work_rvu_{year}"] for row in csv.DictReader(table) if row[f"work_rvu_{year}"]}


def rulebook_text(year: int) -> str:
    """Return the pattern as the rulebook of another year."""
    pattern = (MODELS / f"{PATTERN}.yaml").read_text(encoding="utf-8")
    text = pattern.replace(str(PATTERN_YEAR), str(year)).replace(f"name: {PATTERN}\n", f"name: {PATTERN}-{year}\n")
    published = work_rvu(year)
    for source in SOURCE.finditer(text):
        part, name, code = source.groups()
        if code not in published:
            text = _without(text, name).replace(source[0], "")
        elif part == "addons":
            text = re.sub(rf"(addons: .*\b{name}): [\d.]+", rf"\g<1>: {published[code]}", text)
        else:
            weight = rf"(^  {name}: [^\n]* weight(?:_per_participant)?): [\d.]+"
            text = re.sub(weight, rf"\g<1>: {published[code]}", text, flags=re.MULTILINE)
    return text


def _without(text: str, contact_type: str) -> str:
    """Leave out a contact type and its place in the care packages."""
    text = re.sub(rf"^  {contact_type}: (.*\n    )*.*\n", "", text, flags=re.MULTILINE)
    return text.replace(f", {contact_type}]", "]")


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the other years' rulebooks again.")
    parser.add_argument("--out", type=Path, default=MODELS, help="folder to write to")
    folder = parser.parse_args().out
    for year in YEARS:
        (folder / f"{PATTERN}-{year}.yaml").write_text(rulebook_text(year), encoding="utf-8")


if __name__ == "__main__":
    main()
