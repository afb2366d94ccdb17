"""How sure the target is once patients may stay away: the distribution of the attended weights.

Patients stay away independently of each other and from one contact to the next. The weights are the
rulebook's. A group paid by the head pays the heads that come, and its leaders share that total as
`leader_share` says; so, under `split`, a leader's mean may be up to 0.01 off the checker's `expected`,
which takes the mean of the leader's share of all heads.
"""

from weightplan.answers.confidence.model import Chances, Confidence, Outlook
from weightplan.answers.confidence.outlook import confidence, sure

__all__ = ["Chances", "Confidence", "Outlook", "confidence", "sure"]
