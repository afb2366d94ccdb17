"""One Tuesday, by mouse and by keyboard: plan, move, take back, lock, solve the rest, ask; and somebody is ill."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, expect

from tests.page.conftest import PATIENCE_MS, Opened
from tests.page.pictures import WANTED, pictured
from tests.page.server import Server

BAR = ".timeline .contact"
HELD_AT = 6  # pixels from a bar's left edge


def undo(page: Page) -> Locator:
    return page.get_by_role("button", name="Undo")


def day(page: Page, name: str) -> None:
    page.get_by_role("group", name="Day").get_by_role("button", name=name).click()


def cost(page: Page) -> str:
    found = re.search(r"cost ([\d,]+)", page.locator(".proof").inner_text())
    assert found
    return found[1]


def spoken(page: Page) -> list[str]:
    """What is read out of each contact of the day that is shown, in no order of the page's own."""
    return sorted(page.locator(BAR).evaluate_all("bars => bars.map(bar => bar.getAttribute('aria-label'))"))


def test_a_week_is_planned_before_the_planners_eyes_and_stopped_with_its_best(server: Server, opened: Opened) -> None:
    """The demo is solved with its cost and bound in sight; stopping keeps the plan; nobody is ranked."""
    page = opened(server.url)
    page.get_by_label("Search no longer than").select_option("300")
    page.get_by_role("button", name="team-4").click()
    expect(page.locator(".figures .cost dd")).to_have_text(re.compile(r"^\d"))
    expect(page.locator(".figures .bound dd")).to_have_text(re.compile(r"^\d"))
    expect(page.locator(".chart path.cost")).to_be_attached()
    page.get_by_role("button", name="Stop and keep the best").click()
    expect(page.locator(".proof")).to_contain_text("no plan costs less")
    rows = page.locator(".timeline button.row").all_inner_texts()
    assert rows == ["psy1", "psy2", "doc1", "nur1"]  # the week's own order
    bars = page.locator(".targets tbody th button")
    expect(bars.first).to_be_visible()
    assert bars.all_inner_texts() == rows


def test_a_contact_is_moved_by_mouse_to_a_place_that_lights_up(server: Server, plan: str, opened: Opened) -> None:
    """While it is held, legal places light up and the price stands at hand; undo and redo take it there and back."""
    page = opened(f"{server.url}/#/week/{plan}")
    day(page, "Tue 1 Dec")
    before, price = spoken(page), cost(page)
    light = picked_up(page, server.ask("GET", f"/v1/schedules/{plan}/desk")["modelOutput"]["appointments"])
    box = light.bounding_box()
    assert box
    page.mouse.move(box["x"] + HELD_AT + 1, box["y"] + 20, steps=6)
    hint = page.locator(".hint-at-hand")
    expect(hint).to_have_class(re.compile("(^| )legal"))
    expect(hint).to_contain_text("cost")
    if WANTED:
        pictured(page, "moving-en")
    page.mouse.up()
    expect(page.locator(".news")).to_contain_text("Moved.")
    expect(page.locator(".ec-bg-event.legal")).to_have_count(0)
    after = until_spoken(page, lambda said: said != before)
    undo(page).click()
    until_spoken(page, lambda said: said == before)
    assert cost(page) == price
    page.get_by_role("button", name="Redo").click()
    until_spoken(page, lambda said: said == after)
    undo(page).click()
    until_spoken(page, lambda said: said == before)


