"""The pictures of docs/page.md, taken anew by `make screenshots`."""

import os
from pathlib import Path

from playwright.sync_api import Page

FOLDER = Path(__file__).parents[2] / "docs" / "page"
WANTED = os.environ.get("WEIGHTPLAN_SCREENSHOTS") == "1"


def pictured(page: Page, name: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=FOLDER / f"{name}.png")
