"""Every scenario against the base, as sentences with how sure they are."""

from typing import TYPE_CHECKING

from weightplan.answers.proof import Answer, Proof
from weightplan.report.words import Words
from weightplan.study.frame import Study
from weightplan.study.naming import scenario_name
from weightplan.study.statistics import Mean, paired
from weightplan.study.wording import FIGURES, Language, written

if TYPE_CHECKING:
    import pandas as pd


class Comparison(Answer):
    """One scenario against the base. `differences` are by figure: mean, low, high and number of pairs.

    Its proof says whether every plan behind it is proven optimal; it bounds nothing.
    """

    scenario: str
    base: str
    pairs: int
    differences: dict[str, Mean]


def compared(study: Study) -> tuple[Comparison, ...]:
    """Return every scenario but the base, in the order of the design."""
    rows = study.solved()
    return tuple(_comparison(study, rows, scenario) for scenario in study.scenarios[1:])


def _comparison(study: Study, rows: "pd.DataFrame", scenario: str) -> Comparison:
    found = {name: paired(rows, scenario, study.base, name) for name in FIGURES}
    differences = {name: mean for name, mean in found.items() if mean is not None}
    own = rows[rows["scenario"].isin((scenario, study.base))]
    pairs = max((mean.n for mean in differences.values()), default=0)
    return Comparison(
        text=_sentence(study, scenario, differences, pairs, "en"),
        text_sv=_sentence(study, scenario, differences, pairs, "sv"),
        proof=Proof(
            proven=pairs > 0 and bool((own["status"] == "optimal").all()),
            bound=None,
            seconds=round(float(own["seconds"].sum()), 3),
        ),
        scenario=scenario,
        base=study.base,
        pairs=pairs,
        differences=differences,
    )


def _sentence(study: Study, scenario: str, differences: dict[str, Mean], pairs: int, language: Language) -> str:
    words, swedish = Words(language), language == "sv"
    name = scenario_name(study, scenario, language)
    if not pairs:
        why = (
            "inga lösta veckor att jämföra med utgångsläget" if swedish else "no solved weeks to compare with the base"
        )
        return f"{name}: {why}."
    shown = {
        key: written(differences.get(key), key, words, signed=True) for key in ("at_target", "reportable", "unserved")
    }
    if "at_target" not in differences:
        told = f"{shown['unserved']} {'ej tillgodosedda kontakter' if swedish else 'unserved contacts'}"
    elif swedish:
        told = (
            f"{shown['at_target']} som når målet, {shown['reportable']} rapporterbara vikter, "
            f"{shown['unserved']} ej tillgodosedda kontakter"
        )
    else:
        told = (
            f"{shown['at_target']} people reach the target, {shown['reportable']} reportable weights, "
            f"{shown['unserved']} unserved contacts"
        )
    if swedish:
        return f"{name}, mot utgångsläget över {pairs} {'vecka' if pairs == 1 else 'veckor'}: {told}."
    return f"{name}, against the base over {pairs} {'week' if pairs == 1 else 'weeks'}: {told}."
