"""The rules, one stream each or a few, named as weightplan names them. The soft score is minus the plan's cost.

Where a plan breaks no hard rule, hard is 0. How much a broken one counts is chosen to lead the search out
of it, and is not the checker's number of violations. A lunch outlasts a pause, so that rows need not
know of it.
"""

from typing import Any

from timefold.solver.score import (
    Constraint,
    ConstraintCollectors,
    ConstraintFactory,
    HardSoftScore,
    Joiners,
    constraint_provider,
)

from bench.rivals.streams.domain import Contact, Pause, Staff, StaffDay, StaffWeek

Stream = Any  # timefold's own names for streams say more than a reader needs


@constraint_provider
def rules(factory: ConstraintFactory) -> list[Constraint]:
    """Return every rule of the design but `moved`, and those that the choice of options and values already keeps."""
    shared = _shared(factory)  # one stream for all: Timefold then keeps it up to date once
    return [*_time(factory), *_staff_time(shared), *_needs(factory), *_limits(shared), *_prices(factory, shared)]


def too_long(day: StaffDay, contacts: list[Contact]) -> int:
    """Return by how many minutes the rows of a day are too long, all together."""
    ordered = sorted(contacts, key=lambda contact: contact.clock)
    start, end, excess = -10000, -10000, 0
    for contact in ordered:
        if day.ends_row(end, contact.clock):
            start = contact.clock
            end = contact.busy_until()
        else:
            end = max(end, contact.busy_until())
        excess = excess + max(0, min(end - start - day.longest_row, contact.option.kind.busy))
    return excess


def _shared(factory: ConstraintFactory) -> Stream:
    """Return each placed contact with the share of each of its team."""
    return factory.for_each(Contact).expand(lambda contact: contact.option.shares).flatten_last(lambda shares: shares)


def _time(factory: ConstraintFactory) -> list[Constraint]:
    return [
        factory.for_each(Contact)
        .filter(lambda contact: not contact.option.fits(contact.clock))
        .penalize(HardSoftScore.ONE_HARD)
        .as_constraint("working_hours, patient_time, deadline"),
        factory.for_each_unique_pair(
            Contact,
            Joiners.equal(lambda contact: contact.option.lead),
            Joiners.overlapping(lambda contact: contact.clock, lambda contact: contact.busy_until()),
        )
        .penalize(HardSoftScore.ONE_HARD)
        .as_constraint("no_overlap"),
        factory.for_each(Contact)
        .filter(lambda contact: len(contact.option.shares) > 1)
        .join(
            Contact,
            Joiners.equal(lambda contact: contact.option.day),
            Joiners.overlapping(lambda contact: contact.clock, lambda contact: contact.busy_until()),
            Joiners.filtering(
                lambda team, other: (
                    team.id != other.id
                    and team.option.lead != other.option.lead
                    and team.option.shares_staff(other.option)
                )
            ),
        )
        .penalize(HardSoftScore.ONE_HARD)
        .as_constraint("no_overlap of teams"),
        factory.for_each_unique_pair(
            Pause,
            Joiners.equal(lambda pause: pause.key()),
            Joiners.overlapping(lambda pause: pause.begins(), lambda pause: pause.ends()),
        )
        .penalize(HardSoftScore.ONE_HARD)
        .as_constraint("no_overlap of breaks"),
        factory.for_each(Contact)
        .filter(lambda contact: contact.option.kind.roomed and not contact.place.suits(contact.option, contact.clock))
        .penalize(HardSoftScore.ONE_HARD)
        .as_constraint("room, site"),
        factory.for_each_unique_pair(
            Contact,
            Joiners.equal(lambda contact: contact.place_key()),
            Joiners.overlapping(lambda contact: contact.clock, lambda contact: contact.ends()),
        )
        .penalize(HardSoftScore.ONE_HARD)
        .as_constraint("room held once"),
        factory.for_each_unique_pair(
            Contact,
            Joiners.equal(lambda contact: contact.patient_key()),
            Joiners.overlapping(lambda contact: contact.clock, lambda contact: contact.ends()),
        )
        .penalize(HardSoftScore.ONE_HARD)
        .as_constraint("patient_time"),
        factory.for_each(Contact)
        .filter(lambda contact: len(contact.members) > 0)
        .join(
            Contact,
            Joiners.equal(lambda contact: contact.option.day),
            Joiners.overlapping(lambda contact: contact.clock, lambda contact: contact.ends()),
            Joiners.filtering(lambda group, other: group.id != other.id and group.shares_patient(other)),
        )
        .penalize(HardSoftScore.ONE_HARD)
        .as_constraint("patient_time of groups"),
    ]


