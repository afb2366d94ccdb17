"""What is told while a study runs."""

import io

from rich.console import Console

from weightplan.cli.study_progress import StudyMeter, line
from weightplan.study.run import Standing


def test_a_line_has_rate_and_remaining_time() -> None:
    """Ten rows by this run in 60 s are ten a minute; of 120, 20 are done, so 100 take 600 s."""
    assert line(Standing(20, 120, 10, 0, 60.0)) == "20 of 120 rows, 10.0 a minute, 10 min left"
    assert line(Standing(115, 120, 10, 2, 60.0)) == "115 of 120 rows, 10.0 a minute, 30 s left, 2 failed"
    assert line(Standing(3, 120, 0, 0, 5.0)) == "3 of 120 rows"


def test_elsewhere_than_in_a_terminal_there_is_a_line_now_and_then() -> None:
    """A hundred news within a moment are one line."""
    file = io.StringIO()
    with StudyMeter(Console(file=file)) as meter:
        for done in range(100):
            meter(Standing(done, 100, done, 0, 1.0))
    assert file.getvalue().splitlines() == ["0 of 100 rows"]


def test_in_a_terminal_there_is_a_bar() -> None:
    file = io.StringIO()
    with StudyMeter(Console(file=file, force_terminal=True, width=100)) as meter:
        meter(Standing(20, 120, 10, 0, 60.0))
    assert "20 of 120 rows" in file.getvalue()
