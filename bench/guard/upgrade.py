"""Measure the guard's figures under another OR-Tools and print what changed: `make upgrade ORTOOLS=9.16.0`.

A throw-away environment in a temporary folder gets this tree, what it needs, and that version
instead of the pinned one. Exit codes: 0 nothing got worse, 1 something did, 2 it does not run there.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import tomllib
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.guard.baseline import Baseline, load
from bench.guard.compare import compare, worse

ROOT = Path(__file__).parents[2]
SECONDS = 1800.0
VERSIONS = "made with"
# What another environment runs: a line of JSON for each part that is measured, so that a failure loses one part only.
MEASURE = """
import json
from bench.guard.measure import made_with, measured_parts
print(json.dumps(["made with", made_with()]), flush=True)
for name, measure in measured_parts():
    try:
        print(json.dumps([name, dict(measure())]), flush=True)
    except Exception as error:
        print(json.dumps([name, f"{type(error).__name__}: {error}".partition(chr(10))[0]]), flush=True)
"""


class UpgradeError(Exception):
    """The other version cannot be installed. Its text is for people."""


def requirements(version: str) -> list[str]:
    """Return what the package needs, with another OR-Tools."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    others = [need for need in project["dependencies"] if re.split(r"[^\w.-]", need)[0] != "ortools"]
    return [*others, f"ortools=={version}"]


def measure_with(version: str, folder: Path) -> dict[str, object]:
    """Return figures, or why there are none, by week and part, as measured with a version of OR-Tools."""
    venv.create(folder, with_pip=True)
    python = str(folder / ("Scripts" if sys.platform == "win32" else "bin") / "python")
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    print(f"installing ortools {version} ...", file=sys.stderr, flush=True)
    # The package itself without dependencies, for they would bring the pinned version back.
    for wanted in (requirements(version), ["--no-deps", str(ROOT)]):
        installed = _run([*install, *wanted])
        if installed.returncode:
            raise UpgradeError(f"cannot be installed: {_last_line(installed.stderr)}")
    print("measuring ...", file=sys.stderr, flush=True)
    done = _run([python, "-c", MEASURE])
    measured: dict[str, object] = dict(json.loads(line) for line in done.stdout.splitlines())
    if done.returncode:
        measured["what comes next"] = _last_line(done.stderr) or f"ended with code {done.returncode}"
    return measured


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS, check=False)


def _last_line(text: str) -> str:
    return next(reversed(text.strip().splitlines()), "")


def report(baseline: Baseline, measured: Mapping[str, object]) -> int:
    """Print what changed against the baseline, in the gate's own words; return the exit code."""
    print(f"baseline: {_versions(baseline.made_with)}; measured: {_versions(measured.get(VERSIONS, {}))}")
    code = 0
    for name, figures in measured.items():
        if name == VERSIONS:
            continue
        if not isinstance(figures, dict):
            print(f"{name}: does not run: {figures}")
            code = 2
            continue
        findings = compare(name, baseline.figures.get(name, {}), figures)
        print(f"{name}: {len(findings) or 'no'} changes beyond tolerance")
        for finding in findings:
            print(f"  {finding}")
        code = max(code, 1 if worse(findings) else 0)
    return code


def _versions(made_with: object) -> str:
    return ", ".join(f"{name} {which}" for name, which in sorted(dict(made_with).items()))  # type: ignore[call-overload]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("version", help="of ortools, such as 9.14.6206")
    asked = parser.parse_args(arguments)
    try:
        with tempfile.TemporaryDirectory(prefix="weightplan-upgrade-") as folder:
            return report(load(), measure_with(asked.version, Path(folder)))
    except (UpgradeError, subprocess.TimeoutExpired) as error:
        print(f"ortools {asked.version}: {error}")
        return 2


if __name__ == "__main__":
    sys.exit(main())
