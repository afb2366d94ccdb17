"""Years from end to end: stopped and gone on with, the same luck in every scenario, read as verdicts and a page."""

import re
from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest

from tests.study.conftest import AS_IS, Write, week_of_two, year_of_two
from weightplan.errors import InputError
from weightplan.study.frame import Study
from weightplan.study.run import ClusterGoneError, Standing, asked_of, run
from weightplan.study.scenarios import Prepared
from weightplan.study.statistics import Mean
from weightplan.study.store import Store
from weightplan.study.workers import Supervised
from weightplan.study.year.frame import Years
from weightplan.study.year.page import write_year
from weightplan.study.year.row import YearRun
from weightplan.study.year.scenarios import prepared_year
from weightplan.study.year.verdict import changes, method_of, told, verdict_of
from weightplan.study.year.work import YEARS, YearJob, live

PHONE = {"mix": AS_IS | {"phone": {"year": {"courses[1].steps[0].contact_types": ["call"]}}}}
Ready = Callable[..., Prepared]


class Here(Executor):
    """Lives each year when it is asked for, in this process, and remembers them."""

    def __init__(self, act: Callable[[YearJob], YearRun] = live) -> None:
        self.act, self.calls = act, list[YearJob]()

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.calls.append(args[0])
        future.set_result(self.act(args[0]))
        return future


@pytest.fixture
def years(write: Write) -> Ready:
    """Prepare a small study with a year."""
    return lambda **fields: prepared_year(write(**{"year": year_of_two(), "factors": PHONE} | fields))


def begun(ready: Prepared, folder: Path) -> Store:
    store = Store(folder)
    store.begin(asked_of(ready, "year"))
    return store


@pytest.fixture
def lived(years: Ready, tmp_path: Path) -> Years:
    """Two scenarios of two repetitions, by workers of their own."""
    ready = years()
    with Supervised(2) as executor:
        standing = run(ready, begun(ready, tmp_path / "out"), executor, 2, YEARS)
    assert (standing.done, standing.all, standing.failed) == (4, 4, 0)
    return Years(tmp_path / "out")


def test_one_row_a_week(lived: Years) -> None:
    """Weeks in order, the same referrals in both scenarios of a seed, and other contacts."""
    rows = lived.frame()
    assert len(rows) == 2 * 2 * 4
    assert list(rows["week"][:4]) == [0, 1, 2, 3]
    assert list(rows["monday"][:2]) == ["2026-11-23", "2026-11-30"]
    assert set(rows["plan_status"]) <= {"optimal", "feasible"}
    by_scenario = {name: own.reset_index(drop=True) for name, own in rows.groupby("scenario")}
    base, phone = by_scenario["mix=as_is"], by_scenario["mix=phone"]
    assert base["referrals"].equals(phone["referrals"])
    assert phone["phone_minutes"].sum() > base["phone_minutes"].sum()
    ends = lived.years()
    assert len(ends) == 4
    assert list(ends["referrals"]) == list(rows.groupby(["scenario", "seed"])["referrals"].sum())
    assert (ends["first_in_90_share"].dropna() == 1).all()


def test_a_stopped_year_goes_on_and_lives_none_twice(years: Ready, tmp_path: Path) -> None:
    ready = years(year=year_of_two(repetitions=3))
    store, first, second = begun(ready, tmp_path / "out"), Here(), Here()

    def stop(standing: Standing) -> None:
        if standing.done >= 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(ready, store, first, 1, YEARS, on_row=stop)
    kept = {path.name: path.stat().st_mtime_ns for path in store.parts.iterdir()}
    assert 2 <= len(kept) < 6
    assert run(ready, store, second, 1, YEARS).done == 6
    assert len(second.calls) == 6 - len(kept)
    assert {name: (store.parts / name).stat().st_mtime_ns for name in kept} == kept
    rows = Years(tmp_path / "out").frame()
    assert len(rows.drop_duplicates(["scenario", "seed", "week"])) == len(rows) == 6 * 4
    assert run(ready, store, (third := Here()), 1, YEARS).now == 0
    assert third.calls == []


def test_a_year_that_fails_says_why_and_is_left_out(years: Ready, tmp_path: Path) -> None:
    ready = years()

    def fail(job: YearJob) -> YearRun:
        return live(job) if job.repetition else live(job.model_copy(update={"week": "{}"}))

    assert run(ready, begun(ready, tmp_path / "out"), Here(fail), 1, YEARS).failed == 2
    read = Years(tmp_path / "out")
    assert len(read.frame()) == 2 * 4
    assert read.rows["error"].dropna().str.startswith("InputError: ").all()
    page = write_year(read, tmp_path / "year.html")[0].read_text(encoding="utf-8")
    assert "2 of 4 years are done, 2 failed" in page


