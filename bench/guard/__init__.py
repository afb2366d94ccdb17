"""The guard: what a change does to the solver, measured without a clock and held against committed figures.

`make guard` shows what changed, `make baseline` takes it over, and tests/guard stops what got worse.
"""
