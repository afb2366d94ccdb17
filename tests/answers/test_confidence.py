"""The chance that attended weights reach the target, against hand counts and against simulation."""

from collections.abc import Sequence
from math import comb, sqrt

import numpy as np
import numpy.typing as npt
import pytest

from tests.answers.plans import WEEKS, planned
from tests.builders import KINDS, Fields, Visit, case, clinician, group, patient, plan, request, visit
from weightplan.answers.confidence import Confidence, Outlook, confidence
from weightplan.case import Case
from weightplan.check import check
from weightplan.errors import InputError
from weightplan.fields import hundredths
from weightplan.plan import Appointment, Plan

Weights = npt.NDArray[np.int64]
ROUNDS = 60_000  # the standard error of a chance is then 0.002 at most
WEIGHTS = "weights are expected to be attended."


def asked(problem: Case, *parts: Visit, who: str | None = None) -> Confidence:
    return confidence(problem, plan(problem, *parts), who)


def alone(problem: Case, *parts: Visit) -> Outlook:
    return asked(problem, *parts, who="psy1").clinicians[0]


def visits(count: int, attendance: float = 0.8, **person: object) -> tuple[Case, list[Visit]]:
    """Return psy1 with so many visits of 1.0, each of another patient who comes with the same chance."""
    problem = case(
        clinicians=[clinician(**person)],
        patients=[patient(f"p{n}", attendance=attendance) for n in range(count)],
        requests=[request(f"q{n}", patient=f"p{n}") for n in range(count)],
    )
    return problem, [visit(f"q{n}", "psy1", f"mon {9 + n:02d}:00", room="r1") for n in range(count)]


@pytest.mark.parametrize(
    ("target", "chance"),
    [(0.0, 1.0), (0.01, 1 - 0.2**3), (1.0, 1 - 0.2**3), (1.01, 0.8**3 + 3 * 0.8**2 * 0.2), (3.0, 0.8**3), (3.01, 0.0)],
)
def test_a_target_is_reached_from_its_own_hundredth_on(target: float, chance: float) -> None:
    """Three visits of 1.0, each attended with 0.8; both sides of every step."""
    problem, parts = visits(3, target=target)
    assert alone(problem, *parts).attended.reaches == pytest.approx(chance, abs=1e-9)


def test_mean_deviation_and_quantiles_of_a_binomial() -> None:
    """Four visits at one half: 0 to 4 come in 1, 4, 6, 4, 1 of 16 rounds."""
    problem, parts = visits(4, attendance=0.5)
    found = alone(problem, *parts).attended
    assert (found.mean, found.deviation) == (2.0, 1.0)
    assert (found.p10, found.p50, found.p90) == (1.0, 2.0, 3.0)  # at or below: 1/16, 5/16, 11/16, 15/16


@pytest.mark.parametrize(("attendance", "p10"), [(0.899, 0.0), (0.9, 0.0), (0.901, 1.0)])
def test_a_quantile_is_reached_with_its_share_and_no_less(attendance: float, p10: float) -> None:
    """The visit falls out with 0.101, 0.1 and 0.099."""
    problem, parts = visits(1, attendance=attendance)
    assert alone(problem, *parts).attended.p10 == p10


def test_the_patients_own_attendance_goes_before_the_types_and_1_is_the_last_resort() -> None:
    types = {"video": KINDS["video"] | {"attendance": 0.5}}
    people = [patient("p1", attendance=0.9), patient("p2"), patient("p3")]
    requests = [request("a", "video"), request("b", "video", patient="p2"), request("c", "call", patient="p3")]
    problem = case(clinicians=[clinician(target=2.0)], types=types, patients=people, requests=requests)
    parts = visit("a", "psy1", "mon 09:00"), visit("b", "psy1", "mon 10:00"), visit("c", "psy1", "mon 11:00")
    found = alone(problem, *parts)
    assert found.attended.mean == pytest.approx(0.8 * 0.9 + 0.8 * 0.5 + 0.4)
    assert found.attended.reaches == pytest.approx(0.9 * 0.5)


