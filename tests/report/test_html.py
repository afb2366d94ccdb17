"""The page: whole, safe, readable without colours, and the same in both languages."""

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest

from weightplan.case import Case
from weightplan.check import check
from weightplan.plan import Plan
from weightplan.report.html import render, write_html
from weightplan.report.looks import _COLOURS, CRISIS_COLOURS, looks
from weightplan.report.words import LANGUAGES, Language

from .conftest import SCRIPT, make_case, make_plan, visit

VOID = {"meta", "link", "br", "img", "input", "hr", "col", "source"}
OPTIONAL = {"rect", "line"}  # SVG shapes close themselves


class Page(HTMLParser):
    """The page taken apart: tags with attributes, texts by tag, nesting checked on the way."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.headings: list[int] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1] == tag, f"</{tag}> closes {self.open[-3:]}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and "style" not in self.open:
            self.texts.append(" ".join(data.split()))

    @property
    def text(self) -> str:
        return " ".join(self.texts)


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    return request.param  # type: ignore[no-any-return]


def test_the_page_is_written_whole_and_well_nested(case: Case, plan: Plan, tmp_path: Path, language: Language) -> None:
    path = write_html(case, plan, tmp_path / "page.html", language)
    page = Page(path.read_text(encoding="utf-8"))
    assert page.open == []
    assert ("html", {"lang": language}) in page.tags
    assert Counter(t for t, _ in page.tags)["h1"] == 1


def test_nothing_is_fetched_and_no_script_runs(case: Case, plan: Plan, language: Language) -> None:
    text = render(case, plan, language)
    page = Page(text)
    assert not {"script", "link", "img", "iframe", "object"} & {t for t, _ in page.tags}
    for tag, attrs in page.tags:
        assert "src" not in attrs, tag
        assert (attrs.get("href") or "#").startswith("#"), tag
        assert not any(name.startswith("on") for name in attrs), tag
    assert "http://" not in text and "https://" not in text and "@import" not in text
    assert set(re.findall(r"url\(([^)]*)\)", text)) <= {f"#w{n}-1-{k}" for n in (1, 2, 3) for k in ("notes", "block")}
    assert "default-src 'none'" in text


def test_sources_stand_as_text_and_not_as_links(case: Case, plan: Plan) -> None:
    source = {"field": "contact_types.visit.weight", "text": "Statement", "url": "https://example.org/a"}
    sourced = make_case([{"id": "anna"}], book={"sources": [source]})
    page = Page(render(sourced, make_plan(), "en"))
    assert "https://example.org/a" in page.text
    assert not any("example.org" in (a.get("href") or "") for _, a in page.tags)


def test_headings_are_in_order_and_ids_unique(example: tuple[Case, Plan], language: Language) -> None:
    page = Page(render(*example, language))
    assert page.headings[0] == 1
    assert all(after <= before + 1 for before, after in zip(page.headings, page.headings[1:], strict=False))
    ids = Counter(a["id"] for _, a in page.tags if a.get("id"))
    assert max(ids.values()) == 1
    targets = {(a["href"] or "")[1:] for t, a in page.tags if t == "a"}
    assert targets <= ids.keys()
    labelled = {a["aria-labelledby"] for _, a in page.tags if a.get("aria-labelledby")}
    assert labelled <= ids.keys()


def test_every_table_has_headers_and_every_picture_a_name(example: tuple[Case, Plan], language: Language) -> None:
    text = render(*example, language)
    for table in re.findall(r"<table.*?</table>", text, re.S):
        assert '<th scope="col"' in table or "<caption>" in table
    inside = re.findall(r"<svg (?![xy]=)[^>]*>", text)
    assert inside
    assert all('role="img" aria-label="' in tag or 'aria-hidden="true"' in tag for tag in inside)


def test_the_verdict_comes_first_and_clinicians_in_file_order(case: Case, plan: Plan) -> None:
    page = Page(render(case, plan, "en"))
    ids = [a["id"] for t, a in page.tags if t in ("h2", "h3") and a.get("id")]
    assert ids == ["verdict", "schedule", "c1", "c2", "c3", "rooms", "unserved", "proof", "assumptions", "record"]
    assert page.text.index("reached 2.0 of 2.0") < page.text.index("1.0 of 2.0, 1.0 short")
    assert "Needs run out" in page.text
    # the worst result listed first in the file stays first: nobody is ranked
    turned = make_case([{"id": "bo"}, {"id": "anna"}], requests=[{"id": "q1", "contact_types": ["visit"], "count": 2}])
    text = Page(render(turned, make_plan(*(visit("q1", "anna", t) for t in ("08:00", "09:00"))), "en")).text
    assert text.index("0.0 of 2.0") < text.index("reached 2.0 of 2.0")


def test_team_figures_are_hidden_below_the_least_size() -> None:
    small = make_case([{"id": "anna"}, {"id": "bo"}])
    text = Page(render(small, make_plan(), "en")).text
    assert "Team figures are shown from 3 clinicians." in text
    assert "The whole team" not in text
    assert "The whole team" in Page(render(make_case([{"id": n} for n in "abc"]), make_plan(), "en")).text


def test_three_numbers_and_the_rate_are_those_of_the_checker(example: tuple[Case, Plan]) -> None:
    case, plan = example
    text = Page(render(case, plan, "en")).text
    for result in check(case, plan).clinicians:
        for value in (result.booked, result.expected, result.reportable):
            assert f"{value:.2f}".removesuffix("0") in text
        assert f"{result.booked / result.true_minutes:.4f} a minute" in text


def test_picture_and_tables_hold_every_appointment(example: tuple[Case, Plan], language: Language) -> None:
    case, plan = example
    text = render(case, plan, language)
    boxes = re.findall(r'<svg x="[^>]*><title>(\d\d:\d\d–\d\d:\d\d) ', text)
    seats = [f"{a.start:%H:%M}–{a.end:%H:%M}" for a in plan.appointments for _ in a.clinicians]
    breaks = [f"{b.start:%H:%M}–{b.end:%H:%M}" for b in plan.breaks]
    blocks = [f"{b.start:%H:%M}–{b.end:%H:%M}" for c in case.week.clinicians for b in c.blocks]
    assert Counter(boxes) == Counter(seats + breaks + blocks)
    rows = re.findall(r"<tr>\s*<td>(\d\d:\d\d–\d\d:\d\d)</td>", text)
    assert Counter(rows) == Counter(boxes)


def test_each_contact_type_has_a_code_of_its_own(example: tuple[Case, Plan], language: Language) -> None:
    styles = looks(example[0], language)
    codes = [look.code for look in styles.values()]
    assert len(set(codes)) == len(codes)
    text = render(*example, language)
    assert all(f'aria-hidden="true">{code}</span>' in text for code in codes)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("fill", "edge"), [*_COLOURS, CRISIS_COLOURS])
def test_text_on_every_colour_passes_aa(fill: str, edge: str) -> None:
    assert _contrast("#14202e", fill) >= 4.5
    assert _contrast("#2c3948", fill) >= 4.5
    assert _contrast("#ffffff", edge) >= 4.5


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("#4a5868", "#f5f7f9"),
        ("#4a5868", "#eef1f5"),
        ("#17663a", "#e2f4e8"),
        ("#8a4b00", "#fdf0da"),
        ("#a3180f", "#fde7e4"),
    ],
)
def test_the_page_s_own_text_passes_aa(ink: str, ground: str) -> None:
    assert _contrast(ink, ground) >= 4.5


def test_hostile_ids_stay_text(hostile: tuple[Case, Plan], language: Language) -> None:
    text = render(*hostile, language)
    page = Page(text)
    assert SCRIPT not in text
    assert not any(tag == "script" for tag, _ in page.tags)
    assert SCRIPT in page.text
    assert any(a.get("aria-label") and SCRIPT in (a["aria-label"] or "") for _, a in page.tags)


def test_needs_left_over_are_grouped_by_reason_and_priority(case: Case, plan: Plan) -> None:
    sv, en = Page(render(case, plan, "sv")).text, Page(render(case, plan, "en")).text
    assert "No time (1)" in en and "No time." in en and "Ingen tid." in sv
    assert "1 kontakt återstår" in sv and "1 contact is left over" in en
    served = make_case([{"id": "anna"}])
    assert "Every need is served." in Page(render(served, make_plan(), "en")).text


def test_many_needs_left_over_stay_readable() -> None:
    needs = [{"id": f"q{n}", "contact_types": ["visit"], "priority": 1 + n % 4} for n in range(1200)]
    reasons = [
        {"request": f"q{n}", "count": 1, "reason": f"R{n % 2}", "text": f"Reason {n if n % 2 else 0}."}
        for n in range(1200)
    ]
    text = render(make_case([{"id": "anna"}], requests=needs), make_plan(unserved=reasons), "en")
    assert "1,200 contacts" in Page(text).text.replace("1200", "1,200")
    assert "and 400 rows more" in text  # R1 has 600 different sentences, of which 200 are listed
    assert text.count("<tr>") < 400


def test_the_proof_is_said_in_words(case: Case, plan: Plan) -> None:
    proven = Page(render(case, plan, "en")).text
    assert "Proven optimal" in proven and "No plan can cost less than 0." in proven
    assert "The bound holds for the rules posted." in proven
    stated = plan.model_copy(update={"cost": 7, "status": "feasible", "bound": None})
    text = Page(render(case, stated, "en")).text
    assert "The file states 7; the checker reckons 0." in text
    assert "No bound is known" in text and "Proven optimal" not in text


def test_broken_rules_stand_before_everything_else(case: Case) -> None:
    twice = make_plan(visit("q2", "anna", "08:00", patients=["patient-8"]), visit("q2", "bo", "08:30"))
    text = Page(render(case, twice, "en")).text
    assert "breaks hard rules" in text
    assert text.index("Broken rules") < text.index("What binds in this plan")
    assert all(v.text in text for v in check(case, twice).violations[:12])


@pytest.mark.parametrize(
    ("status", "sentence"), [("infeasible", "Proven infeasible"), ("unknown", "No plan was found")]
)
def test_without_a_plan_the_page_says_so_and_draws_none(case: Case, status: str, sentence: str) -> None:
    page = Page(render(case, make_plan(status=status), "en"))
    assert sentence in page.text and "There is no plan to show." in page.text
    assert "breaks hard rules" not in page.text and "Broken rules" not in page.text and "anna" not in page.text
    assert not any(tag == "svg" for tag, _ in page.tags)


def test_assumptions_marked_example_are_listed_and_no_others(case: Case, plan: Plan) -> None:
    text = render(case, plan, "sv")
    listed = text[text.index('id="assumptions"') : text.index('id="record"')]
    assert '<th scope="row">Besök</th>' in listed
    assert "Call" not in listed  # sourced
    assert "Ingen dokumentationstid satt: Crisis." in listed


def test_the_record_is_shown(case: Case, plan: Plan) -> None:
    record = {
        "input_sha256": "ab" * 32,
        "rulebook": "book 1",
        "version": "0.1",
        "ortools": "9.15",
        "seed": 3,
        "workers": 2,
    }
    told = make_plan(record={**record, "wall_seconds": 8.1, "deterministic_time": 6.4, "rules": ["room"]}, bound=0)
    text = Page(render(case, told, "en")).text
    assert "ab" * 32 in text and "9.15" in text
    assert "The bound holds for the rules posted: rooms." in text


def test_several_weeks_weekends_and_absences_are_drawn() -> None:
    away = {"start": "2026-11-24T00:00", "end": "2026-11-25T00:00"}
    hours = {"tue": ["08:00-12:00"], "sat": ["09:00-11:00"]}
    case = make_case([{"id": "anna", "hours": hours, "absences": [away]}], weeks=2, book={"country": "SE"})
    page = Page(render(case, make_plan(), "en"))
    assert "Weeks 48–49, 2026" in page.text
    assert "Absent" in page.text and "Sat 28 Nov" in page.text and "Sun 29 Nov" not in page.text
    assert sum(1 for t, a in page.tags if t == "svg" and a.get("viewbox")) == 2
    holiday = make_case([{"id": "anna", "hours": hours}], week="2026-12-21", book={"country": "SE"})
    assert "Public holiday" not in Page(render(holiday, make_plan(), "en")).text.split("Fri 25 Dec")[0]


def test_it_prints_on_landscape_paper_with_the_details_open() -> None:
    text = render(make_case([{"id": "anna"}]), make_plan(), "en")
    style = text[text.index("<style>") : text.index("</style>")]
    assert "size:A4 landscape" in style
    assert "break-before:page" in style
    assert "details::details-content{content-visibility:visible" in style


def test_shares_of_a_care_package_marked_example_are_assumptions() -> None:
    packages = {"1": {"package": [{"contact_types": ["visit"], "per_week": 0.5}]}}
    rules = {"levels": packages}
    text = Page(render(make_case([{"id": "anna"}], book=rules), make_plan(), "sv")).text
    assert "Vårdpaket, nivå 1: Besök, 0,50 per vecka" in text


def test_a_contact_of_an_unknown_type_is_drawn_with_its_name() -> None:
    odd = visit("q1", "anna", "08:00", contact_type="no_such_type")
    text = render(make_case([{"id": "anna"}]), make_plan(odd), "en")
    assert "08:00–08:45 · No such type" in text
