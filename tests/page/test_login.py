"""Where tokens are needed: a session begun with one, changes that carry its word, and a way out."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.page.axe import faults
from tests.page.conftest import Opened
from tests.page.server import Server, served


def test_a_token_opens_the_page_and_every_change_carries_the_sessions_word(
    built: None, tmp_path: Path, opened: Opened
) -> None:
    """A wrong token is refused; the right one gives a cookie that no script reads, and X-CSRF-Token on each change.

    axe-core finds nothing wrong with the login, in either language, before a refusal and after it.
    """
    with served(tmp_path) as server:
        token = server.token()
        for locale in ("sv-SE", "en-GB"):
            page = opened(server.url, locale)
            page.locator("input[type=password]").wait_for()
            assert faults(page) == []
        page.get_by_label("Token").fill("wrong")
        page.get_by_role("button", name="Log in").click()
        expect(page.get_by_role("alert")).to_have_text("That is no token of this service.")
        assert faults(page) == []
        page.get_by_label("Token").fill(token)
        page.get_by_role("button", name="Log in").click()
        expect(page.locator(".unit")).to_have_text("north")
        assert page.evaluate("() => document.cookie") == ""
        page.reload()  # the session outlives the page, and the word is asked for anew
        with page.expect_request(lambda sent: sent.method == "POST") as sent:
            page.get_by_role("button", name="team-4").click()
        assert sent.value.headers["x-csrf-token"]
        expect(page.get_by_role("button", name="Stop and keep the best")).to_be_visible()
        page.get_by_role("button", name="Log out").click()
        expect(page.get_by_label("Token")).to_be_visible()


@pytest.mark.parametrize(
    ("locale", "heading"),
    [("sv-SE", "Veckans schema"), ("en-GB", "The week's schedule"), ("de-DE", "The week's schedule")],
)
def test_the_language_is_the_browsers_until_one_is_chosen(
    server: Server, opened: Opened, locale: str, heading: str
) -> None:
    """Swedish where it is asked for, else English; a choice is remembered."""
    page = opened(server.url, locale)
    expect(page.locator("h1")).to_have_text(heading)
    page.get_by_role("button", name="Svenska").click()
    expect(page.locator("h1")).to_have_text("Veckans schema")
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "sv")
    expect(page.locator("h1")).to_have_text("Veckans schema")
