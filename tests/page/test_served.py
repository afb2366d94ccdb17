"""How the page is served: headers, names that change with what they hold, and a word where it was not built."""

import re
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from starlette.responses import PlainTextResponse

from tests.page.server import Server
from weightplan.files import load_case
from weightplan_api.http import page
from weightplan_api.http.legend import legend_of


def test_the_document_is_asked_for_anew_and_its_assets_never(server: Server) -> None:
    """Assets carry a hash in their names, so a browser keeps them; nothing in the document is inline."""
    with urlopen(server.url) as answer:
        html, headers = answer.read().decode(), answer.headers
    assert headers["Cache-Control"] == "no-cache"
    assert headers["Content-Security-Policy"].startswith("default-src 'self';")
    assert not re.search(r"<style|style=|<script>|https?:", html)
    assets = re.findall(r'"(/assets/[^"]+)"', html)
    assert len(assets) == 3  # icon, style and script
    for asset in assets:
        with urlopen(server.url + asset) as answer:
            assert answer.headers["Cache-Control"].endswith("immutable")


def test_large_answers_are_packed(server: Server, plan: str) -> None:
    """A browser that takes gzip gets a week in a fraction of its size."""
    address = f"{server.url}/v1/schedules/{plan}/desk"
    with urlopen(address) as plain, urlopen(Request(address, headers={"Accept-Encoding": "gzip"})) as packed:
        assert packed.headers["Content-Encoding"] == "gzip"
        assert 4 * len(packed.read()) < len(plain.read())


@pytest.mark.parametrize("name", ["nothing.js", "..%2findex.html", "%2e%2e%2findex.html"])
def test_nothing_but_assets_is_given_out(server: Server, name: str) -> None:
    """What is no asset is not found, whatever its name climbs to."""
    with pytest.raises(HTTPError) as refused:
        urlopen(f"{server.url}/assets/{name}")
    assert refused.value.code in (404, 422)
    refused.value.close()


def test_a_page_that_was_not_built_is_said_not_to_be(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Who opens the address reads how to build it, and that the API is there."""
    monkeypatch.setattr(page, "BUILT", tmp_path)
    answer = page.document()
    assert isinstance(answer, PlainTextResponse)
    assert answer.status_code == 503
    assert b"hatch_build.py" in answer.body


def test_a_legend_names_every_type_and_rule_in_the_readers_language() -> None:
    """Codes are unique among the types, in both languages; rules have names."""
    case = load_case("team-4")
    swedish, english = (legend_of(case, language) for language in ("sv", "en"))
    assert [type.name for type in swedish.types] == list(case.rulebook.contact_types)
    assert len({type.code for type in swedish.types}) == len(swedish.types)
    assert english.types[0].label == "Physical visit"
    assert swedish.types[0].label == "Mottagningsbesök"
    assert english.words["rule.working_hours"] == "Working hours"
    assert swedish.gridMinutes == 5
