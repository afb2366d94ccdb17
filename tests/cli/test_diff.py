"""`weightplan diff`, run as a command of its own."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from tests.answers.plans import planned
from weightplan.answers.diff import Diff
from weightplan.cli.confidence import confidence
from weightplan.cli.diff import diff
from weightplan.cli.errors import PlainGroup
from weightplan.files import shipped
from weightplan.plan import Plan

Command = Callable[..., Result]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run the command line with these two commands, wide enough that no cell is folded."""
    monkeypatch.setenv("COLUMNS", "200")
    app = typer.Typer(cls=PlainGroup)
    app.command()(diff)
    app.command()(confidence)
    return lambda *arguments: CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """A plan of team-4, and the same without its last appointment and with its first an hour later."""
    _, made = planned("team-4")
    first, *others = made.appointments
    later = {name: getattr(first, name).replace(hour=getattr(first, name).hour + 1) for name in ("start", "end")}
    changed = made.model_copy(update={"appointments": (first.model_copy(update=later), *others[:-1])})
    return written(tmp_path / "a.json", made), written(tmp_path / "b.json", changed)


def written(path: Path, made: Plan) -> Path:
    path.write_text(made.model_dump_json())
    return path


def test_json_is_the_whole_answer(command: Command, files: tuple[Path, Path]) -> None:
    result = command("diff", *files, "--week", "team-4", "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    tree = json.loads(result.stdout)
    assert [change["kind"] for change in tree["changes"]].count("dropped") == 1
    assert [change["changed"] for change in tree["changes"] if change["kind"] == "moved"] == [["time"]]
    assert Diff.model_validate_json(result.stdout).model_dump(mode="json") == tree
    assert tree["clinicians"][0]["booked"].keys() == {"a", "b", "difference"}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["1 appointment moved, 0 added, 1 dropped;", "moved: time", "Patient minutes", "Level 3", "Total"]),
        ("sv", ["1 kontakt ändrad, 0 nya, 1 struken;", "ändrad: tid", "Patientminuter", "Nivå 3", "Summa"]),
    ],
)
def test_it_is_told_in_either_language(
    language: str, words: list[str], command: Command, files: tuple[Path, Path]
) -> None:
    result = command("diff", *files, "--week", "team-4", "--language", language)
    assert result.exit_code == 0
    assert all(word in result.stdout for word in words), result.stdout
    assert "\N{REPLACEMENT CHARACTER}" not in result.stdout


def test_a_plan_under_another_rulebook(command: Command, files: tuple[Path, Path], tmp_path: Path) -> None:
    """The old contract pays 1.0 for a physical visit, the new one 0.9."""
    book = tmp_path / "new.yaml"
    text = shipped("models")["stockholm-psychiatry"].read_text().replace("weight: 1.0, origin: sourced", "weight: 0.9")
    book.write_text(text.replace('version: "2026-11"', 'version: "2027-01"'))
    result = command("diff", files[0], files[0], "--week", "team-4", "--rulebook-b", book, "--json")
    found = Diff.model_validate_json(result.stdout)
    _, made = planned("team-4")
    paid = {(a.contact_type, c) for a in made.appointments for c, w in a.weights.items() if w}
    assert found.changes == ()
    assert (found.rulebook_a, found.rulebook_b) == ("stockholm-psychiatry 2026-11", "stockholm-psychiatry 2027-01")
    for person in found.clinicians:
        assert (person.booked.difference < 0) is (("physical_visit", person.clinician) in paid)
    assert (
        "B: stockholm-psychiatry 2027-01"
        in command("diff", files[0], files[0], "--week", "team-4", "--rulebook-b", book).stdout
    )


def test_a_plan_of_another_week_is_bad_input(command: Command, files: tuple[Path, Path]) -> None:
    """Each name that the week does not have is a line."""
    text = files[1].read_text().replace('"nur1"', '"nur7"')
    files[1].write_text(text)
    result = command("diff", *files, "--week", "team-4")
    assert (result.exit_code, result.stdout) == (1, "")
    line = result.stderr.splitlines()[0]
    assert line.startswith(f"{files[1]}: appointments[")
    assert line.endswith(": no clinician 'nur7', did you mean 'nur1'?")


def test_weeks_of_other_days_are_bad_input(command: Command, files: tuple[Path, Path], tmp_path: Path) -> None:
    shifted = tmp_path / "week.yaml"
    week = shipped("scenarios")["team-4"].read_text()
    shifted.write_text(week.replace("week: 2026-11-30\n", "week: 2026-11-30\nweeks: 2\n"))
    result = command("diff", files[0], files[0], "--week", "team-4", "--week-b", shifted)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        f"{shifted}: week: 2026-11-30 (weeks: 2), but that of plan A is 2026-11-30 (weeks: 1); "
        "only plans of the same days compare\n"
    )


def test_the_week_has_to_be_named(command: Command, files: tuple[Path, Path]) -> None:
    assert command("diff", *files).exit_code == 2