def test_only_what_the_contract_counts_is_reported() -> None:
    """The call is attended and earns, but cannot be reported."""
    types = {"call": KINDS["call"] | {"countable": False}}
    requests = [request("a", "video"), request("b", "call", patient="p2")]
    problem = case(clinicians=[clinician(target=1.2)], types=types, requests=requests)
    found = alone(problem, visit("a", "psy1", "mon 09:00"), visit("b", "psy1", "mon 10:00"))
    assert (found.booked, found.expected, found.reportable) == (1.2, 1.2, 0.8)
    assert (found.attended.reaches, found.reported.reaches, found.reported.mean) == (1.0, 0.0, 0.8)


def led(target: float, participants: int | list[str], patients: Sequence[Fields] = (), **kind: object) -> Case:
    people = [clinician("psy1", target=target), clinician("psy2", target=target)]
    types = {"skills": KINDS["skills"] | {"attendance": 0.8} | kind}
    return case(clinicians=people, patients=patients, groups=[group("dbt", participants)], types=types)


SESSION = visit("dbt", "psy1 psy2", "mon 09:00", room="g1")


def test_a_group_paid_by_the_head_loses_each_absent_head() -> None:
    """Four heads at 0.8, 0.60 each, shared by two: 0.9 and more takes three heads."""
    found = alone(led(0.9, 4), SESSION).attended
    assert found.reaches == pytest.approx(0.8**4 + comb(4, 3) * 0.8**3 * 0.2)
    assert found.mean == pytest.approx(4 * 0.8 * 0.3)
    assert found.deviation == pytest.approx(0.3 * sqrt(4 * 0.8 * 0.2))
    assert alone(led(0.91, 4), SESSION).attended.reaches == pytest.approx(0.8**4)


def test_heads_come_each_with_their_own_chance() -> None:
    """Of three, one always comes and one never: 0, 1, 2 or 3 heads with 0, 0.2, 0.8 and 0."""
    people = [patient("a", attendance=1.0), patient("b", attendance=0.0), patient("c")]
    for target, chance in ((0.3, 1.0), (0.31, 0.8), (0.6, 0.8), (0.61, 0.0)):
        assert alone(led(target, ["a", "b", "c"], people), SESSION).attended.reaches == pytest.approx(chance)


def test_a_group_paid_for_the_session_takes_place_whoever_is_missing() -> None:
    problem = led(0.75, 4, weight_per_participant=None, weight=1.5)
    assert alone(problem, SESSION).attended.reaches == 1.0
    assert alone(problem, SESSION).attended.deviation == 0.0


@pytest.mark.parametrize(("share", "first", "second"), [("split", 53, 52), ("full", 105, 105), ("lead", 105, 0)])
def test_leaders_share_the_total_of_the_heads_that_come(share: str, first: int, second: int) -> None:
    """Three heads of 0.35 who surely come: 1.05 to share, the odd hundredth to the first named."""
    problem = led(0.0, 3, weight_per_participant=0.35, leader_share=share, attendance=1.0)
    found = asked(problem, SESSION).clinicians
    assert [person.attended.mean for person in found] == [first / 100, second / 100]


def test_one_head_of_three_is_split_anew() -> None:
    """0.35 for the one who comes gives 0.18 and 0.17, though a third of 0.53 and 0.52 is less than 0.18."""
    people = [patient("a", attendance=1.0), patient("b", attendance=0.0), patient("c", attendance=0.0)]
    problem = led(0.0, ["a", "b", "c"], people, weight_per_participant=0.35)
    found = asked(problem, SESSION).clinicians
    assert [(person.attended.mean, person.attended.p50) for person in found] == [(0.18, 0.18), (0.17, 0.17)]


