# Two commands are all a newcomer needs: make run, make test. Both set up everything they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INDEX := $(VENV)/.banks
BANK := $(wildcard questionnaires/*/*.csv questionnaires/*/*.toml questionnaires/*/bank/*.md)
READY := $(VENV)/.ready $(INDEX)

.PHONY: run test bench screenshots snapshots index clean

run: $(READY)
	@$(BIN)/caiq-wizard

test: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n auto --dist worksteal

# Speed, as ratios against floors measured in the same run (see tests/benchmarks).
bench: $(READY)
	$(BIN)/python tests/benchmarks/run.py

# Pictures of the running app for the README.
screenshots: $(READY)
	$(BIN)/python screenshots/make.py

# After a wanted change of a screen: store how it looks now, then read the difference.
snapshots: $(READY)
	RENEW_SNAPSHOTS=1 $(BIN)/pytest -q tests/wizard/app/test_snapshots.py

# Check the question bank and compile it; the other targets do so by themselves after a change.
index: $(READY)

$(INDEX): $(BANK) $(wildcard questionnaires/*.py) | $(VENV)/.ready
	@$(BIN)/python -m questionnaires.library
	@touch $@

$(VENV)/.ready: pyproject.toml constraints.txt hatch_build.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "caiq-wizard needs Python 3.11 or newer; name one with: make PYTHON=python3.12 run")'
	@echo "Setting up (only the first time, and when the dependencies change) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
