"""How sure the target is once patients may stay away: the distribution of the attended weights.

Patients stay away independently of each other and from one contact to the next. The weights are the
rulebook's. A group paid by the head pays the heads that come, and its leaders share that total as
`leader_share` says; so, under `split`, a leader's mean may be up to 0.01 off the checker's `expected`,
which takes the mean of the leader's share of all heads. `plan_for` makes a plan with a margin for those who stay away.
"""

from weightplan.answers.confidence.aim import plan_for
from weightplan.answers.confidence.aim_model import Aimed, Margin
from weightplan.answers.confidence.model import Chances, Confidence, Outlook
from weightplan.answers.confidence.outlook import confidence, sure

__all__ = ["Aimed", "Chances", "Confidence", "Margin", "Outlook", "confidence", "plan_for", "sure"]
