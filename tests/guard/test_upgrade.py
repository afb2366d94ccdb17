"""The guard under another OR-Tools: what it installs, and what it says. Installing itself is `make upgrade`."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from bench.guard import upgrade
from bench.guard.baseline import Baseline
from bench.guard.weeks import Stored

BASELINE = Baseline(
    {"ortools": "9.15.1", "python": "3.11"}, {"w: answer": {"cost": 100}, "v: model": {"candidates": 7}}
)
OTHER = {"ortools": "9.16.2", "python": "3.11"}


def test_the_pinned_version_is_replaced_and_nothing_else() -> None:
    """Everything else that the package needs stays."""
    needs = upgrade.requirements("9.14.6206")
    assert [need for need in needs if need.startswith("ortools")] == ["ortools==9.14.6206"]
    assert any(need.startswith("pydantic>=") for need in needs)


def test_it_prints_what_changed(capsys: pytest.CaptureFixture[str]) -> None:
    """In the gate's words, with both versions."""
    measured = {"made with": OTHER, "w: answer": {"cost": 110}, "v: model": {"candidates": 7}}
    assert upgrade.report(BASELINE, measured) == 1
    assert capsys.readouterr().out.splitlines() == [
        "baseline: ortools 9.15.1, python 3.11; measured: ortools 9.16.2, python 3.11",
        "w: answer: 1 changes beyond tolerance",
        "  w: cost 100 -> 110 (+10.0 %, allowed +2 %)",
        "v: model: no changes beyond tolerance",
    ]
    assert upgrade.report(BASELINE, {"made with": OTHER, "w: answer": {"cost": 90}}) == 0


def test_what_does_not_run_is_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    """The parts that run are still compared."""
    measured = {"made with": OTHER, "w: answer": "AttributeError: no such thing", "v: model": {"candidates": 8}}
    assert upgrade.report(BASELINE, measured) == 2
    printed = capsys.readouterr().out
    assert "w: answer: does not run: AttributeError: no such thing\n" in printed
    assert "candidates 7 -> 8" in printed


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> dict[str, subprocess.CompletedProcess[str]]:
    """What pip and the other Python answer, instead of being run."""
    answers = {"pip": subprocess.CompletedProcess([], 0, "", ""), "-c": subprocess.CompletedProcess([], 0, "", "")}

    def run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        return answers["pip" if "pip" in command else "-c"]

    monkeypatch.setattr(upgrade, "_run", run)
    monkeypatch.setattr("venv.create", lambda folder, with_pip: None)
    monkeypatch.setattr(upgrade, "load", lambda: BASELINE)
    return answers


def test_a_version_that_cannot_be_had(
    told: dict[str, subprocess.CompletedProcess[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    """One line of pip's, the last."""
    told["pip"] = subprocess.CompletedProcess([], 1, "", "ERROR: first\nERROR: No matching distribution\n")
    assert upgrade.main(["9.99"]) == 2
    assert capsys.readouterr().out == "ortools 9.99: cannot be installed: ERROR: No matching distribution\n"


def test_a_crash_keeps_what_was_measured_before(told: dict[str, subprocess.CompletedProcess[str]]) -> None:
    """A library that ends the process with a signal says nothing on its way."""
    told["-c"] = subprocess.CompletedProcess([], -11, '["made with", {}]\n["w: answer", {"cost": 100}]\n', "")
    measured = upgrade.measure_with("9.99", Path("nowhere"))
    assert measured["w: answer"] == {"cost": 100}
    assert measured["what comes next"] == "ended with code -11"
    assert upgrade.main(["9.99"]) == 2


def test_the_other_python_measures_what_the_gate_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """The script that it is given runs here too, line by line of JSON, and goes on after a failure."""
    monkeypatch.setattr("bench.guard.measure.WEEKS", (Stored("no-such-week", None),))
    monkeypatch.setattr("bench.guard.measure.SOLVED", ())
    printed: list[str] = []
    exec(upgrade.MEASURE, {"print": lambda text, flush: printed.append(text)})
    assert printed[0].startswith('["made with", {"ortools": "')
    assert "no-such-week: model" in printed[1]
