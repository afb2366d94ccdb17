"""What the README says is there, is there."""

import re
import shlex
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup
from typer.testing import CliRunner

from weightplan.cli import app
from weightplan.files import read_plan, shipped

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
FENCES = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
SPANS = re.findall(r"`([^`\n]+)`", README)
LINES = [line.split(" #")[0].strip() for fence in FENCES for line in fence.splitlines()]
CALLS = sorted({c.strip() for c in [*LINES, *SPANS] if "weightplan " in c})


def options(*words: str) -> set[str]:
    """Return every option of the command that words begin with, one of ours or one of a group of ours."""
    command = typer.main.get_command(app)
    for word in words:
        if isinstance(command, TyperGroup):
            assert word in command.commands
            command = command.commands[word]
    return {name for parameter in command.params for name in parameter.opts} | {"--help", "-h"}


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([^)#]+)\)", README))))
def test_links_lead_somewhere(target: str) -> None:
    """Every relative link and picture names a file or folder of the repository."""
    assert target.startswith("https://") or (ROOT / target).exists()


@pytest.mark.parametrize("target", sorted(set(re.findall(r"(?:^|`)make ([a-z]+)", README, re.MULTILINE))))
def test_make_targets_exist(target: str) -> None:
    """`make demo` and its like are rules of the Makefile."""
    assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)


@pytest.mark.parametrize("call", CALLS)
def test_commands_and_options_exist(call: str) -> None:
    """Each `weightplan ...` names a command that there is, with options that it has."""
    words = shlex.split(call.rpartition("weightplan ")[2])
    known = options(*words)
    assert {word for word in words if word.startswith("-")} <= known


@pytest.mark.parametrize("option", sorted({span.split()[0] for span in SPANS if span.startswith("--")}))
def test_options_named_alone_belong_to_solve(option: str) -> None:
    """Options in the text, outside a command line, are options of `solve`."""
    assert option in options("solve")


def test_the_story_of_one_tuesday_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its commands, one after the other: each ends well, and the ill clinician is booked no more."""
    monkeypatch.chdir(tmp_path)
    story = README[README.index("## One Tuesday") : README.index("## Commands")]
    calls = [line for fence in re.findall(r"```sh\n(.*?)```", story, re.DOTALL) for line in fence.splitlines()]
    said = {}
    for call in calls:
        words = shlex.split(call.removeprefix("weightplan "))
        result = CliRunner().invoke(app, words)
        assert result.exit_code == 0, f"{call}: {result.stderr}"
        said[words[0]] = " ".join(result.stdout.split())
    assert set(said) == {"solve", "why", "reach", "moves", "replan", "diff", "confidence"}
    assert "No set of these levers" in said["reach"]
    assert "No legal week gives more than" in said["why"]
    assert "cannot move to Wed 2 Dec 10:00" in said["moves"]
    assert said["why"].startswith("29 of 43.5.")
    assert re.search(r"\d+ patients? moves?", said["replan"])
    tuesday = read_plan("tuesday.json")
    assert not [a for a in tuesday.appointments if "psy2" in a.clinicians and f"{a.start:%m-%d}" == "12-01"]
    assert (tmp_path / "friday.html").stat().st_size > 10_000


def test_the_weeks_named_ship() -> None:
    """The README lists exactly the weeks that ship."""
    (line,) = [line for line in README.splitlines() if line.startswith("- [scenarios/]")]
    assert set(re.findall(r"`([^`]+)`", line)) == set(shipped("scenarios"))


def test_both_commands_stand_first() -> None:
    """One command solves and shows clinic-12, one runs the tests, and CI calls the second."""
    assert {"make demo", "make test"} <= set(LINES)
    assert "solve clinic-12" in MAKEFILE
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_python_example_runs_as_written() -> None:
    """The names that the Python example imports and reads exist."""
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    quick = code.replace("time_limit=10", "time_limit=2, workers=1")
    names: dict[str, object] = {}
    exec(compile(quick, "README.md", "exec"), names)
    assert set(names["frames"]) == {"appointments", "breaks", "unserved", "clinicians"}  # type: ignore[call-overload]


def test_the_picture_is_small() -> None:
    """A clone stays light."""
    assert (ROOT / "docs" / "week.png").stat().st_size < 300_000