def _staff_time(shared: Stream) -> list[Constraint]:
    return [
        shared.join(
            Pause,
            Joiners.equal(lambda contact, share: share.day.id, lambda pause: pause.key()),
            Joiners.overlapping(
                lambda contact, share: contact.clock,
                lambda contact, share: contact.busy_until(),
                lambda pause: pause.begins(),
                lambda pause: pause.ends(),
            ),
        )
        .penalize(HardSoftScore.ONE_HARD)
        .as_constraint("meal_break, admin_time"),
        shared.filter(lambda contact, share: share.day.longest_row >= 0)
        .group_by(lambda contact, share: share.day, ConstraintCollectors.to_list(lambda contact, share: contact))
        .penalize(HardSoftScore.ONE_HARD, too_long)
        .as_constraint("row_of_contacts"),
    ]


def _needs(factory: ConstraintFactory) -> list[Constraint]:
    return [
        factory.for_each_including_unassigned(Contact)
        .filter(lambda contact: contact.must and contact.option is None)
        .penalize(HardSoftScore.of_hard(20))
        .as_constraint("must, crisis_slots, locked"),
        factory.for_each(Contact)
        .filter(lambda contact: contact.new and not contact.option.kind.first)
        .if_not_exists(
            Contact,
            Joiners.equal(lambda contact: contact.patient),
            Joiners.filtering(lambda contact, other: other.option.kind.first and other.moment() <= contact.moment()),
        )
        .penalize(HardSoftScore.ONE_HARD)
        .as_constraint("first_visit_is_long"),
        factory.for_each(Contact)
        .expand(lambda contact: contact.new_members)
        .flatten_last(lambda members: members)
        .if_not_exists(
            Contact,
            Joiners.equal(lambda group, member: member, lambda other: other.patient),
            Joiners.filtering(lambda group, member, other: other.moment() <= group.moment()),
        )
        .penalize(HardSoftScore.ONE_HARD)
        .as_constraint("group_after_first"),
        factory.for_each(Contact)
        .filter(lambda contact: contact.after >= 0)
        .if_not_exists(
            Contact,
            Joiners.equal(lambda contact: contact.after, lambda other: other.need),
            Joiners.filtering(lambda contact, other: contact.follows(other)),
        )
        .penalize(HardSoftScore.ONE_HARD)
        .as_constraint("follow_up"),
        factory.for_each(Contact)
        .filter(lambda contact: contact.tag >= 0)
        .group_by(lambda contact: contact.tag, ConstraintCollectors.count_distinct(lambda contact: contact.option.day))
        .penalize(HardSoftScore.ONE_HARD, lambda tag, days: days - 1)
        .as_constraint("same_day"),
        factory.for_each(Contact)
        .filter(lambda contact: contact.most_a_day >= 0)
        .expand(lambda contact: contact.present())
        .flatten_last(lambda patients: patients)
        .group_by(
            lambda contact, patient: patient,
            lambda contact, patient: contact.option.day,
            lambda contact, patient: contact.most_a_day,
            ConstraintCollectors.count_bi(),
        )
        .filter(lambda patient, day, most, count: count > most)
        .penalize(HardSoftScore.ONE_HARD, lambda patient, day, most, count: count - most)
        .as_constraint("same_day of a patient"),
    ]


