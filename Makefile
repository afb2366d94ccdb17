# `make test` and `make demo` need Python 3.11 or newer and nothing else; the rest uses the same .venv.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
WEEK ?= clinic-12
TIME ?= 60

.PHONY: demo test lint types imports tests openapi page screenshots guard baseline bench bench-baseline rivals scale nightly nightly-baseline upgrade clean

demo: $(VENV)/installed
	$(BIN)/weightplan solve clinic-12 -o plan.json --html week.html
	$(BIN)/weightplan show plan.json --week clinic-12

test: lint types imports tests

lint: $(VENV)/dev
	$(BIN)/ruff check .

types: $(VENV)/dev
	$(BIN)/mypy

imports: $(VENV)/dev
	$(BIN)/lint-imports --no-cache

tests: $(VENV)/dev
	$(BIN)/pytest -n 2 --cov --cov-report=term --cov-fail-under=95

# What the service answers, as data: `tests` fails where the committed document is not of this version.
openapi: $(VENV)/dev
	$(BIN)/python -m weightplan_api.document

# The planner's page anew, after a change to it (an install builds it too).
page: $(VENV)/dev
	$(BIN)/python hatch_build.py

# The pictures of docs/page.md, as the page looks now.
screenshots: $(VENV)/dev
	WEIGHTPLAN_SCREENSHOTS=1 $(BIN)/pytest tests/page

# What changed against bench/guard/baseline.json, better or worse; `tests` fails on what got worse.
guard: $(VENV)/dev
	$(BIN)/python -m bench.guard

baseline: $(VENV)/dev
	$(BIN)/python -m bench.guard.refresh

# Ratios to a calibration of the same run; half as slow again as the stored run fails.
BENCH := $(BIN)/python -m pytest bench -p bench.guard.plugin --benchmark-columns=min,mean,rounds --benchmark-sort=name
RATIOS := bench/guard/walltime.json

bench: $(VENV)/dev
	$(BENCH) --benchmark-compare=$(RATIOS) --benchmark-compare-fail=min:50%

bench-baseline: $(VENV)/dev
	$(BENCH) --benchmark-json=$(RATIOS)

rivals: $(VENV)/rivals
	$(BIN)/python -m bench.rivals.run $(WEEK) --time-limit $(TIME) --output out/rivals-$(WEEK)

# Weeks of 12 to 600 clinicians, each for its own time: 23 minutes.
scale: $(VENV)/rivals
	$(BIN)/python -m bench.scale $(WEEKS) --output out/scale

nightly: $(VENV)/dev
	$(BIN)/pytest -m nightly --timeout 7200
	$(BIN)/python -m bench.guard.nightly --output .benchmarks/nightly.json

nightly-baseline: $(VENV)/dev
	$(BIN)/python -m bench.guard.nightly --store

# make upgrade ORTOOLS=9.16.0: the guard under another version, in an environment that is thrown away.
upgrade: $(VENV)/dev
	$(BIN)/python -m bench.guard.upgrade $(ORTOOLS)

# Dependency groups need pip 25.1.
$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/dev: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --editable '.[api]' --group dev
	touch $@

# Timefold needs Java 17 on the path; without it, or on a Python that it does not know, its row says so.
$(VENV)/rivals: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --group rivals
	touch $@

clean:
	rm -rf $(VENV) dist build .coverage* .benchmarks
