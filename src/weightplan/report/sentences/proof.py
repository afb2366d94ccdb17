"""What is proven of a plan, and what it costs rule by rule."""

SENTENCES: dict[str, tuple[str, str]] = {
    "proof": ("Bevis och kostnad", "Proof and cost"),
    "status.optimal": ("Optimal", "Optimal"),
    "status.feasible": ("Tillåten", "Feasible"),
    "status.infeasible": ("Omöjlig", "Infeasible"),
    "status.unknown": ("Ej funnen i tid", "Not found in time"),
    "proof.optimal": (
        "Bevisat optimal: ingen plan kostar mindre.",
        "Proven optimal: no plan costs less.",
    ),
    "proof.feasible": (
        "En plan, ännu inte bevisad optimal.",
        "A plan, not proven to be the best.",
    ),
    "proof.infeasible": (
        "Bevisat omöjligt: ingen plan uppfyller alla hårda regler.",
        "Proven infeasible: no plan keeps every hard rule.",
    ),
    "proof.unknown": (
        "Ingen plan hittades inom tiden, och inget bevis för att det inte finns någon.",
        "No plan was found in the time given, and no proof that there is none.",
    ),
    "proof.cost": ("Planen kostar {cost}.", "The plan costs {cost}."),
    "proof.differs": (
        "Filen säger {stated}; kontrollen räknar till {cost}.",
        "The file states {stated}; the checker reckons {cost}.",
    ),
    "proof.bound": ("Ingen plan kan kosta mindre än {bound}.", "No plan can cost less than {bound}."),
    "proof.no_bound": (
        "Ingen undre gräns är känd, så hur mycket bättre det kunde bli är inte sagt.",
        "No bound is known, so how much better it could be is not said.",
    ),
    "proof.gap": (
        "Avståndet till gränsen är {gap} av vad det kostar att inte ta emot någon alls.",
        "The distance to that bound is {gap} of what serving nobody costs.",
    ),
    "proof.rules": (
        "Gränsen gäller för de regler som lagts in: {rules}.",
        "The bound holds for the rules posted: {rules}.",
    ),
    "proof.rules_unnamed": ("Gränsen gäller för de regler som lagts in.", "The bound holds for the rules posted."),
    "cost_by_rule": ("Vad planen kostar, regel för regel", "What the plan costs, rule by rule"),
    "cost_by_rule.lead": (
        "Regelbokens priser, utan enhet. De väger önskemål mot varandra; de är inte pengar.",
        "The rulebook's prices, without a unit. They weigh wishes against each other; they are no money.",
    ),
    "rule": ("Regel", "Rule"),
    "about": ("Gäller", "About"),
    "what": ("Vad", "What"),
    "cost": ("Kostnad", "Cost"),
    "share": ("Andel", "Share"),
}