def test_a_weight_below_zero_is_reckoned_too() -> None:
    """An add-on takes 0.5 off a call of 0.4: attended it earns −0.1."""
    problem = case(
        clinicians=[clinician(target=0.0)],
        patients=[patient("p1", attendance=0.25)],
        requests=[request("a", "call", addons=["cut"])],
        addons={"cut": -0.5},
    )
    found = alone(problem, visit("a", "psy1", "mon 09:00")).attended
    assert (found.p10, found.p90, found.mean) == (-0.1, 0.0, -0.025)
    assert found.reaches == pytest.approx(0.75)


def test_the_plans_own_weights_are_not_believed() -> None:
    problem, parts = visits(1)
    lying = plan(problem, *parts).appointments[0].model_copy(update={"weights": {"psy1": 9.0}})
    assert confidence(problem, Plan(appointments=(lying,))).clinicians[0].booked == 1.0


def test_an_empty_plan_attends_nothing() -> None:
    found = asked(case(clinicians=[clinician(target=1.0)]), who="psy1").clinicians[0]
    assert (found.attended.mean, found.attended.deviation, found.attended.p90, found.attended.reaches) == (0, 0, 0, 0)


def test_the_unit_is_summed_from_min_group_size_on() -> None:
    """A group's two leaders stand or fall together: the unit has 0, 0.6 or 1.2, never 0.3."""
    problem = led(0.6, 2)
    assert asked(problem, SESSION).unit is None
    shown = case(
        min_group_size=2,
        clinicians=[clinician("psy1", target=0.6), clinician("psy2", target=0.6)],
        groups=[group("dbt", 2)],
        types={"skills": KINDS["skills"] | {"attendance": 0.8}},
    )
    unit = asked(shown, SESSION).unit
    assert unit is not None
    assert (unit.clinician, unit.target, unit.booked, unit.expected) == (None, 1.2, 1.2, 0.96)
    assert unit.attended.reaches == pytest.approx(0.64)
    assert asked(shown, SESSION, who="psy1").unit is None


def test_the_sentence_says_chance_and_expectation_in_both_languages() -> None:
    problem, parts = visits(3, target=3.0)
    found = asked(problem, *parts, who="psy1")
    assert found.text == f"psy1 reaches 3.0 with probability 0.51; 2.4 {WEIGHTS}"
    assert found.text_sv == "psy1 når 3,0 med sannolikheten 0,51; 2,4 vikter väntas bli av."
    assert (found.proof.proven, found.proof.bound) == (True, None)


@pytest.mark.parametrize(
    ("attendance", "said"), [(0.0, "0.00"), (0.004, "<0.01"), (0.005, "0.01"), (0.996, ">0.99"), (1.0, "1.00")]
)
def test_nothing_is_called_certain_that_is_not(attendance: float, said: str) -> None:
    problem, parts = visits(1, attendance=attendance, target=1.0)
    assert f"probability {said};" in asked(problem, *parts, who="psy1").text


def test_who_has_no_target_is_not_said_to_reach_it() -> None:
    problem, parts = visits(1, target=0.0)
    assert asked(problem, *parts, who="psy1").text == f"psy1 has no target; 0.8 {WEIGHTS}"


def test_a_small_unit_gets_a_sentence_each_and_is_told_why() -> None:
    found = asked(led(0.6, 2), SESSION)
    assert found.text.startswith("psy1 reaches 0.6 with probability 0.64;")
    assert "psy2 reaches 0.6 with probability 0.64;" in found.text
    assert found.text.endswith("Team figures are shown from 5 clinicians.")
    assert found.text_sv.endswith("Summor för gruppen visas först från 5 behandlare.")


def test_an_unknown_clinician_is_bad_input() -> None:
    with pytest.raises(InputError, match="clinicians: no clinician 'psy9', did you mean 'psy1'"):
        asked(case(), who="psy9")


