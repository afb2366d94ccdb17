# `make test` and `make demo` need Python 3.11 or newer and nothing else; the rest uses the same .venv.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
WEEK ?= clinic-12
TIME ?= 60

.PHONY: demo test lint types imports tests bench compare nightly clean

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

bench: $(VENV)/dev
	$(BIN)/pytest bench --benchmark-autosave --benchmark-columns=min,mean,rounds --benchmark-sort=name

compare: $(VENV)/dev
	$(BIN)/python -m bench.compare $(WEEK) --time-limit $(TIME)

nightly: $(VENV)/dev
	$(BIN)/pytest -m nightly --timeout 7200

# Dependency groups need pip 25.1.
$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/dev: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --group dev
	touch $@

clean:
	rm -rf $(VENV) dist build .coverage* .benchmarks
