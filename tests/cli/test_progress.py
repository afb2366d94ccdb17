"""The meter: a live line in a terminal, lines with a breath between them elsewhere."""

import io
from types import SimpleNamespace
from typing import Any

import pytest
from rich.console import Console

from weightplan.cli import progress
from weightplan.cli.progress import Meter, figures


def news(cost: int | None) -> Any:
    return SimpleNamespace(cost=cost, bound=None, gap=None, seconds=1.0, stage="weeks")


def test_a_terminal_gets_a_live_line() -> None:
    console = Console(file=io.StringIO(), force_terminal=True, width=100)
    with Meter(console) as meter:
        meter(news(77))
        meter.tick()
    text = console.file.getvalue()  # type: ignore[attr-defined]
    assert "weeks: cost 77" in text


def test_elsewhere_lines_come_on_improvement_and_after_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr("weightplan.cli.progress.time.monotonic", lambda: clock[0])
    console = Console(file=io.StringIO(), width=100)
    with Meter(console) as meter:
        for seconds, cost in ((100.5, 9), (101.0, 8), (101.5, 7), (102.0, 7), (106.9, 7), (107.0, 7)):
            clock[0] = seconds
            meter(news(cost))
            meter.tick()
    lines = console.file.getvalue().splitlines()  # type: ignore[attr-defined]
    assert [line.split() for line in lines] == [
        ["1.0", "s", "weeks:", "cost", "8"],
        ["2.0", "s", "weeks:", "cost", "7"],
        ["7.0", "s", "weeks:", "cost", "7"],
    ]


def test_before_any_news_it_says_that_it_is_starting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "SILENCE", 0.0)
    console = Console(file=io.StringIO(), width=100)
    Meter(console).tick()
    assert "starting" in console.file.getvalue()  # type: ignore[attr-defined]


def test_figures_name_what_is_known() -> None:
    assert figures(None, 12, None) == "no plan yet, bound 12"
    assert figures(12_000, 1, 0.5) == "cost 12,000, bound 1, gap 0.5000"
