"""Means, intervals, pairs and effects against figures worked out by hand."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.study.conftest import AS_IS
from weightplan.study.compare import compared
from weightplan.study.frame import Study
from weightplan.study.origin import origins
from weightplan.study.reasons import told
from weightplan.study.risk import figures, measured
from weightplan.study.row import Figures, PoolFigures, Row
from weightplan.study.run import asked_of, job
from weightplan.study.scenarios import Prepared
from weightplan.study.statistics import effects, mean_of, paired
from weightplan.study.store import Store

Ready = Callable[..., Prepared]
NOTHING = dict.fromkeys([name for name, field in Figures.model_fields.items() if field.annotation is int], 0)


def pool(minutes: int, phone: int) -> PoolFigures:
    return PoolFigures(
        roles="psychologist", people=5, target=225.0, booked=200.0, at_target=2, true_minutes=minutes,
        contact_minutes=1000, phone_minutes=phone, load=150, first_visits=4,
    )  # fmt: skip


def study(ready: Prepared, folder: Path, figures_of: Callable[[dict[str, str], int], Figures | None]) -> Study:
    """Keep rows with these figures, without solving; None is a week that no plan was found for."""
    store = Store(folder)
    store.begin(asked_of(ready))
    for number in range(len(ready.choices) * ready.study.repetitions):
        made = job(ready, number)
        read = figures_of(made.levels, made.seed)
        named = {"scenario": made.scenario, "levels": made.levels, "repetition": made.repetition, "seed": made.seed}
        store.write(number, Row(**named, status="optimal" if read else "unknown", cost=0, bound=0, figures=read))
    return Study(folder)


def weighing(booked: float, minutes: int = 1000, phone: int = 0) -> Figures:
    return Figures(
        **NOTHING, booked=booked, reportable=booked, at_target=int(booked > 10), pools=(pool(minutes, phone),)
    )


def test_a_mean_and_its_interval() -> None:
    """1, 2, 3, 4, 5: mean 3, deviation √2.5, half width 2.776445 · √2.5 / √5 = 1.963243."""
    found = mean_of([1.0, 2.0, 3.0, 4.0, 5.0])
    assert found is not None
    assert (found.mean, found.n) == (3.0, 5)
    assert (found.low, found.high) == (pytest.approx(3 - 1.963243), pytest.approx(3 + 1.963243))
    assert found.clear
    assert mean_of([]) is None
    alone = mean_of([2.0])
    assert alone is not None
    assert (alone.mean, alone.low, alone.high, alone.clear) == (2.0, None, None, False)


def test_differences_are_paired_by_seed(ready: Ready, tmp_path: Path) -> None:
    """Luck of 10, 20, 30 by seed and +1, +2, +3 on top: the difference is 2 ± 4.302653 · 1 / √3 = 2.484138.

    Unpaired, the seeds' own spread would drown it."""
    made = study(
        ready(repetitions=3),
        tmp_path / "s",
        lambda level, seed: weighing(10 * seed + (level["target"] == "high") * seed),
    )
    found = paired(made.solved(), "target=high", "target=as_is", "booked")
    assert found is not None
    assert (found.mean, found.n) == (pytest.approx(2.0), 3)
    assert found.high == pytest.approx(2 + 2.484138)


def test_a_seed_that_one_side_lacks_is_left_out(ready: Ready, tmp_path: Path) -> None:
    """No plan at seed 2 of the base: two pairs are left, +1 and +3."""

    def found(level: dict[str, str], seed: int) -> Figures | None:
        return None if (level["target"], seed) == ("as_is", 2) else weighing(seed * (1 + (level["target"] == "high")))

    made = study(ready(repetitions=3), tmp_path / "s", found)
    assert len(made.frame()) == 6
    assert len(made.solved()) == 5
    difference = paired(made.solved(), "target=high", "target=as_is", "booked")
    assert difference is not None
    assert (difference.mean, difference.n) == (2.0, 2)


def test_effects_of_a_full_cross(ready: Ready, tmp_path: Path) -> None:
    """booked = 10 seed + 3 [target high] − 2 [call less]: each factor gets its own part, the same in both seeds."""
    made = study(
        ready(repetitions=2, factors={"target": {**AS_IS, "high": {}}, "call": {**AS_IS, "less": {}}}),
        tmp_path / "s",
        lambda level, seed: weighing(10 * seed + 3 * (level["target"] == "high") - 2 * (level["call"] == "less")),
    )
    found = effects(made, made.solved(), "booked")
    assert list(found) == [("target", "high"), ("call", "less")]
    for change, effect in ((("target", "high"), 3.0), (("call", "less"), -2.0)):
        mean = found[change]
        assert mean is not None
        assert (mean.mean, mean.low, mean.high, mean.n) == (*[pytest.approx(effect)] * 3, 2)


