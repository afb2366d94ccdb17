"""Figures of two plans side by side: of each clinician, of the unit, and of each rule's cost."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from weightplan.answers.diff.model import ClinicianFigures, Compared, Figures
from weightplan.check import Report
from weightplan.fields import hundredths
from weightplan.plan import ClinicianResult

Key = TypeVar("Key")


def compared(a: Mapping[Key, int], b: Mapping[Key, int]) -> dict[Key, Compared]:
    """Return every figure that either side has, 0 where one lacks it, A's order first."""
    return {key: Compared(a=a.get(key, 0), b=b.get(key, 0)) for key in dict.fromkeys((*a, *b))}


def clinicians(a: Report, b: Report) -> tuple[ClinicianFigures, ...]:
    """Return everybody's figures in the order of week A; those that only week B has come last."""
    ours, theirs = ({result.id: result for result in report.clinicians} for report in (a, b))
    return tuple(
        ClinicianFigures(
            clinician=who, **_compared([ours[who]] if who in ours else [], [theirs[who]] if who in theirs else [])
        )
        for who in dict.fromkeys((*ours, *theirs))
    )


def unit(a: Report, b: Report, least: int) -> Figures | None:
    """Return the sums over all clinicians, None where a week has fewer than `least` of them."""
    if min(len(a.clinicians), len(b.clinicians)) < least:
        return None
    return Figures(**_compared(a.clinicians, b.clinicians))


def _compared(a: Sequence[ClinicianResult], b: Sequence[ClinicianResult]) -> dict[str, Compared]:
    return {name: Compared(a=_sum(a, name), b=_sum(b, name)) for name in Figures.model_fields}


def _sum(results: Sequence[ClinicianResult], name: str) -> int | float:
    total = sum(hundredths(getattr(result, name)) for result in results)
    return total // 100 if ClinicianResult.model_fields[name].annotation is int else total / 100
