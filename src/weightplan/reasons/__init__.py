"""Why a need is not served in a legal plan: one reason code that is true, and a sentence.

Every code is about adding ONE more contact for the need, with nothing else moved. A *way* is an
acceptable contact type and a team: as many clinicians as the type has `leaders`, each with its
role and skills and among those the need names, one of its `lead_roles` among them; with the
clinicians of the contact it follows where `same_clinician` asks for that. *Possible* means: in a
week without contacts and breaks the team is at work and in no block, the hours suit the patient
(every participant), a right room (kind, named rooms, site) has opened, and the time lies within
`earliest`, `latest`, `windows` and the days that `after` leaves. The first code that holds is given:

`LIMIT:group_size`      the group has more or fewer participants than its type takes
`NO_COMPETENCE`         there is no team for any acceptable type, whatever the time
`PREDECESSOR_UNSERVED`  the request that it follows is not served in this plan
`LIMIT:follow_up`       the clinicians of the contact it follows may not hold it
`NO_COMMON_TIME`        in an empty week no time suits both a team and the patients
`NO_ROOM`               in an empty week no right room is open at any such time
`DEADLINE`              there are possible times, but none within its days and windows
`OUTRANKED`             the plan has a legal opening, but the cheapest costs at least what the need is worth
`NOT_PLACED`            the plan has a legal opening that would lower its cost: the search ended too soon
`LIMIT:<rule>`          at every possible time, free or taken, it would break this rule in this plan (one of
                        `diagnosis.RULES_EVERYWHERE`; for `meal_break`, `admin_time` and `supervision_kept`:
                        lie in a break that is due)
`LIMIT:<rule>`          there are openings (type, team and start with team, patients and a room free), each
                        breaks a hard rule, and this one is broken at most of them (ties: the rules' order)
`NO_ROOM`               team and patients are free at some possible times, but no right room is
`OUTRANKED`             at every possible time other contacts or breaks of the plan are in the way

A break is *due* where its rule (`meal_break`, `admin_time`, `supervision_kept`) would be broken without it. Cost is
what the checker reckons, rule by rule; the need's worth is its price under `unserved`.
"""

from weightplan.case import Case
from weightplan.plan import Plan, Unserved
from weightplan.reasons.diagnosis import Diagnosis
from weightplan.reasons.wording import sentence
from weightplan.rules.ledger import Ledger


def unserved(case: Case, plan: Plan) -> tuple[Unserved, ...]:
    """Return every need of which a count is missing, requests before groups, each in the file's order.

    `plan` is taken to be legal (`check` finds no violation); reasons for another are not sure.
    """
    ledger = Ledger(case, plan)
    diagnosis = Diagnosis(case, ledger)
    found = []
    for need, asked in ledger.needs():
        missing = asked - ledger.count(need)
        if missing > 0:
            reason = diagnosis.reason(need)
            text, text_sv = sentence(reason, "en"), sentence(reason, "sv")
            found.append(Unserved(request=need.id, count=missing, reason=reason.code, text=text, text_sv=text_sv))
    return tuple(found)


__all__ = ["unserved"]