def test_effects_that_a_design_cannot_part_are_not_told(ready: Ready, tmp_path: Path) -> None:
    """Both factors change together in the only other scenario: either might be the cause."""
    two = {"target": {**AS_IS, "high": {}}, "call": {**AS_IS, "less": {}}}
    design = {"list": [{"target": "high", "call": "less"}]}
    made = study(ready(factors=two, design=design), tmp_path / "s", lambda level, seed: weighing(seed))
    assert set(effects(made, made.solved(), "booked").values()) == {None}


def test_sentences_in_both_languages(ready: Ready, tmp_path: Path) -> None:
    """+5 weights in each of two weeks; the base is below 10 and the other above, so one more reaches the target."""
    made = study(ready(), tmp_path / "s", lambda level, seed: weighing(8.0 + 5 * (level["target"] == "high")))
    (answer,) = compared(made)
    assert "+1.0 (+1.0 to +1.0) people reach the target, +5.0 (+5.0 to +5.0) reportable weights" in answer.text
    assert "+1,0 (+1,0 till +1,0) som når målet, +5,0 (+5,0 till +5,0) rapporterbara vikter" in answer.text_sv
    assert (answer.pairs, answer.proof.proven, answer.proof.bound) == (2, True, None)


def test_a_comparison_without_plans_says_so(ready: Ready, tmp_path: Path) -> None:
    made = study(ready(), tmp_path / "s", lambda level, seed: None if level["target"] == "high" else weighing(1.0))
    (answer,) = compared(made)
    assert "no solved weeks to compare with the base" in answer.text
    assert (answer.pairs, answer.differences, answer.proof.proven) == (0, {}, False)


def test_risk_is_a_person_in_a_role(ready: Ready, tmp_path: Path) -> None:
    """Five people: 10,000 to 11,000 minutes are 2,000 to 2,200 each; phone goes from 0.1 to 0.3 of contact time."""
    made = study(
        ready(),
        tmp_path / "s",
        lambda level, seed: weighing(1.0, 11000, 300) if level["target"] == "high" else weighing(1.0, 10000, 100),
    )
    rows = {row[3]: row for row in figures(made, "en", lambda value, decimals: f"{value:.{decimals}f}").rows}
    assert rows["True minutes a person"] == ("High", "Psychologist", "5", "True minutes a person",
                                             "2000", "2200", "200", "200", "200")  # fmt: skip
    assert rows["Phone's share of contact minutes"][4:7] == ("0.100", "0.300", "0.200")
    assert rows["Share who reach the target"][4:7] == ("0.40", "0.40", "0.00")
    assert "Skillnad" in figures(made, "sv", lambda value, decimals: "").heads


def test_a_unit_too_small_has_no_risk_figures(ready: Ready, tmp_path: Path) -> None:
    made = study(ready(), tmp_path / "s", lambda level, seed: Figures(**NOTHING))
    assert measured(made).empty
    assert figures(made, "en", lambda value, decimals: "").rows == ()


def test_what_is_an_example_is_called_one_and_what_is_measured_is_not(ready: Ready) -> None:
    """Salaries have an origin of their own; a study without salaries, or that draws nothing, says nothing of them."""
    paid: dict[str, Any] = {"salaries": {"psychologist": 60000.0}}
    assert origins(ready(**paid).study, "en") == (
        "Salaries, levels and chances in this study are examples until the unit gives its own.",
    )
    assert origins(ready(**paid, salaries_origin="measured").study, "sv") == (
        "Nivåer och sannolikheter i studien är exempel tills enheten anger sina egna.",
        "Löner i studien är uppmätta.",
    )
    assert origins(ready(**paid, salaries_origin="measured", origin="measured").study, "en") == (
        "Salaries, levels and chances in this study are measured.",
    )
    assert origins(ready(repetitions=1, varies={}, origin="sourced").study, "en") == (
        "Levels in this study are from sources.",
    )


def test_reasons_are_counted_by_scenario_without_names_and_numbers(ready: Ready, tmp_path: Path) -> None:
    """Three errors that differ in a person and a number are one reason; a week without a plan is another."""
    made = ready(repetitions=4)
    store = Store(tmp_path / "out")
    store.begin(asked_of(made))
    for number in range(8):
        one = job(made, number)
        error = f"InputError: clinicians[anna].fte: 0.{number} is above 0.5, see 'anna'" if 3 <= number < 6 else None
        named = {"scenario": one.scenario, "levels": one.levels, "repetition": one.repetition, "seed": one.seed}
        status = "failed" if error else "unknown" if number == 6 else "optimal"
        store.write(number, Row(**named, status=status, error=error))
    why = "InputError: clinicians[…].fte: … is above …, see …"
    assert told(Study(tmp_path / "out"), "en") == [
        f"As is (base): 1 without a plan: {why}",
        f"High: 2 without a plan: {why}",
        "High: 1 without a plan: no plan was found within the limit",
    ]