def test_a_page_of_nothing_says_so(years: Ready, tmp_path: Path) -> None:
    """Before the first year is done, and where all failed."""
    ready = years()
    store = begun(ready, tmp_path / "out")
    for failed in (0, 4):
        page, *pictures = write_year(Years(tmp_path / "out"), tmp_path / "year.html", "sv")
        assert f"0 av 4 år är klara, {failed} misslyckades" in page.read_text(encoding="utf-8")
        assert pictures == []
        assert {verdict.verdict for verdict in told(Years(tmp_path / "out"))} == {"unknown"}
        run(ready, store, Here(lambda job: live(job.model_copy(update={"week": "{}"}))), 1, YEARS)


def test_workers_that_cannot_be_reached_stop_the_run(years: Ready, tmp_path: Path) -> None:
    ready = years()
    with pytest.raises(ClusterGoneError, match="of 4 years are kept"):
        run(ready, begun(ready, tmp_path / "out"), Here(), 1, YEARS, alive=lambda: False)


def test_a_folder_holds_a_year_or_single_weeks(years: Ready, tmp_path: Path) -> None:
    """Each is read by its own command, and neither is begun in the other's folder."""
    ready = years()
    begun(ready, tmp_path / "year")
    with pytest.raises(InputError, match="holds a year; `weightplan year` reads it"):
        Study(tmp_path / "year")
    with pytest.raises(InputError, match="holds another study"):
        Store(tmp_path / "year").begin(asked_of(ready))
    Store(tmp_path / "weeks").begin(asked_of(ready))
    with pytest.raises(InputError, match="holds single weeks; `weightplan study report` reads it"):
        Years(tmp_path / "weeks")


@pytest.mark.parametrize(("language", "says"), [("sv", "Stabiliseras kön?"), ("en", "Does the queue settle?")])
def test_the_page_names_nobody(lived: Years, tmp_path: Path, language: Any, says: str) -> None:
    """Self-contained, in both languages, with pictures, the rule behind the verdicts, and no person's name."""
    page, *pictures = write_year(lived, tmp_path / "year.html", language)
    text = page.read_text(encoding="utf-8")
    assert says in text
    assert 'src="http' not in text
    assert text.count("data:image/png") == len(pictures) == 6
    assert all(path.stat().st_size > 1000 for path in pictures)
    week = week_of_two()
    names = [*(c["id"] for c in week["clinicians"]), *(p["id"] for p in week["patients"]), r"r\d-\d+"]
    words = re.sub(r"base64,[A-Za-z0-9+/=]+", "", text)
    assert not re.findall(rf"\b({'|'.join(names)})\b", words)
    assert "0-3-90-90" in words


def test_a_small_unit_shows_no_weights(years: Ready, write: Write, tmp_path: Path) -> None:
    """Two people, a least of three: queues and contacts, no weights, no load, no pictures of them."""
    week = week_of_two()
    week["rulebook"]["min_group_size"] = 3
    ready = prepared_year(write(week, year=year_of_two(repetitions=1), factors={"x": AS_IS}))
    run(ready, begun(ready, tmp_path / "out"), Here(), 1, YEARS)
    page, *pictures = write_year(Years(tmp_path / "out"), tmp_path / "year.html")
    assert {path.name for path in pictures} == {
        "year-waiting.png",
        "year-waiting_over_90.png",
        "year-missed_levels.png",
    }
    text = page.read_text(encoding="utf-8")
    assert "Load per full-time week" not in text
    assert "Booked weights" not in text
    assert "Contacts held" in text


def test_one_repetition_cannot_tell(lived: Years) -> None:
    """Four weeks of two repetitions: a verdict each, in both languages, and from one repetition none."""
    verdicts = told(lived)
    assert [verdict.scenario for verdict in verdicts] == lived.scenarios
    assert all(verdict.text.startswith(("As is (base): ", "Phone: ")) for verdict in verdicts)
    assert verdict_of(Mean(5.0, None, None, 1), 0.1) == "unknown"
    assert verdict_of(None, 0.1) == "unknown"


@pytest.mark.parametrize(
    ("low", "high", "word"),
    [
        (-0.1, 0.1, "settles"),
        (0.01, 0.2, "grows"),
        (-0.2, -0.01, "shrinks"),
        (-0.2, 0.2, "unknown"),
        (0.01, 0.1, "settles"),
    ],
)
def test_the_rule_of_the_verdict(low: float, high: float, word: str) -> None:
    """A margin of 0.1: within it the queue settles, both edges included; beyond it the side of 0 decides."""
    assert verdict_of(Mean((low + high) / 2, low, high, 10), 0.1) == word


def queue(waiting: list[float]) -> Any:
    import pandas as pd

    return pd.DataFrame({"seed": 1, "week": range(len(waiting)), "waiting": waiting})


