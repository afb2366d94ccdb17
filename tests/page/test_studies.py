"""HR's afternoon: a study from a ready one, its form, its progress, what it says, a week behind it, and a front."""

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.api.studied import small_study
from tests.page.axe import faults
from tests.page.conftest import Opened
from tests.page.pictures import WANTED, pictured
from tests.page.server import OVER, Server

SLOWLY_MS = 180_000  # a study solves in processes of its own


def over(server: Server, kind: str, job: str) -> str:
    """Return a job's id once it is over."""
    while server.ask("GET", f"/v1/{kind}/{job}/metadata")["jobStatus"] not in OVER:
        time.sleep(0.2)
    return job


@pytest.fixture(scope="package")
def study(server: Server) -> str:
    """The id of a study of a unit of two: 3 weights each are met, 8 each are not."""
    body = small_study() | {"config": {"run": {"name": "two people"}}}
    return over(server, "studies", server.ask("POST", "/v1/studies", body)["id"])


@pytest.fixture(scope="package")
def front(server: Server, study: str) -> str:
    """The id of a front of a week of that study."""
    week = server.ask("GET", f"/v1/studies/{study}/rows/0/week?language=en")
    run = {"name": "front", "termination": {"spentLimit": "PT15S"}}
    asked = {"modelInput": week["modelInput"], "points": 8, "config": {"run": run}}
    return over(server, "frontiers", server.ask("POST", "/v1/frontiers", asked)["id"])


def counted(page: Page, words: str) -> None:
    expect(page.locator(".count")).to_contain_text(words)


def test_a_ready_study_is_changed_checked_and_begun(server: Server, opened: Opened) -> None:
    """Levels and luck in a form, the number of weeks beside them; a slip is named; then it runs, and is stopped."""
    page = opened(server.url)
    page.get_by_role("link", name="Studies").click()
    page.get_by_role("link", name="How many reach 45 weights").click()
    counted(page, "4 scenarios, 12 weeks to solve.")
    page.get_by_label("Repetitions").fill("1")
    counted(page, "4 scenarios, 4 weeks to solve.")
    page.get_by_role("button", name="Remove level A fifth more need").click()
    counted(page, "2 scenarios, 2 weeks to solve.")
    target = page.get_by_role("group", name="Factor: target")
    target.get_by_role("button", name="One more level").click()
    counted(page, "3 scenarios, 3 weeks to solve.")
    level = target.locator(".level").last
    level.get_by_label("Level", exact=True).fill("Two more")
    level.get_by_label("Kind of change").select_option(label="More staff")
    level.get_by_role("button", name="Add a change").click()
    level.get_by_label("Number").fill("200")
    page.get_by_role("button", name="Check it").click()
    expect(page.get_by_role("alert")).to_contain_text("add[0].number")
    level.get_by_label("Number").fill("2")
    page.get_by_role("button", name="Check it").click()
    expect(page.locator(".news")).to_contain_text("The study can be run.")
    page.get_by_label("Limit of each solve").select_option(label="Seconds")
    page.get_by_label("At most").fill("60")
    page.get_by_role("button", name="Begin the study").click()
    expect(page.locator("main [role=status]")).to_contain_text("0 of 3 weeks done", timeout=SLOWLY_MS)
    page.get_by_role("button", name="Stop and keep what is there").click()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("main")).to_contain_text("stopped", timeout=SLOWLY_MS)
    (stand, *_) = server.ask("GET", "/v1/studies")
    assert (stand["jobStatus"], stand["progress"]["of"]) == ("stopped", 3)


def test_a_study_says_what_its_scenarios_come_to(server: Server, study: str, opened: Opened) -> None:
    """Sentences, a picture and a table of every figure; the report is a page of its own, and the rows a file."""
    page = opened(f"{server.url}/#/study/{study}")
    expect(page.locator("main")).to_contain_text("−2.0 (−2.0 to −2.0) people reach the target")
    expect(page.locator("main")).to_contain_text("4 of 4 weeks done · 4 proven optimal")
    assert page.locator(".means .mean").count() == 2
    page.get_by_label("Figure", exact=True).select_option(label="Unserved contacts")
    expect(page.get_by_role("img", name=re.compile("^Unserved contacts: As is"))).to_be_visible()
    rows = page.get_by_role("region", name="Every scenario").locator("tbody tr")
    expect(rows.filter(has_text="Reach the target (people)")).to_contain_text("2.0 (2.0 to 2.0)0.0 (0.0 to 0.0)")
    with page.context.expect_page() as shown:
        page.get_by_role("link", name="Report").click()
    expect(shown.value.locator("h1")).to_contain_text("small")
    assert shown.value.locator("img").count() >= 3
    with page.expect_download() as taken:
        page.get_by_role("link", name="Rows (CSV)").click()
    assert taken.value.suggested_filename == "rows.csv"


