"""The page in a browser: Debian's Chromium, by path, against a real server."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.page.pictures import WANTED
from tests.page.server import Server, served

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "api" / "weightplan_api" / "page"
AXE = PAGE / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = "/usr/bin/chromium"
SECONDS = 60 if WANTED else 6  # of search for the plan that tests look at
PATIENCE_MS = 60_000

Opened = Callable[..., Page]


@pytest.fixture(scope="package")
def built() -> None:
    """Build the page where its sources are newer than what was built of them, or its tools are missing."""
    if not Path(CHROMIUM).exists() and "chromium" not in os.environ.get("WEIGHTPLAN_REQUIRE", ""):
        pytest.skip(f"there is no {CHROMIUM}")
    with (PAGE / "package.json").open() as lock:  # of two workers one builds
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not up_to_date():
            subprocess.run([sys.executable, ROOT / "hatch_build.py"], check=True)


def up_to_date() -> bool:
    made = PAGE / "built" / "index.html"
    sources = (path for path in PAGE.rglob("*") if not {"node_modules", "built"} & set(path.parts) and path.is_file())
    return AXE.exists() and made.exists() and max(p.stat().st_mtime for p in sources) <= made.stat().st_mtime


@pytest.fixture(scope="package")
def server(built: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for the person at this machine."""
    with served(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture(scope="package")
def plan(server: Server) -> str:
    """The id of a plan of team-4 to look at; tests that change one make their own."""
    return server.planned("team-4", SECONDS)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One browser for all tests; it ends with them, for other tests run loops of their own."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opened]:
    """Open an address as a browser of some language would; what a script throws fails the test."""
    thrown: list[str] = []
    contexts = []

    def open_page(address: str, locale: str = "en-GB") -> Page:
        context = browser.new_context(locale=locale, viewport={"width": 1280, "height": 860})
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        context.add_init_script(path=AXE)
        page = context.new_page()
        page.on("pageerror", lambda error: thrown.append(str(error)))
        page.on("console", lambda said: thrown.append(said.text) if "Security Policy" in said.text else None)
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert thrown == []
