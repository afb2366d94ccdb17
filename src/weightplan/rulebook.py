"""The rulebook: contract, clinic and labour rules as data (`models/<name>.yaml`)."""

from typing import Annotated, Any, Literal

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer

from weightplan.fields import Clock, FileModel, Hours, Identifier, Minutes, Price, Weight

Modality = Literal["physical", "video", "group", "phone", "digital"]
Origin = Literal["sourced", "measured", "example"]
LeaderShare = Literal["split", "full", "lead"]
Count = Annotated[int, Field(ge=0, le=10_000)]
Share = Annotated[float, Field(ge=0, le=1)]
Priority = Annotated[int, Field(ge=1, le=4)]
Level = Annotated[int, Field(ge=1, le=4)]


class Label(FileModel):
    """What people read instead of an identifier."""

    sv: str
    en: str


class ContactType(FileModel):
    """One kind of contact: its minutes, its weight, and who may hold it where.

    Minutes are multiples of the rulebook's grid. `weight` is for the contact as a whole,
    `weight_per_participant` for groups paid by the head. `countable` says whether the
    contract lets the contact be reported.
    """

    modality: Modality
    minutes: Annotated[int, Field(ge=1, le=1440)]
    documentation_minutes: Minutes = 0
    weight: Weight | None = None
    weight_per_participant: Weight | None = None
    origin: Origin = "example"
    roles: tuple[Identifier, ...] | None = None
    skills: tuple[Identifier, ...] = ()
    room: Identifier | None = None
    load: Count = 0
    attendance: Share | None = None
    first: bool = False
    heavy: bool = False
    leaders: Annotated[int, Field(ge=1, le=10)] = 1
    leader_share: LeaderShare = "split"
    lead_roles: tuple[Identifier, ...] | None = None
    participants: Annotated[tuple[Count, ...], Field(min_length=2, max_length=2)] | None = None
    countable: bool = True
    measures: bool = False
    label: Label | None = None


