# Two commands for everybody: `make graph` builds the graph of seeds/, `make test` checks everything.

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3.14 python3 python; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
CHROMIUM ?= $(shell for p in chromium chromium-browser google-chrome; do command -v $$p && exit; done; echo /usr/bin/chromium)
export CHROMIUM
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: help graph test bench lint types unit browser clean
.DEFAULT_GOAL := help

help:  ## this list
	@sed -n 's/^\([a-z]*\):[^#]*## /\1\t/p' $(MAKEFILE_LIST) | while IFS="$$(printf '\t')" read -r name what; do printf '  make %-7s %s\n' "$$name" "$$what"; done

graph: .venv/installed  ## build the graph of seeds/ into exports/
	@$(BIN)/kg build seeds -o exports

test: .venv/tested  ## everything that the gate runs: lint, types, tests, browser
	@./.ci/tools
	@status=0; \
	for step in "ruff check" "ruff format --check" "mypy" "pytest"; do \
		echo "== $$step"; $(BIN)/$$step || { status=1; echo "== $$step: failed"; }; \
	done; exit $$status

lint: .venv/tested  ## only ruff
	@$(BIN)/ruff check && $(BIN)/ruff format --check

types: .venv/tested  ## only mypy
	@$(BIN)/mypy

unit: .venv/tested  ## the tests that take seconds: no browser, no installation
	@$(BIN)/pytest -n 2 --dist loadfile -m "not browser and not slow and not speed"

browser: .venv/tested  ## only the tests in Chromium
	@./.ci/tools
	@$(BIN)/pytest -m "browser and not speed"

bench: .venv/benched .venv/tested  ## speed beside re.findall and spaCy; builds of up to 100,000 articles; the page beside bare vis-network
	@$(BIN)/python -m kg.bench
	@$(BIN)/python -m kg.bench_growth $(wildcard ../shared/corpus)
	@$(BIN)/pytest -m speed

clean:  ## remove what these commands made; the sample graph stays
	rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis tests/page/node_modules

# A stamp says that the environment is as setup.cfg wants it. It is written last, so that a broken installation is done again.
.venv/installed: setup.cfg pyproject.toml
	@test -n "$(PYTHON)" || { echo "no Python 3.11 or newer with venv was found: install it (Debian, Ubuntu: apt-get install python3 python3-venv), or say make PYTHON=/path/to/python3" >&2; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing into .venv (once) ..."
	@$(PIP) install --quiet --editable .
	@touch $@

.venv/tested: .venv/installed
	@$(PIP) install --quiet --editable '.[test]'
	@touch $@

.venv/benched: .venv/installed
	@$(PIP) install --quiet --editable '.[bench]'
	@touch $@
