"""What the wheel holds: it is what people install, so it is what is looked at."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def inside(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of the files in a freshly built wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.mark.parametrize("folder", ["models", "scenarios"])
def test_every_data_file_ships(inside: set[str], folder: str) -> None:
    """`weightplan solve clinic-12` works from anywhere after `pip install`."""
    stored = {p.name for p in (ROOT / folder).iterdir() if p.suffix in {".yaml", ".json", ".csv"}}
    assert stored
    assert {f"weightplan/{folder}/{name}" for name in stored} <= inside


def test_the_package_is_whole(inside: set[str]) -> None:
    """Modules, templates and starter files are all there."""
    source = ROOT / "src"
    wanted = {p for p in source.rglob("*") if p.is_file() and "__pycache__" not in p.parts and "egg-info" not in str(p)}
    assert {p.relative_to(source).as_posix() for p in wanted} <= inside


def test_no_scripts_ship(inside: set[str]) -> None:
    """The generators, the tests and the benchmarks stay behind, and data folders hold no Python."""
    data = ("weightplan/models/", "weightplan/scenarios/", "weightplan/starter/")
    assert not [name for name in inside if name.startswith(data) and name.endswith((".py", ".pyc"))]
    assert {name.split("/")[0].split("-")[0] for name in inside} == {"weightplan", "weightplan_api"}


def test_the_command_is_installed(inside: set[str]) -> None:
    """The wheel brings the `weightplan` command."""
    assert any(name.endswith(".dist-info/entry_points.txt") for name in inside)


def test_the_planners_page_is_built_and_its_sources_stay_behind(inside: set[str]) -> None:
    """What a browser needs ships, bundled; neither npm's packages nor our own modules do."""
    page = {name for name in inside if name.startswith("weightplan_api/page/")}
    assert "weightplan_api/page/built/index.html" in page
    assert {Path(name).suffix for name in page} >= {".js", ".css", ".svg"}
    assert all(name.startswith("weightplan_api/page/built/") for name in page)