def simulated(problem: Case, made: Plan, who: str, rounds: int, seed: int) -> tuple[Weights, Weights]:
    """Return attended weights, and those of them that count, in 0.01, of one clinician in so many rounds.

    Shares nothing with the package but the input's fields: chances, heads and shares are worked out here.
    """
    dice = np.random.default_rng(seed)
    attended, reported = np.zeros(rounds, dtype=np.int64), np.zeros(rounds, dtype=np.int64)
    for a in made.appointments:
        if who not in a.clinicians:
            continue
        kind, need = problem.rulebook.contact_types[a.contact_type], problem.groups.get(a.request)
        usual = 1.0 if kind.attendance is None else kind.attendance
        own = [problem.patients[p].attendance for p in a.patients]
        chances = [usual if chance is None else chance for chance in own] or [usual]
        if need is None:
            earned = (dice.random(rounds) < chances[0]) * hundredths(a.weights.get(who, 0.0))
        elif kind.weight_per_participant is None:
            earned = np.full(rounds, hundredths(a.weights.get(who, 0.0)))
        else:
            heads = need.participants if isinstance(need.participants, int) else len(need.participants)
            chances = chances if len(chances) == heads else [usual] * heads
            came = (dice.random((rounds, heads)) < np.array(chances)).sum(axis=1)
            earned = share(
                came * hundredths(kind.weight_per_participant), a.clinicians.index(who), a, kind.leader_share
            )
        attended += earned
        reported += earned * kind.countable
    return attended, reported


def share(total: Weights, place: int, made: Appointment, leader_share: str) -> Weights:
    """Return what the leader named at a place gets of each total."""
    if leader_share == "full":
        return total
    if leader_share == "lead":
        return total if place == 0 else 0 * total
    leaders = len(made.clinicians)
    return total // leaders + (place < total % leaders)


def strained(problem: Case, made: Plan) -> Case:
    """Return the case with targets at the expected weights, where chances are in doubt, and calls not counted."""
    expected = {result.id: result.expected for result in check(problem, made).clinicians}
    people = tuple(c.model_copy(update={"target": expected[c.id], "balance": 0.0}) for c in problem.week.clinicians)
    kinds = {
        name: kind.model_copy(update={"countable": kind.modality != "phone"})
        for name, kind in problem.rulebook.contact_types.items()
    }
    book = problem.rulebook.model_copy(update={"contact_types": kinds})
    return Case(problem.week.model_copy(update={"clinicians": people}), book)


@pytest.mark.parametrize("week", WEEKS)
def test_chances_are_those_of_a_simulation(week: str) -> None:
    """At the week's own targets, and at targets which are a toss-up; of all weights and of those that count."""
    stored, made = planned(week)
    doubtful = strained(stored, made)
    settled, open_ = confidence(stored, made).clinicians, confidence(doubtful, made).clinicians
    assert [person.clinician for person in settled] == list(stored.clinicians)
    for seed, (person, tossed) in enumerate(zip(settled, open_, strict=True)):
        assert person.clinician is not None
        attended, reported = simulated(doubtful, made, person.clinician, ROUNDS, seed)
        target = stored.target(person.clinician)
        assert np.mean(attended >= target) == pytest.approx(person.attended.reaches, abs=0.01)
        assert np.mean(attended >= hundredths(tossed.target)) == pytest.approx(tossed.attended.reaches, abs=0.01)
        assert np.mean(reported >= hundredths(tossed.target)) == pytest.approx(tossed.reported.reaches, abs=0.01)
        assert np.mean(attended) / 100 == pytest.approx(tossed.attended.mean, abs=0.05)
        assert np.std(attended) / 100 == pytest.approx(tossed.attended.deviation, abs=0.05)


@pytest.mark.parametrize("week", WEEKS)
def test_the_mean_is_what_the_checker_expects(week: str) -> None:
    """To rounding, and to the hundredth that each group led together may split another way."""
    problem, made = planned(week)
    results = {result.id: result for result in check(problem, made).clinicians}
    for person in confidence(problem, made).clinicians:
        result = results[str(person.clinician)]
        groups = sum(a.request in problem.groups and result.id in a.clinicians for a in made.appointments)
        assert (person.booked, person.expected, person.reportable) == (
            result.booked,
            result.expected,
            result.reportable,
        )
        assert person.attended.mean == pytest.approx(result.expected, abs=0.0051 + 0.01 * groups)
