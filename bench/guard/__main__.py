"""Measure every week and print what changed against the baseline: `make guard`. Exit code 1: something got worse."""

import sys

from bench.guard.baseline import Baseline, load
from bench.guard.compare import compare, worse
from bench.guard.measure import measured_parts


def report(baseline: Baseline) -> bool:
    """Print the findings, week by week; return whether nothing got worse."""
    good = True
    for name, measure in measured_parts():
        figures = measure()
        findings = compare(name, baseline.figures.get(name, {}), figures)
        good = good and not worse(findings)
        print(f"{name}: {len(figures)} figures, {len(findings) or 'none'} beyond tolerance", flush=True)
        for finding in findings:
            print(f"  {finding}")
    if note := baseline.note():
        print(note)
    return good


if __name__ == "__main__":
    sys.exit(0 if report(load()) else 1)