def test_slopes_are_of_the_last_half() -> None:
    """Flat at 5 for three weeks, then 5, 7, 9: two a week in the last three."""
    assert changes(queue([5, 5, 5, 5, 7, 9]), "slope") == pytest.approx([2.0])


def test_a_season_alone_is_no_growth_year_on_year() -> None:
    """A queue that is high every summer, and the same every year, does not change; its slope says otherwise."""
    seasons = [30.0 if 30 <= week % 52 < 42 else 10.0 for week in range(104)]
    assert changes(queue(seasons), "year_on_year") == [0.0]
    assert abs(changes(queue(seasons), "slope")[0]) > 0.1
    growing = [high + 0.5 * week for week, high in enumerate(seasons)]
    assert changes(queue(growing), "year_on_year") == pytest.approx([0.5])


def test_two_years_are_compared_week_by_week() -> None:
    assert [method_of(weeks) for weeks in (52, 103, 104, 208)] == ["slope", "slope", "year_on_year", "year_on_year"]


def test_the_verdict_of_two_years_says_how_it_was_taken(years: Ready, tmp_path: Path) -> None:
    """104 weeks (four lived ones, again and again): against the year before, in words, on the page and as data."""
    ready = years(year=year_of_two(weeks=104))

    def long(job: YearJob) -> YearRun:
        made = live(job.model_copy(update={"year": job.year.model_copy(update={"weeks": 4})}))
        weeks = [made.weeks[week % 4].model_copy(update={"week": week}) for week in range(104)]
        return made.model_copy(update={"weeks": tuple(weeks)})

    run(ready, begun(ready, tmp_path / "out"), Here(long), 1, YEARS)
    read = Years(tmp_path / "out")
    verdict = told(read)[0]
    assert (verdict.method, verdict.verdict) == ("year_on_year", "settles")
    assert verdict.text.endswith("patients a week against the same weeks a year before.")
    assert verdict.text_sv.endswith("patienter i veckan mot samma veckor året före.")
    text = write_year(read, tmp_path / "year.html")[0].read_text(encoding="utf-8")
    assert "each of the last 52 weeks is compared with the same week a year before" in text
    assert "vacations alone" not in text


def test_gaps_and_weeks_without_a_plan_are_told_by_scenario(years: Ready, tmp_path: Path) -> None:
    """The phone's weeks: one proven impossible, one out of time; the base's all planned."""
    ready = years()

    def worse(job: YearJob) -> YearRun:
        made = live(job)
        if job.scenario == "mix=as_is" or job.repetition:
            return made
        states = ("infeasible", "unknown", "feasible", "optimal")
        weeks = [w.model_copy(update={"plan_status": s}) for w, s in zip(made.weeks, states, strict=True)]
        return made.model_copy(update={"weeks": tuple(weeks)})

    run(ready, begun(ready, tmp_path / "out"), Here(worse), 1, YEARS)
    text = write_year(Years(tmp_path / "out"), tmp_path / "year.html")[0].read_text(encoding="utf-8")
    cells = {
        row[0]: row[1:] for row in (re.findall(r"<t[hd][^>]*>([^<]*)<", line) for line in text.splitlines()) if row
    }
    assert cells["Weeks with a plan"] == ["8", "6"]
    assert cells["Weeks that no plan can meet (proven)"] == ["0", "1"]
    assert cells["Weeks without a plan within the limit"] == ["0", "1"]


def test_the_page_says_what_is_not_known_and_shows_every_wait(lived: Years, tmp_path: Path) -> None:
    """The caveat of the verdict, the base week's queue, and the rows of those who are in no other."""
    text = write_year(lived, tmp_path / "year.html")[0].read_text(encoding="utf-8")
    assert "vacations alone can tilt the queue" in text
    assert "how long they had waited is not known" in text
    for row in (
        "Waiting for treatment after the first visit at the year&#39;s end",
        "Without a place at the year&#39;s end",
        "Of these in treatment, without a clinician",
        "Of these with nobody to ask",
        "Crisis slots that nobody kept",
    ):
        assert row in text


def test_what_nobody_could_be_asked_for_is_in_the_share(lived: Years) -> None:
    """In the numerator, in the denominator, and in its level."""
    weeks = lived.frame()
    assert (weeks["contacts_due"] == weeks["asked"] + weeks["not_asked"]).all()
    assert (weeks["missed"] == sum(weeks[f"missed_level_{level}"] for level in ("1", "2", "3", "4", "none"))).all()
    ends = lived.years()
    by_year = weeks.groupby(["scenario", "repetition"], sort=False)[["missed", "contacts_due"]].sum()
    assert list(ends["missed_share"]) == pytest.approx(list(by_year["missed"] / by_year["contacts_due"]))
