# The commands of the house; `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
UV_VERSION := 0.13.8
PORT ?= 8000
export UV_PROJECT_ENVIRONMENT := $(VENV)
export VIRTUAL_ENV := $(CURDIR)/$(VENV)
export UV_LINK_MODE := copy
# Numerical libraries gain nothing from threads on the small machines this runs on.
export OMP_NUM_THREADS := 1
# Compiled once and kept: each command starts in half the time.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help setup run test quick check bench lint format types contracts messages clean

help: ## list the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-10s %s\n", $$1, $$2}'

setup: $(VENV)/.dev-done ## make .venv with everything for running and testing

run: $(VENV)/.run-done ## set everything up and start the site with sample data (PORT=8000)
	@$(BIN)/thuocdo demo --port $(PORT)

test: $(VENV)/.dev-done ## set everything up and run the tests on SQLite (no browser, OCR, office, load; the walk as six of 18 people)
	@$(BIN)/pytest -q -n 2 -m "not browser and not ocr and not office and not load and not postgres and not everybody"

quick: $(VENV)/.dev-done lint types contracts ## lint, types, contracts and the tests of pure rules: seconds
	@$(BIN)/pytest -q tests/lib tests/calendars/rules tests/plans/rules

check: $(VENV)/.dev-done ## all of it: both databases, browser, OCR, documents (what .ci/run does)
	@./.ci/run

bench: $(VENV)/.dev-done ## measure speed and size; writes docs/bench.md
	@$(BIN)/python -m tests.bench

lint: $(VENV)/.dev-done
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

format: $(VENV)/.dev-done ## let ruff lay the code out
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

types: $(VENV)/.dev-done
	@$(BIN)/mypy

contracts: $(VENV)/.dev-done
	@$(BIN)/lint-imports

messages: $(VENV)/.dev-done ## collect the texts for translation and compile the catalogues
	@$(BIN)/python -m tests.messages --write

clean: ## remove what was installed and the test leftovers (never ./var)
	rm -rf $(VENV) .mypy_cache .ruff_cache .import_linter_cache .hypothesis

$(VENV)/.base:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "Cần Python 3.11 trở lên. Hãy chạy: apt-get install -y python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
		{ echo "Thiếu gói python3-venv. Hãy chạy: apt-get install -y python3-venv"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -q --disable-pip-version-check uv==$(UV_VERSION) 2>/dev/null || \
		$(BIN)/python -m pip install --disable-pip-version-check uv==$(UV_VERSION)
	@touch $@

$(VENV)/.run-done: $(VENV)/.base locks/run.txt pyproject.toml
	@$(UV) pip install -q --require-hashes -r locks/run.txt
	@$(UV) pip install -q --no-deps -e .
	@touch $@

$(VENV)/.dev-done: $(VENV)/.base locks/dev.txt pyproject.toml
	@$(UV) pip install -q --require-hashes -r locks/dev.txt
	@$(UV) pip install -q --no-deps -e .
	@touch $@ $(VENV)/.run-done

.PHONY: locks
locks: $(VENV)/.base ## resolve the dependencies anew into locks/ (pinned, with hashes, without addresses)
	$(UV) pip compile -q --universal --generate-hashes --no-header --no-annotate -o locks/run.txt pyproject.toml
	$(UV) pip compile -q --universal --generate-hashes --no-header --no-annotate --group dev -c locks/run.txt -o locks/dev.txt pyproject.toml
