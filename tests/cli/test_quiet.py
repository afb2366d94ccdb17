"""Standard output belongs to the plan."""

import ctypes

import pytest

from weightplan.cli.quiet import quiet_stdout


def test_what_c_code_prints_goes_nowhere(capfd: pytest.CaptureFixture[str]) -> None:
    """Inside it is dropped, also what C still holds in its buffer; before and after it is printed."""
    libc = ctypes.CDLL(None)

    def say(text: bytes) -> None:
        libc.printf(text)

    say(b"before ")
    libc.fflush(None)
    with quiet_stdout():
        say(b"inside ")
    say(b"after")
    libc.fflush(None)
    assert capfd.readouterr().out == "before after"
