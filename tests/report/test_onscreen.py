"""What a terminal is shown is what was written, and never steers it."""

from weightplan.report.onscreen import plain
from weightplan.report.words import Words


def test_the_space_between_swedish_thousands_stays() -> None:
    assert plain(Words("sv").number(22941)).plain == "22\N{NARROW NO-BREAK SPACE}941"


def test_the_space_before_a_swedish_per_cent_sign_stays() -> None:
    assert plain(Words("sv").percent(0.5)).plain == "50\N{NO-BREAK SPACE}%"


def test_control_characters_and_markup_do_nothing() -> None:
    shown = plain("q1\x1b[31m [bold]q2[/bold]\nq3")
    assert shown.plain == "q1\N{REPLACEMENT CHARACTER}[31m [bold]q2[/bold]\nq3"
    assert not shown.spans