def until_spoken(page: Page, wanted: Callable[[list[str]], bool]) -> list[str]:
    """Return what is read out as soon as it is as wanted: the timeline is drawn after the news are told."""
    for _ in range(PATIENCE_MS // 100):
        said = spoken(page)
        if wanted(said):
            return said
        page.wait_for_timeout(100)
    raise AssertionError(f"still reads {spoken(page)}")


def picked_up(page: Page, appointments: list[dict[str, Any]]) -> Locator:
    """Pick up the first contact that has a legal place on Tuesday; return that place."""
    types = {(a["request"], a["start"]): a["contact_type"] for a in appointments}
    for bar in page.locator(f"{BAR}.ec-draggable").all():
        box = bar.bounding_box()
        assert box
        with page.expect_response(re.compile("/places")) as answer:
            page.mouse.move(box["x"] + HELD_AT, box["y"] + 20)
            page.mouse.down()
            page.mouse.move(box["x"] + 22, box["y"] + 20, steps=3)
        asked = parse_qs(urlsplit(answer.value.url).query)
        held = types[asked["appointment"][0], asked["at"][0]]
        found = [m for m in answer.value.json()["moves"] if m["contact_type"] == held]
        if any(m["start"].startswith("2026-12-01") for m in found):
            light = page.locator(".ec-bg-event.legal").last
            light.wait_for()
            return light
        page.mouse.move(box["x"] + HELD_AT, box["y"] + 20)
        page.mouse.up()
    raise AssertionError("no contact of the day may move within it")


def test_a_place_that_a_rule_forbids_says_which(server: Server, plan: str, opened: Opened) -> None:
    """Held over the lunch hour outside hours, a contact is refused by name, and let go there it stays where it was."""
    page = opened(f"{server.url}/#/week/{plan}")
    day(page, "Tue 1 Dec")
    before = spoken(page)
    bar = page.locator(f"{BAR}.ec-draggable").first
    box, closed = bar.bounding_box(), page.locator(".ec-bg-event.closed").first.bounding_box()
    assert box
    assert closed
    page.mouse.move(box["x"] + 6, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(closed["x"] + 20, box["y"] + 20, steps=5)
    hint = page.locator(".hint-at-hand")
    expect(hint).to_have_class(re.compile("illegal"))
    expect(hint).to_contain_text("working hours")
    page.mouse.up()
    expect(page.locator(".news .bad")).to_contain_text("working hours")
    until_spoken(page, lambda said: said == before)


def test_the_same_by_keyboard_then_a_lock_and_the_rest(server: Server, plan: str, opened: Opened) -> None:
    """Without a mouse: open, choose a legal place, move, undo by Ctrl+Z, lock with a reason, and solve the rest."""
    page = opened(f"{server.url}/#/week/{plan}")
    day(page, "Tue 1 Dec")
    name = movable(page)
    page.get_by_label(name, exact=True).first.focus()
    page.keyboard.press("Enter")
    page.get_by_label("Legal places, cheapest first").press("Home")
    page.get_by_role("button", name="Move here").press("Enter")
    expect(page.locator(".news")).to_contain_text("Moved.")
    page.keyboard.press("Control+z")
    expect(undo(page)).to_have_attribute("disabled", "")
    page.get_by_label(name, exact=True).first.press("Enter")
    page.get_by_label("Reason (kept in the log)").fill("promised by phone")
    page.get_by_role("button", name="Lock", exact=True).press("Enter")
    expect(page.get_by_label(f"{name}, locked", exact=True).first).to_be_visible()
    deeds = server.ask("GET", "/v1/audit")
    assert [deed["why"] for deed in deeds if deed["what"].startswith("lock")] == ["promised by phone"]
    page.get_by_role("button", name="Solve the rest").press("Enter")
    expect(page.locator("h1")).to_have_text("Planning team-4")
    expect(page.locator(".proof")).to_be_visible(timeout=90_000)
    day(page, "Tue 1 Dec")
    expect(page.get_by_label(f"{name}, locked", exact=True).first).to_be_visible()
    page.go_back()
    expect(undo(page)).to_be_enabled()  # the solved week's, which is still there for a moment, has nothing to undo
    undo(page).press("Enter")
    expect(undo(page)).to_have_attribute("disabled", "")


def movable(page: Page) -> str:
    """Open contacts of one clinician until one has legal places, and return what is read out of it.

    Of a group's leaders a plan that is solved anew may name the other first.
    """
    for bar in page.locator(f"{BAR}:not(.crisis, .locked)").all():
        name = str(bar.get_attribute("aria-label"))
        if " + " in name:
            continue
        bar.press("Enter")
        places = page.locator("dialog .places")
        expect(places.locator("p").first).not_to_contain_text("Looking")
        found = places.locator("select.stretches").count() > 0
        page.keyboard.press("Escape")
        if found:
            return name
    raise AssertionError("no contact may move")


def test_somebody_else_was_faster(server: Server, plan: str, opened: Opened) -> None:
    """A change to a plan that was changed meanwhile is refused in words, and the newer plan is shown."""
    page = opened(f"{server.url}/#/week/{plan}")
    day(page, "Tue 1 Dec")
    bar = page.locator(f"{BAR}:not(.crisis, .locked)").first
    name = str(bar.get_attribute("aria-label"))
    bar.press("Enter")
    stand = server.ask("GET", f"/v1/schedules/{plan}/desk")
    locked = {(b["request"], b["start"][:16]) for b in stand["modelInput"]["bookings"] if b["locked"]}
    other = next(
        a
        for a in stand["modelOutput"]["appointments"]
        if a["request"] != "crisis" and (a["request"], a["start"]) not in locked and a["start"] >= "2026-12-02"
    )
    change = {"what": "lock", "appointment": other["request"], "at": other["start"], "version": stand["version"]}
    server.ask("POST", f"/v1/schedules/{plan}/changes", change)
    page.get_by_role("button", name="Lock", exact=True).click()
    expect(page.locator(".news .bad")).to_contain_text("Somebody else changed the plan meanwhile")
    expect(page.locator("dialog")).to_have_count(0)
    expect(page.get_by_label(name, exact=True).first).to_be_visible()
    undo(page).click()
    expect(undo(page)).to_have_attribute("disabled", "")


def test_a_need_without_a_time_says_why(server: Server, plan: str, opened: Opened) -> None:
    """Each unserved need opens with the plan's own reason."""
    page = opened(f"{server.url}/#/week/{plan}")
    left = server.ask("GET", f"/v1/schedules/{plan}")["modelOutput"]["unserved"][0]
    page.locator(".unserved").get_by_role("button", name=re.compile(f"^{left['request']}( |$)")).click()
    expect(page.locator("dialog")).to_contain_text(left["text"])


def booked_with(server: Server, place: str, clinician: str) -> float:
    """Return the weights that a job's plan books with a clinician."""
    answer = server.ask("GET", place)["modelOutput"]
    people = answer.get("plan", answer)["clinicians"]
    return next(float(person["booked"]) for person in people if person["id"] == clinician)


def test_somebody_is_ill_and_the_patients_to_phone_are_listed(server: Server, plan: str, opened: Opened) -> None:
    """psy1 is ill on Tuesday: all whom the replan moves are on the list, and below it all that changes, by patient."""
    page = opened(f"{server.url}/#/week/{plan}")
    page.get_by_role("button", name="Somebody is ill").click()
    page.get_by_label("From").select_option("2026-12-01")
    page.get_by_role("button", name="Replan").click()
    expect(page.locator(".calls")).to_contain_text("to phone", timeout=90_000)
    expect(page.locator(".calls tbody").first).to_contain_text("psy1")
    expect(page.locator(".difference table")).to_have_count(2)
    changes, figures = page.locator(".difference table").all()
    called = set(page.locator(".calls > .scroll tbody th").all_inner_texts())
    assert called <= set(changes.locator("tbody th").all_inner_texts())
    assert figures.locator("tbody th").all_inner_texts() == ["psy1", "psy2", "doc1", "nur1"]  # the week's own order
    booked = figures.locator("tbody tr", has_text="psy1").locator("td").first.inner_text().split(" → ")
    mended = server.ask("GET", "/v1/replans")[0]["id"]
    told = (f"/v1/schedules/{plan}", f"/v1/replans/{mended}")
    assert [float(weight) for weight in booked] == [booked_with(server, place, "psy1") for place in told]
    page.get_by_role("button", name="Open as the new plan").click()
    expect(page.locator("h1")).to_have_text("Planning team-4")
    expect(page.locator(".proof")).to_be_visible(timeout=90_000)
    day(page, "Tue 1 Dec")
    assert [name for name in spoken(page) if "psy1" in name] == []
