"""One repetition of a year: its weeks in counts and sums, never people."""

from typing import Any, Literal

from weightplan.plan import Status
from weightplan.study.row import Answer, RowModel


class YearWeek(RowModel):
    """One week of a year. Counts of patients are at its end, all others over it; contacts count a group once.

    `waiting` are those referred whose first contact (the first visit, where the course has one) is still to come;
    `discharged_unseen` those whose time ran out before it. `in_course` are all others; of these `treatment_waiting`
    wait for the first contact after their first visit, and `orphaned` have nobody who carries them any more.
    `no_place` are all whom nobody carries. `place_*` tell of the first places given, `first_*` of first contacts,
    `treatment_*` of the first contact after a first visit; `*_days` are days waited in all, `*_in_90` how many waited
    90 days at most.
    Of the contacts `asked` for, `planned` are in the week's plan and the others `unserved`; `held` are those that took
    place, others lost to a `no_show`, `cancelled` for illness or an empty post, or no longer needed since the
    `course_ended`. `not_asked` are those due that nobody could be asked for: the own clinician is away all week, or
    there is none. Of `crisis_due` slots `crisis_uncovered` were kept by nobody: nobody there could, who should fell
    ill, or the week had no plan; slots are in no other count of contacts.
    `target` is for the days that the week's Monday knew to be worked, `due` for those that were, both without what is
    carried over. Weights `booked` are the plan's, all other weights, `load` (points) and minutes those of contacts
    held; `load_per_fte` is of a full-time week worked. They are None where fewer than the rulebook's `min_group_size`
    are at work.
    """

    week: int
    monday: str
    plan_status: Status
    cost: int | None
    bound: int | None
    gap: float | None
    referrals: int
    waiting: int
    waiting_level_1: int
    waiting_level_2: int
    waiting_level_3: int
    waiting_level_4: int
    waiting_over_90: int
    no_place: int
    in_course: int
    treatment_waiting: int
    treatment_waiting_over_90: int
    orphaned: int
    discharged: int
    discharged_unseen: int
    place_given: int
    place_days: float
    first_begun: int
    first_in_90: int
    first_days: float
    treatment_begun: int
    treatment_in_90: int
    treatment_days: float
    stepped_up: int
    stepped_down: int
    asked: int
    planned: int
    held: int
    no_show: int
    cancelled: int
    course_ended: int
    unserved: int
    unserved_level_none: int
    unserved_level_1: int
    unserved_level_2: int
    unserved_level_3: int
    unserved_level_4: int
    not_asked: int
    not_asked_level_1: int
    not_asked_level_2: int
    not_asked_level_3: int
    not_asked_level_4: int
    crisis_due: int
    crisis_uncovered: int
    at_work: int
    on_vacation: int
    ill: int
    empty_posts: int
    target: float | None = None
    booked: float | None = None
    due: float | None = None
    attended: float | None = None
    load: int | None = None
    load_per_fte: float | None = None
    contact_minutes: int | None = None
    phone_minutes: int | None = None
    written_minutes: int | None = None


class YearRun(Answer):
    """One repetition of one scenario. `failed` says in `error` why it has no weeks."""

    status: Literal["done", "failed"]
    weeks: tuple[YearWeek, ...] = ()

    @property
    def failed(self) -> bool:
        return self.status == "failed"

    def records(self) -> list[dict[str, Any]]:
        """Return one flat record a week; a repetition that failed has one without a week."""
        head, tail = self.ends()
        weeks = [week.model_dump() for week in self.weeks] or [dict.fromkeys(YearWeek.model_fields)]
        return [head | {"status": self.status} | week | tail for week in weeks]

    @classmethod
    def columns(cls) -> dict[str, Any]:
        return {"status": str} | {name: field.annotation for name, field in YearWeek.model_fields.items()}
