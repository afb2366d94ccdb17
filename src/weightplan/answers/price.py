"""The price of each rule: what a clinician could book more if that one rule did not bind, all else as planned.

Rules are priced to be understood. Nothing here makes a plan in which one is relaxed.
"""

import time
from collections.abc import Callable
from dataclasses import replace

from weightplan.answers.ceiling import NOT_OURS
from weightplan.answers.conflict.demands import PERSONAL, Demand, without
from weightplan.answers.proof import Answer, AnswerModel, Proof
from weightplan.case import Case
from weightplan.check import check
from weightplan.errors import InputError
from weightplan.plan import Plan
from weightplan.report.words import Language, Words
from weightplan.solver.ceiling import Most, most_given
from weightplan.week import Room

MEETINGS, ROOM = "meetings", "room"
LIMITS = {
    "contact_minutes": ("max_contact_minutes_per_day",),
    "row_of_contacts": ("max_minutes_in_a_row",),
    "heavy_contacts": ("max_heavy_per_day", "max_heavy_per_week"),
    "first_visits": ("max_first_per_day", "max_first_per_week"),
    "remote_share": ("max_remote_share",),
    "heavy_after_heavy": ("min_minutes_between_heavy",),
    "phone_hours": ("phone_hours",),
    "daily_rest": ("min_rest_hours_per_day",),
    "weekly_rest": ("min_rest_hours_per_week",),
}
RULES = (*LIMITS, "meal_break", "admin_time", "supervision_kept", MEETINGS, ROOM)
NAMES = {MEETINGS: {"sv": "Möten", "en": "Meetings"}}
# A manager may free somebody from a meeting or find a room; the others are safety and labour law.
FOR_TRADE = (MEETINGS, ROOM)


class Price(AnswerModel):
    """What one rule costs in weights: at least and at most. The same number twice is a proven price."""

    rule: str
    least: float
    most: float
    proven: bool
    for_trade: bool


class Prices(Answer):
    """The price of every rule that binds a clinician in some way, in the order in which rules are listed."""

    clinician: str
    prices: tuple[Price, ...]


def price(
    case: Case, plan: Plan, clinician: str, *, seconds: float = 30.0, stop: Callable[[], bool] | None = None
) -> Prices:
    """Return what each rule costs a clinician while all that colleagues do stands, within a time limit for all.

    Raises InputError where the plan is not legal.
    """
    report, begun = check(case, plan), time.monotonic()
    if not report.legal:
        raise InputError([f"the plan breaks a rule, so no answer would hold: {report.violations[0].text}"])
    found = {rule: eased(case, clinician, rule) for rule in RULES}
    relaxed = {rule: changed for rule, changed in found.items() if changed is not None}
    each = seconds / (1 + len(relaxed))

    def most(changed: Case) -> Most:
        best = most_given(changed, plan, clinician, seconds=each, stop=stop)
        if best is None:
            raise InputError([NOT_OURS])
        return best

    now = most(case)
    prices = tuple(_price(rule, now, most(changed)) for rule, changed in relaxed.items())
    proof = Proof(
        proven=all(p.proven for p in prices),
        bound=max((p.most for p in prices), default=0.0),
        seconds=round(time.monotonic() - begun, 2),
    )
    texts = [_in_words(clinician, prices, language) for language in ("en", "sv")]
    return Prices(text=texts[0], text_sv=texts[1], proof=proof, clinician=clinician, prices=prices)


def _price(rule: str, now: Most, then: Most) -> Price:
    least, highest = max(0, then.weights - now.bound), then.bound - now.weights
    return Price(rule=rule, least=least / 100, most=highest / 100, proven=least == highest, for_trade=rule in FOR_TRADE)


def eased(case: Case, clinician: str, rule: str) -> Case | None:
    """Return the case without one rule for a clinician, None where there is no such rule."""
    if rule == ROOM:
        return _with_rooms(case)
    limits = case.limits(clinician)
    demands: list[Demand] = []
    if rule == "meal_break":
        demands = [Demand("lunch")]
    elif rule == "admin_time":
        demands = [Demand("admin", clinician)] if limits.min_admin_minutes_per_week else []
    elif rule == "supervision_kept":
        demands = [Demand("supervision", clinician)] if limits.min_supervision_minutes_per_week else []
    elif rule == MEETINGS:
        blocks = enumerate(case.clinicians[clinician].blocks)
        demands = [Demand("block", clinician, place) for place, block in blocks if block.kind != "supervision"]
    else:
        names = [name for name in LIMITS[rule] if name in PERSONAL and getattr(limits, name) is not None]
        demands = [Demand("limit", clinician, field=name) for name in names]
    return without(case, demands) if demands else None


def _with_rooms(case: Case) -> Case | None:
    """Return the case with one more room of each kind, open at all hours and for every site."""
    kinds = dict.fromkeys(kind.room for kind in case.rulebook.contact_types.values() if kind.room is not None)
    more = tuple(Room(id=f"{kind}-more", kind=kind) for kind in kinds)
    return replace(case, week=case.week.model_copy(update={"rooms": (*case.week.rooms, *more)})) if more else None


def name_of(rule: str, language: Language) -> str:
    """Return what people call a rule that has a price."""
    return NAMES[rule][language] if rule in NAMES else Words(language).known(f"rule.{rule}", rule)


def _in_words(clinician: str, prices: tuple[Price, ...], language: Language) -> str:
    words = Words(language)
    costly = [p for p in prices if p.least > 0]
    if not costly:
        none = {
            "en": "No rule was shown to cost {who} anything.",
            "sv": "Ingen regel visades kosta {who} något.",
        }
        return none[language].format(who=clinician)
    parts = ", ".join(f"{name_of(p.rule, language)} {words.weight(p.least)}" for p in costly)
    some = {
        "en": "What {who} could book more without one rule, at least: {parts}.",
        "sv": "Vad {who} minst kunde boka mer utan en regel: {parts}.",
    }
    return some[language].format(who=clinician, parts=parts)
