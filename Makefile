# bqportal. Two commands matter: `make run` and `make test`. `make help` lists the rest.
PYTHON ?= python3
PORT   ?= 8000
HOST   ?= 127.0.0.1
SHARED ?= ../shared/data
JOURNEYS ?= tests/journeys
MEASURED ?= tests/journeys/test_budgets.py
VENV   := .venv
BIN    := $(VENV)/bin
export BQPORTAL_HOME ?= $(CURDIR)/var
.DEFAULT_GOAL := help

help:            ## this list
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/:[^#]*## */\t/' | expand -t 12

$(VENV)/bin/python:
	@echo "→ Making the environment $(VENV)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "bqportal needs Python 3.11 or newer; name it with: make PYTHON=/path/to/python3.11 …"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python's venv is missing. On Debian: apt-get install python3-venv"; exit 1; }

$(VENV)/.runtime: requirements.txt pyproject.toml | $(VENV)/bin/python
	@echo "→ Installing what the portal needs ($$(grep -c '==' requirements.txt) packages, each checked by its hash)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.runtime
	@echo "→ Installing what developers and tests need"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

setup: $(VENV)/.dev  ## make the environment with everything in it

run: $(VENV)/.runtime ## serve the portal with its example content, http://127.0.0.1:8000
	@$(BIN)/bqportal demo prepare
	@echo "→ bqportal is at http://$(HOST):$(PORT)/  (stop with Ctrl+C)"
	@BQPORTAL_EXAMPLE=1 exec $(BIN)/gunicorn config.wsgi --bind $(HOST):$(PORT) --workers 1 --threads 8 --log-level warning

demo: $(VENV)/.runtime ## load the example content again
	@$(BIN)/bqportal demo load
	@$(BIN)/bqportal search rebuild

test: $(VENV)/.dev ## pass every test, or those named by TESTS= (on SQLite, or where BQPORTAL_DATABASE points)
	@$(BIN)/bqportal messages compile
	@echo "→ Running the tests"
ifdef TESTS
	@$(BIN)/python -m pytest $(TESTS)
else
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile --ignore tests/journeys
	@echo "→ Running the journeys, two at a time"
	@$(BIN)/python -m pytest $(JOURNEYS) -n 2 --dist loadfile $(if $(MEASURED),--ignore $(MEASURED))
	@$(if $(MEASURED),echo "→ Measuring pages: a browser wants the machine to itself" && $(BIN)/python -m pytest $(MEASURED))
endif

check: $(VENV)/.dev ## format, lint, types, import contract, migrations, translations
	@echo "→ Format and lint";      $(BIN)/ruff format --check --quiet . && $(BIN)/ruff check --quiet .
	@echo "→ Templates";            $(BIN)/djlint --lint --quiet bqportal
	@echo "→ Types";                $(BIN)/mypy
	@echo "→ Import contract";      $(BIN)/lint-imports
	@echo "→ Migrations";           $(BIN)/bqportal makemigrations --check --dry-run
	@echo "→ Deployment settings";  BQPORTAL_HTTPS=1 BQPORTAL_SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))') $(BIN)/bqportal check --deploy --fail-level WARNING
	@echo "→ Translations";         $(BIN)/bqportal messages check

messages: $(VENV)/.dev ## bring new interface texts into the catalogues
	@$(BIN)/bqportal messages update

reference-list: $(VENV)/.dev ## rebuild the shipped German occupations from ../shared/data
	@$(BIN)/python -m bqportal.occupations.importers.reference_list $(SHARED)/regulations bqportal/occupations/data
	@$(BIN)/python -m bqportal.occupations.importers.links $(SHARED) bqportal/occupations/data

lock:            ## renew the locked versions (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --quiet -o requirements.txt
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --quiet -c requirements.txt -o requirements-dev.txt

clean:           ## remove environment and caches, keep data
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache *.egg-info

.PHONY: help setup run demo test check messages reference-list lock clean
