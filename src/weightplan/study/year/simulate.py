"""A year as it passes: referrals, places, courses of treatment and absences in continuous time, a plan each Monday."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import simpy

from weightplan.answers.weights import weights_of
from weightplan.case import Case
from weightplan.fields import MINUTES_PER_DAY
from weightplan.plan import Plan
from weightplan.rules.ledger import Entry, Ledger
from weightplan.study.draws import chance
from weightplan.study.reading import earned
from weightplan.study.year.crisis import is_slot
from weightplan.study.year.model import Course, Year
from weightplan.study.year.patients import Patient, Places, places_of
from weightplan.study.year.row import YearWeek
from weightplan.study.year.staff import Staff, exponential
from weightplan.study.year.tally import Tally
from weightplan.study.year.weeks import Planner
from weightplan.week import Patient as WeekPatient

Serve = Callable[[Case], Plan]  # who is served in a week, when and by whom


@dataclass
class Simulation:
    """One repetition of one scenario. `serve` plans each week; every draw hangs on `seed` and a name."""

    base: Case
    year: Year
    seed: int
    least: int
    serve: Serve
    env: Any = field(default_factory=simpy.Environment)
    patients: dict[str, Patient] = field(default_factory=dict)
    weeks: list[YearWeek] = field(default_factory=list)
    balances: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        people = self.base.week.clinicians
        most = {person.id: places_of(self.base, self.year, person.id) for person in people}
        self.places = Places(self.env, {person.id: person.role for person in people}, most)
        self.staff = Staff(self.env, self.year, people, self.base.week.week, self.seed, self._leaves, self.places.open)
        self.planner, self.tally = Planner(self.base, self.year), Tally()
        self.balances = {person.id: person.balance for person in people}
        for known in self.base.patients.values():
            self._from_the_start(known)
        for level in self.year.referrals:
            self.env.process(self._referrals(level))
        self.env.process(self._weekly())

    def run(self) -> list[YearWeek]:
        """Return the year's weeks."""
        self.env.run(until=7 * self.year.weeks + 0.5)
        return self.weeks

    def course(self, level: int) -> Course:
        return self.year.courses[level]

    # Patients

    def _from_the_start(self, known: WeekPatient) -> None:
        assert known.level is not None
        patient = Patient(known, known.level, self.course(known.level), 0.0)
        patient.since_measured = known.contacts_since_measurement
        self.patients[patient.id] = patient
        carried = known.clinician is not None and self.base.contracted_days(known.clinician) > 0
        if known.clinician is not None and carried:
            self.places.keep(patient, known.clinician)
        if known.new:
            self.env.process(self._treatment(patient))
            return
        patient.state, patient.treated = "in_course", True
        if known.course_start is not None:
            patient.begun = float((known.course_start - self.base.week.week).days)
        if not carried:
            self.places.ask(patient)
        self._begin(patient)
        if patient.left is not None:
            patient.left = 1 + int(chance(self.seed, "left", patient.id) * patient.left)
        patient.due = chance(self.seed, "due", patient.id) * patient.course.steps[0].days

    def _referrals(self, level: int) -> Iterator[Any]:
        rate = self.year.referrals[level] / 7
        for number in count() if rate else ():
            name = f"r{level}-{number}"
            yield self.env.timeout(exponential(1 / rate, chance(self.seed, "referral", name)))
            patient = Patient(WeekPatient(id=name, level=level, new=True), level, self.course(level), self.env.now)
            self.patients[name] = patient
            self.tally.counts["referrals"] += 1
            self.env.process(self._treatment(patient))

    def _treatment(self, patient: Patient) -> Iterator[Any]:
        """Wait for a place; where the course has no first visit, its time or its contacts run from there on."""
        if patient.clinician is None:
            yield self.places.ask(patient)
            self.tally.place(self.env.now - patient.referred)
        patient.due = self.env.now
        if not patient.course.first:
            self._begin(patient)

    def _seen(self, patient: Patient) -> None:
        """A first contact was held: the wait that began with the referral is over."""
        patient.state, patient.begun = "in_course", self.env.now
        self.tally.first(self.env.now - patient.referred)

    def _begin(self, patient: Patient) -> None:
        """Begin a course: draw how long it goes on."""
        patient.began += 1
        patient.turn, course = 0, patient.course
        drawn = chance(self.seed, "course", f"{patient.id}/{patient.began}")
        if course.contacts is not None:
            least, most = course.contacts
            patient.left = least + int(drawn * (most - least + 1))
        else:
            patient.left = None
            self.env.process(self._ends(patient, exponential(7 * (course.mean_weeks or 0.0), drawn)))

    def _ends(self, patient: Patient, days: float) -> Iterator[Any]:
        """Let a course end in time, unless another has begun meanwhile."""
        began = patient.began
        yield self.env.timeout(days)
        if patient.began == began:
            self._discharge(patient)

    def _discharge(self, patient: Patient) -> None:
        self.tally.counts["discharged_unseen"] += patient.state == "waiting"
        self.tally.counts["discharged"] += 1
        patient.state = "discharged"
        self.places.leave(patient)
        del self.patients[patient.id]

    def _step(self, week: int) -> None:
        """Step patients in treatment up or down: the other level's course begins, with the same clinician if it may."""
        for patient in [p for p in self.patients.values() if p.state == "in_course" and p.clinician is not None]:
            chances = self.year.stepping.get(patient.level)
            drawn = chance(self.seed, "stepping", f"{patient.id}/{week}") if chances else 1.0
            if chances is None or drawn >= chances.up + chances.down:
                continue
            level = patient.level + (1 if drawn < chances.up else -1)
            if level not in self.year.courses:
                continue
            self.tally.stepped(level - patient.level)
            patient.level, patient.course = level, self.course(level)
            if self.places.roles[patient.clinician or ""] not in patient.course.roles:
                self.places.leave(patient)
                self.places.ask(patient)
            self._begin(patient)

    def _leaves(self, clinician: str) -> None:
        """Somebody leaves: nobody more is taken on, and the patients wait for another's place, the sickest first."""
        self.places.close(clinician)
        carried = [patient for patient in self.patients.values() if patient.clinician == clinician]
        for patient in sorted(carried, key=lambda patient: (-patient.level, patient.referred)):
            self.places.leave(patient)
            self.places.ask(patient)

    # Weeks

    def _weekly(self) -> Iterator[Any]:
        for week in range(self.year.weeks):
            self._step(week)
            monday = self.planner.begin(week, self.staff, self.patients.values(), self.balances)
            case, plan = monday.case, self.serve(monday.case)
            ledger = Ledger(case, plan)
            self.tally.planned(monday, ledger, self.staff, week)
            for entry in ledger.entries:
                at = 7.0 * week + entry.start / MINUTES_PER_DAY
                if at > self.env.now:
                    yield self.env.timeout(at - self.env.now)
                self._comes_about(case, entry, week)
            yield self.env.timeout(7.0 * (week + 1) - self.env.now)
            came = self.planner.staffed(week, self.staff)
            self._carry_over(came)
            self.weeks.append(self.tally.row(came, plan, week, self.patients.values(), self.places, self.least))
            self.tally = Tally()

    def _comes_about(self, case: Case, entry: Entry, week: int) -> None:
        """A contact's time has come: held, not needed any more, lost to who is away or to who does not come."""
        patient = self.patients.get(entry.patients[0]) if entry.patients else None
        if entry.patients and patient is None:
            self.tally.counts["course_ended"] += 1
            return
        if any(self.staff.is_away(c) for c in entry.clinicians):
            self.tally.counts["cancelled"] += not is_slot(entry.request)
            return
        name = f"{entry.request}/{week}" if patient is None else f"{patient.id}/{patient.booked}"
        weights = earned(case, entry, name, self.seed) if self.year.no_show else weights_of(case, entry)
        if patient is not None:
            patient.booked += 1
        self.tally.contact(entry, weights)
        if patient is not None and weights:
            self._held(patient, entry)

    def _held(self, patient: Patient, entry: Entry) -> None:
        measures = entry.kind is not None and entry.kind.measures
        patient.since_measured = 0 if measures else patient.since_measured + 1
        if patient.sees_first:
            self._seen(patient)
            patient.due = self.env.now + patient.course.steps[0].days
            self._begin(patient)
            return
        if patient.state == "waiting":
            self._seen(patient)
        elif not patient.treated:
            self.tally.treatment(self.env.now - (patient.begun or 0.0))
        patient.treated = True
        patient.turn += 1
        steps = patient.course.steps
        patient.due = self.env.now + steps[patient.turn % len(steps)].days
        if patient.left is not None:
            patient.left -= 1
            if patient.left == 0:
                self._discharge(patient)

    def _carry_over(self, came: Case) -> None:
        """Carry weights short of the target of the days worked, or above it, into the next week.

        Whoever takes over an empty post begins anew.
        """
        most = self.year.carry_weights
        for clinician in came.clinicians:
            over = self.balances[clinician] + (self.tally.weights[clinician] - came.target(clinician)) / 100
            stays = not self.staff.is_empty(clinician)
            self.balances[clinician] = round(max(-most, min(most, over)), 2) if stays else 0.0