class Limits(FileModel):
    """Hard limits. A role or a clinician may override any of them; one left out limits nothing."""

    max_contact_minutes_per_day: Minutes | None = None
    max_minutes_in_a_row: Minutes | None = None
    pause_minutes: Minutes | None = None
    min_minutes_between_heavy: Minutes | None = None
    phone_hours: Hours | None = None
    min_rest_hours_per_day: Annotated[int, Field(ge=0, le=24)] | None = None
    min_rest_hours_per_week: Annotated[int, Field(ge=0, le=168)] | None = None
    soft_switches_per_day: Count | None = None
    soft_same_type_per_day: Count | None = None
    max_heavy_per_day: Count | None = None
    max_heavy_per_week: Count | None = None
    max_first_per_day: Count | None = None
    max_first_per_week: Count | None = None
    max_remote_share: Share | None = None
    min_admin_minutes_per_week: Minutes | None = None
    min_supervision_minutes_per_week: Minutes | None = None
    soft_load_per_day: Count | None = None
    max_patient_contacts_per_day: Count | None = None
    front_weeks: Count | None = None
    front_contacts_per_week: Count | None = None
    contacts_between_measurements: Annotated[int, Field(ge=1, le=10_000)] | None = None
    soft_week_deviation: Annotated[Weight, Field(ge=0)] | None = None
    notice_days: Count | None = None

    @model_serializer(mode="wrap")
    def _as_given(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Write what was given: null lifts the rulebook's limit, and a limit left out leaves it be."""
        return {name: value for name, value in write(self).items() if name in self.model_fields_set}


class Role(FileModel):
    """A profession, its weight target for a full-time week, and its own limits."""

    weekly_target: Weight = 0.0
    limits: Limits = Limits()
    label: Label | None = None


class WorkingTime(FileModel):
    """The meal break that labour law asks for."""

    lunch_minutes: Annotated[int, Field(ge=1, le=240)] = 30
    lunch_between: Annotated[tuple[Clock, ...], Field(min_length=2, max_length=2)] = ("11:00", "13:30")
    max_hours_without_break: Annotated[float, Field(gt=0, le=24)] = 5


class Crisis(FileModel):
    """Slots that stay open for patients in crisis, on every weekday that is no public holiday."""

    contact_type: Identifier
    slots_per_day: Count = 0


class PackageItem(FileModel):
    """One recurring need of a care package: which contact types, how often a week.

    `follows` is the place in the package (0 = first) of the item that this one comes after.
    """

    contact_types: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    per_week: Annotated[float, Field(ge=0, le=100)]
    priority: Priority | None = None
    follows: Annotated[int, Field(ge=0)] | None = None
    min_days: Count | None = None
    max_days: Count | None = None
    must: bool = False
    origin: Origin = "example"


class CareLevel(FileModel):
    """The care package of one level of stepped care, and the least contacts that it means to give a week."""

    package: tuple[PackageItem, ...] = ()
    min_contacts_per_week: Annotated[float, Field(ge=0, le=100)] | None = None
    label: Label | None = None


class Prices(FileModel):
    """What each soft rule costs, in integers; a price left out costs nothing."""

    shortfall: Annotated[tuple[Price, ...], Field(min_length=3, max_length=3)] | None = None
    overshoot: Price | None = None
    unserved: dict[Priority, Price] = {}
    intensity_floor: Price | None = None
    front_loaded: Price | None = None
    measurement: Price | None = None
    week_balance: Price | None = None
    late_change: Price | None = None
    less_preferred_type: Price | None = None
    load_over_soft: Price | None = None
    load_imbalance: Price | None = None
    heavy_in_last_hour: Price | None = None
    context_switch: Price | None = None
    same_type_a_day: Price | None = None
    other_clinician: Price | None = None
    moved: Price | None = None


class Lever(FileModel):
    """Something a manager may change to let a clinician reach the target, and what one piece of it costs.

    Costs are weighed against each other only; they are no money. `most` limits the pieces in one set.
    """

    cost: Annotated[int, Field(ge=1, le=1_000_000)]
    most: Annotated[int, Field(ge=1, le=100)] | None = None
    origin: Origin = "example"


class HoursLever(Lever):
    """Working hours of one day, changed by `step` minutes: a piece is one day."""

    step: Annotated[int, Field(ge=1, le=240)] = 30


class MeetingLever(Lever):
    """A meeting that somebody is excused from: a piece is an hour begun.

    A block whose label holds one of `keep`, in whatever case, or that has no label, is never freed.
    """

    keep: tuple[Identifier, ...] = ()


class QuestionLever(Lever):
    """A question to whoever owns a care plan: could this need also be met by one of `contact_types`?"""

    contact_types: Annotated[tuple[Identifier, ...], Field(min_length=1)]


class TargetLever(Lever):
    """A lower target: a piece is `step` weights."""

    step: Annotated[Weight, Field(gt=0)] = 1.0


class Levers(FileModel):
    """What a manager may change. A lever left out is not the manager's to pull.

    A piece of `longer_hours` or `moved_hours` is one step on one day, of `room` one room of a kind all
    week, of `co_leader` one group, of `first_visit` one visit that a colleague takes.
    """

    longer_hours: HoursLever | None = None
    moved_hours: HoursLever | None = None
    room: Lever | None = None
    meeting: MeetingLever | None = None
    co_leader: Lever | None = None
    first_visit: Lever | None = None
    question: QuestionLever | None = None
    lower_target: TargetLever | None = None


class Source(FileModel):
    """Where the number at `field` comes from."""

    field: str
    text: str
    url: str | None = None


class Rulebook(FileModel):
    """Everything that is the same every week: contact types, roles, limits and prices.

    `timezone` is an IANA name and `country` an ISO 3166 code for public holidays. All minutes
    are multiples of `grid_minutes`. Source: the design's section 4.1.
    """

    name: Identifier
    version: str = "1"
    timezone: str = "Europe/Stockholm"
    country: str | None = None
    holidays: tuple[Literal["public", "de_facto"], ...] = ("public",)
    grid_minutes: Annotated[int, Field(ge=1, le=60)] = 5
    contact_types: Annotated[dict[Identifier, ContactType], Field(min_length=1)]
    addons: dict[Identifier, Weight] = {}
    roles: Annotated[dict[Identifier, Role], Field(min_length=1)]
    working_time: WorkingTime = WorkingTime()
    limits: Limits = Limits()
    crisis: Crisis | None = None
    levels: dict[Level, CareLevel] = {}
    prices: Prices = Prices()
    levers: Levers = Levers()
    min_group_size: Count = 5
    sources: tuple[Source, ...] = ()
    notes: str | None = None
