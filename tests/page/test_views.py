"""Each view in both languages: axe finds nothing wrong at WCAG 2 AA, and docs/page/ shows what it looks like."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.page.axe import faults
from tests.page.conftest import PATIENCE_MS, Opened
from tests.page.pictures import WANTED, pictured
from tests.page.server import Server


def start(page: Page) -> None:
    page.locator(".plans, .hint").first.wait_for()


def day(page: Page) -> None:
    page.locator("[data-name='2026-12-01']").click()
    page.locator(".targets table").wait_for()


def week(page: Page) -> None:
    page.locator("[data-name='week']").click()
    page.locator(".targets table").wait_for()


def rooms(page: Page) -> None:
    day(page)
    page.locator("[data-name='rooms']").click()


def contact(page: Page) -> None:
    day(page)
    page.locator(".timeline .contact:not(.crisis, .locked)").last.press("Enter")
    page.locator("dialog .places details, dialog .places p:not([role])").first.wait_for()


def clinician(page: Page) -> None:
    page.locator(".timeline button.row").first.click()


def need(page: Page) -> None:
    page.locator(".unserved button").first.click()


def ill(page: Page) -> None:
    page.locator(".toolbar button").nth(3).click()


def calls(page: Page) -> None:
    """The phone list, and all that changes."""
    ill(page)
    page.locator("dialog button.primary").click()
    page.locator(".difference table").last.wait_for(timeout=3 * PATIENCE_MS)


VIEWS: dict[str, Callable[[Page], None]] = {
    view.__name__: view for view in (start, day, week, rooms, contact, clinician, need, ill, calls)
}


@pytest.mark.parametrize("locale", ["sv-SE", "en-GB"])
@pytest.mark.parametrize("name", VIEWS)
def test_a_view_is_accessible(server: Server, plan: str, opened: Opened, name: str, locale: str) -> None:
    """axe-core finds no violation; the picture in docs/page/ is written anew where that is asked for."""
    page = opened(server.url if name == "start" else f"{server.url}/#/week/{plan}", locale)
    expect(page.locator("h1")).to_be_visible()
    VIEWS[name](page)
    assert faults(page) == []
    if WANTED and (locale == "en-GB" or name == "day"):
        pictured(page, f"{name}-{locale[:2]}")


@pytest.mark.parametrize("locale", ["sv-SE", "en-GB"])
def test_the_search_is_accessible(server: Server, opened: Opened, locale: str) -> None:
    """A week that is being solved, with its chart."""
    job = server.begun("team-4", 60)
    page = opened(f"{server.url}/#/week/{job}", locale)
    expect(page.locator(".figures .cost dd")).to_have_text(re.compile(r"^\d"))
    if WANTED and locale == "en-GB":
        expect(page.locator(".chart path.cost")).to_have_attribute("d", re.compile("V"))  # it has fallen
        pictured(page, "solving-en")
    assert faults(page) == []
    page.locator("button.primary").click()
    expect(page.locator(".proof")).to_be_visible()


@pytest.mark.parametrize("locale", ["sv-SE", "en-GB"])
def test_the_printed_page_is_the_table_of_every_day(server: Server, plan: str, opened: Opened, locale: str) -> None:
    """Printing opens each day's table and leaves the timeline out: every contact stands on paper once."""
    page = opened(f"{server.url}/#/week/{plan}", locale)
    page.locator(".targets table").wait_for()
    page.emulate_media(media="print")
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".timeline")).to_be_hidden()
    planned = server.ask("GET", f"/v1/schedules/{plan}")["modelOutput"]["appointments"]
    expect(page.locator(".table tbody tr")).to_have_count(len(planned))
    expect(page.locator(".table tbody tr").last).to_be_visible()
    assert faults(page) == []
    if WANTED and locale == "en-GB":
        pictured(page, "print")


@pytest.mark.parametrize(("name", "begins"), [("Excel", b"PK"), ("Calendars", b"PK"), ("JSON", b"{")])
def test_files_are_taken_along(server: Server, plan: str, opened: Opened, name: str, begins: bytes) -> None:
    """Each link of the toolbar gives a file of its kind."""
    page = opened(f"{server.url}/#/week/{plan}")
    with page.expect_download() as taken:
        page.get_by_role("link", name=name, exact=True).click()
    assert Path(taken.value.path()).read_bytes().startswith(begins)
