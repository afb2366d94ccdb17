"""A linear relaxation of who does what on which day.

Time of day is left out, needs that are alike are merged, and fractions are allowed, so no plan can
cost less. It is valid only for the rules posted here: need, duration, working_hours, competence,
acceptable_type, deadline, patient_time (one patient alone), room (minutes per day), site, group_size,
supervised, crisis_slots, contact_minutes, meal_break and no_overlap (minutes per day), heavy_contacts,
first_visits, remote_share, admin_time, supervision_kept, follow_up (same clinician), must, and the soft rules
shortfall, overshoot, unserved, less_preferred_type, load, load_imbalance and other_clinician; the others
only add cost, and other hard rules only forbid.
"""

from dataclasses import dataclass, field

from weightplan.case import Case
from weightplan.solver.catalogue import Catalogue
from weightplan.solver.linear import LinearProgram
from weightplan.solver.profile import measured
from weightplan.solver.relaxation.daily import Daily
from weightplan.solver.relaxation.follow_ups import order_follow_ups
from weightplan.solver.relaxation.merging import Merged
from weightplan.solver.relaxation.rooms import limit_rooms
from weightplan.solver.relaxation.serving import Serving, serve_crisis
from weightplan.solver.relaxation.weekly import limit_weeks


@dataclass
class Relaxation:
    """Builds the linear program. Amounts are contacts, minutes, load points and 0.01 weights.

    A `loose` one lets strangers follow what only the owner can have served. `crisis` are the variables of crisis
    slots by team and day.
    """

    case: Case
    catalogue: Catalogue
    loose: bool = False
    lp: LinearProgram = field(default_factory=LinearProgram)

    @measured("building")
    def __post_init__(self) -> None:
        self.needs = Merged(self.case, self.catalogue)
        self.serving = Serving(self.case, self.catalogue, self.lp, self.needs)
        order_follow_ups(self.serving, loose=self.loose)
        self.crisis = serve_crisis(self.serving)
        daily = Daily(self.case, self.lp, self.serving.counts)
        limit_rooms(self.case, self.lp, daily.held)
        limit_weeks(self.case, self.lp, daily, self.serving.booked)
