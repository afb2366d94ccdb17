"""What a diff holds. Weights in weights, times as wall clock, `difference` always B − A."""

from typing import Literal

from pydantic import computed_field

from weightplan.answers.proof import Answer, AnswerModel
from weightplan.plan import Instant

Kind = Literal["moved", "added", "dropped"]
Aspect = Literal["time", "clinician", "room", "type", "patients"]


class Compared(AnswerModel):
    """One figure in A and in B."""

    a: int | float
    b: int | float

    @computed_field  # type: ignore[prop-decorator]
    @property
    def difference(self) -> int | float:
        return round(self.b - self.a, 2)


class Placed(AnswerModel):
    """Where one plan has an appointment."""

    contact_type: str
    clinicians: tuple[str, ...]
    room: str | None
    start: Instant
    end: Instant
    busy_until: Instant


class Change(AnswerModel):
    """One appointment that differs; `a` is None for one added, `b` for one dropped.

    `changed` names what differs of one moved: `time` is start, end or end of documentation,
    `clinician` and `patients` who is in it, whatever the order of names.
    """

    kind: Kind
    request: str
    patients: tuple[str, ...]
    changed: tuple[Aspect, ...]
    a: Placed | None
    b: Placed | None


class PatientChanges(AnswerModel):
    """How many appointments of one patient moved, were added, were dropped."""

    patient: str
    moved: int
    added: int
    dropped: int


class Figures(AnswerModel):
    """Weights, load and minutes of people, as the checker reckons them."""

    target: Compared
    booked: Compared
    expected: Compared
    reportable: Compared
    load: Compared
    true_minutes: Compared


class ClinicianFigures(Figures):
    """One clinician's figures; all 0 in a week without the clinician."""

    clinician: str


class Care(AnswerModel):
    """Patient minutes: minutes of contact, counted for every patient who has them; crisis slots have none.

    `levels` by care level, `none` where no level is known; `forms` by `individual` and `group`.
    """

    levels: dict[str, Compared]
    forms: dict[str, Compared]
    modalities: dict[str, Compared]


class Diff(Answer):
    """Two plans of one week, side by side. Clinicians in the week's order, changes by time.

    `unit` sums over all clinicians and is None for a unit too small to be summed.
    """

    rulebook_a: str
    rulebook_b: str
    changes: tuple[Change, ...]
    patients: tuple[PatientChanges, ...]
    clinicians: tuple[ClinicianFigures, ...]
    unit: Figures | None
    cost: Compared
    per_rule: dict[str, Compared]
    care: Care
