"""HR's questions: many weeks that differ in a few things, each solved several times, and what they say together."""
