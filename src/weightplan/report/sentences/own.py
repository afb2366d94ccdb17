"""A clinician's own page, and how an answer that a page lacks is asked for."""

SENTENCES: dict[str, tuple[str, str]] = {
    "to_run": ("Så får du svaret:", "To get the answer:"),
    "own": ("Min vecka", "My week"),
    "own.illegal": (
        "Planen bryter mot en hård regel och kan inte användas som den är.",
        "The plan breaks a hard rule and cannot be used as it stands.",
    ),
    "own.colleagues": (
        "{label}, med en kollega|{label}, med {n} kollegor",
        "{label}, with one colleague|{label}, with {n} colleagues",
    ),
}
