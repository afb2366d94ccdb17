"""Every sentence that a report shows, one module a theme, Swedish and English side by side."""

from typing import Protocol

from weightplan.report.sentences import (
    binds,
    front,
    limits,
    own,
    proof,
    record,
    rules,
    unserved,
    verdict,
    week,
    why,
)


class Theme(Protocol):
    """One module of sentences, key to (Swedish, English); no other theme has its keys.

    A bar divides the form for n = 1 from the form for every other n.
    """

    SENTENCES: dict[str, tuple[str, str]]


# As a report shows them. The service lists reasons and rules in this order.
THEMES: tuple[Theme, ...] = (verdict, binds, week, front, unserved, why, limits, proof, record, own, rules)