def test_the_week_of_a_row_is_planned_and_weighed(server: Server, study: str, opened: Opened) -> None:
    """By keyboard: choose the scenario, open its second week, and back; then its front, and a point's week."""
    page = opened(f"{server.url}/#/study/{study}")
    page.get_by_label("Scenario", exact=True).select_option(label="High")
    page.get_by_role("button", name="Plan the week: Repetition 2").press("Enter")
    expect(page.locator(".proof")).to_contain_text("no plan costs less")
    expect(page.locator("h1")).to_have_text("High · 2")
    page.go_back()
    page.get_by_role("button", name="Weigh it: Repetition 1").press("Enter")
    expect(page.locator("svg.front circle").first).to_be_visible(timeout=SLOWLY_MS)
    points = page.locator("svg.front circle").count()
    buttons = page.get_by_role("button", name=re.compile("^Open the week, plan"))
    assert buttons.count() == points
    buttons.last.press("Enter")
    expect(page.locator(".proof")).to_contain_text("Legal plan")
    expect(page.locator("h1")).to_have_text(f"As is (base) · 1 · {points}")


def test_a_plan_is_weighed_from_the_studies_view(server: Server, study: str, front: str, opened: Opened) -> None:
    """A point opens by a click on the picture too, and its page by a link."""
    page = opened(f"{server.url}/#/studies")
    page.get_by_role("link", name="front", exact=True).click()
    expect(page.locator("main")).to_contain_text("Weights against Load")
    with page.context.expect_page() as shown:
        page.get_by_role("link", name="Report").click()
    expect(shown.value.locator("svg")).to_be_visible()
    shown.value.get_by_role("link", name="Plan 1").click()
    expect(shown.value.locator("h1")).to_have_text("front · 1")
    page.locator("svg.front circle").first.click()
    expect(page.locator("h1")).to_have_text("front · 1")
    expect(page.locator(".proof")).to_be_visible()
    page.get_by_role("link", name="Studies").click()
    page.get_by_label("Begin with", exact=True).select_option(index=0)
    page.get_by_label("At the price of").select_option(label="Unserved needs")
    page.get_by_label("Search no longer than").select_option("20")
    page.get_by_role("button", name="Weigh", exact=True).press("Enter")
    expect(page.locator("svg.front circle").first).to_be_visible(timeout=SLOWLY_MS)


def listed(page: Page) -> None:
    page.locator(".plans a[href^='#/studies/new']").first.wait_for()


def form(page: Page) -> None:
    page.locator(".count").wait_for()
    page.locator(".level button").nth(1).click()


def findings(page: Page) -> None:
    page.locator(".means").wait_for()


def points(page: Page) -> None:
    page.locator("svg.front").wait_for()


VIEWS: dict[str, tuple[str, Callable[[Page], None]]] = {
    "studies": ("#/studies", listed),
    "study-form": ("#/studies/new/two-psychologists-or-a-doctor", form),
    "study": ("#/study/{study}", findings),
    "front": ("#/front/{front}", points),
}


@pytest.mark.parametrize("locale", ["sv-SE", "en-GB"])
@pytest.mark.parametrize("view", VIEWS)
def test_nothing_is_wrong_for_anybody(
    server: Server, study: str, front: str, opened: Opened, view: str, locale: str
) -> None:
    """axe-core finds no fault of WCAG 2.1 A or AA."""
    address, shown = VIEWS[view]
    page = opened(f"{server.url}/{address.format(study=study, front=front)}", locale)
    shown(page)
    assert faults(page) == []
    if WANTED and locale == "en-GB":
        pictured(page, f"{view}-en")