def _limits(shared: Stream) -> list[Constraint]:
    return [
        shared.filter(lambda contact, share: share.day.most_minutes >= 0)
        .group_by(
            lambda contact, share: share.day,
            ConstraintCollectors.sum(lambda contact, share: contact.option.kind.minutes),
        )
        .filter(lambda day, minutes: minutes > day.most_minutes)
        .penalize(HardSoftScore.ONE_HARD, lambda day, minutes: minutes - day.most_minutes)
        .as_constraint("contact_minutes"),
        shared.filter(lambda contact, share: contact.option.kind.heavy and share.day.most_heavy >= 0)
        .group_by(lambda contact, share: share.day, ConstraintCollectors.count_bi())
        .penalize(HardSoftScore.ONE_HARD, lambda day, count: max(0, count - day.most_heavy))
        .as_constraint("heavy_contacts of a day"),
        shared.filter(lambda contact, share: contact.option.kind.heavy and share.day.week.most_heavy >= 0)
        .group_by(lambda contact, share: share.day.week, ConstraintCollectors.count_bi())
        .penalize(HardSoftScore.ONE_HARD, lambda week, count: max(0, count - week.most_heavy))
        .as_constraint("heavy_contacts of a week"),
        shared.filter(lambda contact, share: contact.option.kind.first and share.day.most_first >= 0)
        .group_by(lambda contact, share: share.day, ConstraintCollectors.count_bi())
        .penalize(HardSoftScore.ONE_HARD, lambda day, count: max(0, count - day.most_first))
        .as_constraint("first_visits of a day"),
        shared.filter(lambda contact, share: contact.option.kind.first and share.day.week.most_first >= 0)
        .group_by(lambda contact, share: share.day.week, ConstraintCollectors.count_bi())
        .penalize(HardSoftScore.ONE_HARD, lambda week, count: max(0, count - week.most_first))
        .as_constraint("first_visits of a week"),
        shared.filter(lambda contact, share: share.day.week.remote_over >= 0)
        .group_by(
            lambda contact, share: share.day.week,
            ConstraintCollectors.sum(
                lambda contact, share: (
                    contact.option.kind.minutes
                    * ((share.day.week.remote_under if contact.option.kind.remote else 0) - share.day.week.remote_over)
                )
            ),
        )
        .filter(lambda week, excess: excess > 0)
        .penalize(HardSoftScore.ONE_HARD)
        .as_constraint("remote_share"),
    ]


def _prices(factory: ConstraintFactory, shared: Stream) -> list[Constraint]:
    return [
        factory.for_each(Staff)
        .penalize(HardSoftScore.ONE_SOFT, lambda staff: staff.cost(0))
        .as_constraint("shortfall of nothing"),
        shared.group_by(
            lambda contact, share: share.day.week.staff,
            ConstraintCollectors.sum(lambda contact, share: share.weight),
        )
        .impact(HardSoftScore.ONE_SOFT, lambda staff, booked: staff.cost(0) - staff.cost(booked))
        .as_constraint("shortfall, overshoot"),
        factory.for_each_including_unassigned(Contact)
        .filter(lambda contact: contact.option is None)
        .penalize(HardSoftScore.ONE_SOFT, lambda contact: contact.unserved)
        .as_constraint("unserved"),
        factory.for_each(Contact)
        .penalize(HardSoftScore.ONE_SOFT, lambda contact: contact.option.cost)
        .as_constraint("less_preferred_type, other_clinician"),
        shared.filter(lambda contact, share: share.day.soft_load >= 0)
        .group_by(
            lambda contact, share: share.day, ConstraintCollectors.sum(lambda contact, share: contact.option.kind.load)
        )
        .penalize(HardSoftScore.ONE_SOFT, lambda day, load: day.load_price * max(0, load - day.soft_load))
        .as_constraint("load"),
        shared.map(lambda contact, share: share.day.week, lambda contact, share: contact.option.kind.load)
        .concat(factory.for_each(StaffWeek).expand(lambda week: 0))
        .filter(lambda week, load: week.time_over > 0)
        .group_by(lambda week, load: week, ConstraintCollectors.sum(lambda week, load: load))
        .group_by(
            lambda week, load: week.number,
            ConstraintCollectors.max(lambda week, load: week.imbalance * week.evened(load)),
            ConstraintCollectors.min(lambda week, load: week.imbalance * week.evened(load)),
        )
        .penalize(HardSoftScore.ONE_SOFT, lambda number, most, least: most - least)
        .as_constraint("load_imbalance"),
    ]
