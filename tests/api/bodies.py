"""Bodies to post: a week that is solved at once, and one that takes a while."""

import json
from typing import Any

from tests.builders import case, clinician, request
from weightplan.files import load_case


def small(**run: Any) -> dict[str, Any]:
    """Return a body with three visits of two clinicians: proven optimal in a fraction of a second."""
    made = case(
        clinicians=[clinician("psy1", target=3.0), clinician("psy2", target=3.0)],
        requests=[request(f"q{n}", "physical", "video", patient=f"p{n}") for n in (1, 2, 3)],
        prices={"unserved": {3: 100}, "shortfall": [1, 2, 4]},
        roles={"psychologist": {"weekly_target": 3.0}},
    )
    return {"modelInput": json.loads(made.week.model_dump_json(exclude_unset=True)), "config": {"run": run}}


def long(seconds: int = 30) -> dict[str, Any]:
    """Return a body that has a first plan soon and is improved until the time is over."""
    made = load_case("holiday-week")
    week = json.loads(made.week.model_dump_json(exclude_unset=True))
    return {"modelInput": week, "config": {"run": {"termination": {"spentLimit": f"PT{seconds}S", "gap": 0.0}}}}
