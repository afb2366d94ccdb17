"""What one aim costs in another: the words of the chart."""

SENTENCES: dict[str, tuple[str, str]] = {
    "front": ("Vad det ena kostar i det andra", "What one costs in the other"),
    "front.point": ("Plan", "Plan"),
    "front.plan": ("Plan {number}", "Plan {number}"),
    "front.bound": ("Som mest", "At most"),
    "front.key": (
        "Varje punkt är en tillåten plan; en fylld punkt är bevisat bäst. Ingen tillåten plan som räknas ligger över "
        "den streckade linjen.",
        "Each point is a legal plan; a filled one is proven best. No legal plan that counts lies above the dashed "
        "line.",
    ),
}
