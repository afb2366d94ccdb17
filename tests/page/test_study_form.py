"""A study of the unit's own: from a file, a plan's week or an earlier study; and what its form says of slips."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.api.studied import small_study
from tests.page.axe import faults
from tests.page.conftest import Opened
from tests.page.server import Server
from tests.page.test_own_week import WEEK
from tests.page.test_studies import SLOWLY_MS, counted, over
from tests.study.conftest import AS_IS, week_of_two


def given(place: Page | Locator, content: str, name: str = "unit.json") -> None:
    """Choose a file in a view that asks with what to begin."""
    place.get_by_label("Begin with", exact=True).select_option(label="A file of your own …")
    place.locator("input[type=file]").set_input_files({"name": name, "mimeType": "", "buffer": content.encode()})


@pytest.fixture(scope="module")
def planned(server: Server) -> str:
    """The id of a plan of the week of two people."""
    run = {"name": "our week", "termination": {"spentLimit": "PT20S"}}
    body = {"modelInput": week_of_two(), "config": {"run": run}}
    return over(server, "schedules", server.ask("POST", "/v1/schedules", body)["id"])


@pytest.fixture(scope="module")
def earlier(server: Server) -> str:
    """The id of a study whose only solved scenario is the base: in the other one everybody is away on a must."""
    week = week_of_two()
    week["requests"][0] |= {"must": True}
    ill = {"factors": {"ill": AS_IS | {"all_ill": {"absence": 1.0}}}, "varies": {}, "limits": {"deterministic": 0.2}}
    body = small_study(week, **ill) | {"config": {"run": {"name": "all ill"}}}
    return over(server, "studies", server.ask("POST", "/v1/studies", body)["id"])


def test_a_study_begins_with_a_file_of_the_units_own(server: Server, opened: Opened) -> None:
    """By keyboard: a slip in the file at its path, then the week; one level is said, checked and begun."""
    page = opened(f"{server.url}/#/studies")
    page.get_by_role("link", name="Choose the week").press("Enter")
    wrong = WEEK | {"requests": [WEEK["requests"][0] | {"count": 0}]}
    given(page, json.dumps(wrong))
    page.get_by_role("button", name="Begin with the week").press("Enter")
    expect(page.locator(".faults code")).to_have_text(["requests[0].count"])
    given(page, json.dumps(WEEK))
    page.get_by_role("button", name="Begin with the week").press("Enter")
    expect(page.locator("main")).to_contain_text("unit.json. Clinicians: 1. Needs: 3.")
    expect(page.locator("main")).to_be_focused()
    counted(page, "2 scenarios, 2 weeks to solve.")
    level = page.locator(".level").last
    level.get_by_label("Level", exact=True).fill("A target of 2")
    level.get_by_label("Kind of change").select_option(label="Weight target")
    level.get_by_role("button", name="Add a change").press("Enter")
    level.get_by_label("Value").fill("2")
    page.get_by_label("The question that its report answers").fill("Is 2 enough?")
    page.get_by_label("Psychologist").fill("68000")
    page.get_by_label("The salaries are").select_option(label="Measured")
    page.get_by_label("At most").fill("0.2")
    page.get_by_role("button", name="Begin the study").press("Enter")
    expect(page.locator("h1")).to_have_text("Is 2 enough?", timeout=SLOWLY_MS)
    expect(page.locator("main")).to_contain_text("2 of 2 weeks done")
    expect(page.locator("main")).to_contain_text("Levels in this study are examples until the unit gives its own.")
    expect(page.locator("main")).to_contain_text("Salaries in this study are measured.")
    (stand, *_) = server.ask("GET", "/v1/studies")
    asked = server.ask("GET", f"/v1/studies/{stand['id']}/body")["modelInput"]
    assert asked["week"]["clinicians"] == WEEK["clinicians"]
    assert asked["study"]["salaries"] == {"psychologist": 68000}


def test_a_ready_study_takes_the_week_of_a_plan(server: Server, planned: str, opened: Opened) -> None:
    """What is to differ stays, a role that the week lacks is marked, and its check names it."""
    page = opened(f"{server.url}/#/studies/new/two-psychologists-or-a-doctor")
    expect(page.locator("main")).to_contain_text("weeks/unit-7. Clinicians: 7.")
    page.get_by_text("Take a week of your own instead").click()
    page.get_by_label("Begin with", exact=True).select_option(planned)
    page.get_by_role("button", name="Take the week").click()
    expect(page.locator("main")).to_contain_text("our week. Clinicians: 2. Needs: 10.")
    stranger = page.locator(".level").nth(2).get_by_label("Role", exact=True)
    expect(stranger.locator("option:checked")).to_have_text("doctor (not in this week)")
    page.get_by_role("button", name="Check it").click()
    expect(page.locator("main > section .faults")).to_contain_text("doctor")
    stranger.select_option("psychologist")
    page.get_by_role("button", name="Check it").click()
    expect(page.locator(".news")).to_contain_text("The study can be run.")


def test_a_study_begins_from_an_earlier_one(server: Server, earlier: str, opened: Opened) -> None:
    """It says why weeks have no plan; its form holds what was asked, is changed, and makes a study beside it."""
    page = opened(f"{server.url}/#/study/{earlier}")
    expect(page.get_by_role("heading", name="Weeks without a plan")).to_be_visible()
    expect(page.locator("main")).to_contain_text("All ill: 2 weeks: proven impossible")
    page.get_by_role("link", name="Begin from it: all ill").press("Enter")
    expect(page.get_by_label("Name of the study")).to_have_value("all ill")
    page.get_by_label("Name of the study").fill("half ill")
    page.get_by_label("Value").fill("0.5")
    page.get_by_label("Repetitions").fill("1")
    counted(page, "2 scenarios, 2 weeks to solve.")
    page.get_by_role("button", name="Begin the study").click()
    expect(page.locator("main")).to_contain_text("2 of 2 weeks done", timeout=SLOWLY_MS)
    names = [stand["name"] for stand in server.ask("GET", "/v1/studies")]
    assert {"all ill", "half ill"} <= set(names)
    page.get_by_role("link", name="Studies").click()
    expect(page.get_by_role("link", name="Begin from it: half ill")).to_have_attribute(
        "href", re.compile("^#/studies/again/[0-9a-f]{32}$")
    )


def test_a_limit_that_is_left_out_is_said_at_its_field(server: Server, opened: Opened) -> None:
    """A solve without one may never end: nothing is sent, and the field has the focus; so has any wrong number."""
    page = opened(f"{server.url}/#/studies/new/how-many-reach-45")
    limit = page.get_by_label("At most")
    limit.fill("")
    expect(limit).to_have_accessible_description("A number is needed here.")
    page.get_by_role("button", name="Begin the study").click()
    expect(limit).to_be_focused()
    expect(page.get_by_role("alert")).to_have_text("A field has to be put right first; it is marked.")
    limit.fill("0")
    expect(limit).to_have_accessible_description("0.1 at least.")
    limit.fill("1")
    level = page.locator(".level").nth(1)
    level.get_by_label("Kind of change").select_option(label="Weight target")
    level.get_by_role("button", name="Add a change").click()
    page.get_by_role("button", name="Check it").click()
    twice = "The level Target 28 has the same change twice: Weight target. Remove one of them."
    expect(page.get_by_role("alert")).to_have_text(twice)
    level.get_by_role("button", name="Remove: Weight target").last.click()
    page.get_by_label("Repetitions").fill("1.5")
    expect(page.get_by_label("Repetitions")).to_have_accessible_description("Write a whole number.")
    page.get_by_label("Repetitions").fill("1")
    page.get_by_role("button", name="Check it").click()
    expect(page.locator(".news")).to_contain_text("The study can be run.")
    assert page.url.endswith("/new/how-many-reach-45")


def test_a_week_from_a_file_is_weighed(server: Server, opened: Opened) -> None:
    """No plan of it has to be there first."""
    page = opened(f"{server.url}/#/studies")
    weigh = page.get_by_role("region", name="What does one thing cost in another?")
    given(weigh, json.dumps(week_of_two(), default=str))
    weigh.get_by_label("Search no longer than").select_option("20")
    weigh.get_by_role("button", name="Weigh", exact=True).press("Enter")
    expect(page.locator("svg.front circle").first).to_be_visible(timeout=SLOWLY_MS)
    expect(page.locator("h1")).to_have_text("unit.json")


def own(page: Page) -> None:
    page.locator(".card select").last.select_option("file")
    page.locator("input[type=file]").wait_for()


def base(page: Page) -> None:
    page.locator("summary").click()
    page.locator("details select").wait_for()


def without(page: Page) -> None:
    page.locator("#without").wait_for()


def slips(page: Page) -> None:
    page.locator(".count").wait_for()
    for box in page.locator("input[type=number]").all():
        box.fill("-1")


VIEWS: dict[str, tuple[str, Callable[[Page], None]]] = {
    "study-own": ("#/studies/own", own),
    "study-week": ("#/studies/new/how-many-reach-45", base),
    "study-again": ("#/studies/again/{earlier}", slips),
    "study-without": ("#/study/{earlier}", without),
}


@pytest.mark.parametrize("locale", ["sv-SE", "en-GB"])
@pytest.mark.parametrize("view", VIEWS)
def test_nothing_is_wrong_for_anybody(server: Server, earlier: str, opened: Opened, view: str, locale: str) -> None:
    """axe-core finds no fault of WCAG 2.1 A or AA."""
    address, shown = VIEWS[view]
    page = opened(f"{server.url}/{address.format(earlier=earlier)}", locale)
    shown(page)
    assert faults(page) == []
