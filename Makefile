# The commands of this product. `make run` is enough to see it; `make help` lists the others.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
export PIP_DISABLE_PIP_VERSION_CHECK = 1

PYTHON ?= python3
PORT ?= 5000
JOBS ?= 2
DEMO_DIR ?= instance/demo
DATA ?= ../shared/data/pabulib
BIN := .venv/bin
# the demo has its own folder: keys and database of a real installation are never touched
DEMO_RUN := DEMO=1 SECURE_COOKIES=0 INSTANCE_DIR=$(DEMO_DIR)

.PHONY: help run install test check elections oracle bench prove catalogue

help:
	@echo "make run        the Hilversum demo on http://127.0.0.1:$(PORT) (PORT=… changes it)"
	@echo "make install    only the environment, in .venv"
	@echo "make test       every test that this machine can run (PYTEST=\"tests/budget -x\" for some)"
	@echo "make check      style, types, import directions, templates, translations"
	@echo "make elections  real Pabulib files, cast and counted against what was published (DATA=folder)"
	@echo "make oracle     our winners beside those of pabutools, which is installed apart (DATA=folder, ORACLE=\"--seconds 600\")"
	@echo "make bench      the measurements, as a table"
	@echo "make prove      the invariants of the money, attacked with and without their guards"

# pip keeps to the sums in the lock files, which name all that is needed (`pip check` in `make check` looks):
# older pips would look for a newer release beside a locked one. Nothing is built on this machine
PIP := $(BIN)/python -m pip install --quiet --require-hashes --no-deps --only-binary :all:

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed (PYTHON=… names it)" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "install your system's package for venv (Debian: python3-venv)" >&2; exit 1; }

.venv/run.stamp: requirements.txt | $(BIN)/python
	@echo "Installing what the product needs…"
	@$(PIP) -r requirements.txt
	@touch $@

.venv/test.stamp: requirements-test.txt .venv/run.stamp
	@echo "Installing what the tests need…"
	@$(PIP) -r requirements-test.txt
	@touch $@

install: .venv/test.stamp catalogue

catalogue: .venv/run.stamp
	@$(BIN)/python -m translations.catalogue

run: .venv/run.stamp catalogue
	@mkdir -p $(DEMO_DIR)
	@# what was not filled to the end starts anew
	@[ -e $(DEMO_DIR)/demo.txt ] || rm -f $(DEMO_DIR)/leve-de-buurt.sqlite*
	@$(DEMO_RUN) $(BIN)/flask --app app db upgrade
	@if [ ! -e $(DEMO_DIR)/demo.txt ]; then \
		echo "Filling the demo town, once…"; \
		$(DEMO_RUN) $(BIN)/flask --app app demo load > $(DEMO_DIR)/demo.part; \
		mv $(DEMO_DIR)/demo.part $(DEMO_DIR)/demo.txt; \
	fi
	@cat $(DEMO_DIR)/demo.txt
	@echo; echo "Open http://127.0.0.1:$(PORT) (Ctrl-C stops it; rm -r $(DEMO_DIR) makes the demo anew)"
	@# one process: two that write to one SQLite file make people wait near a second when it is busy
	@$(DEMO_RUN) exec $(BIN)/gunicorn "app:create_app()" --bind 127.0.0.1:$(PORT) --workers 1 \
		--worker-class gthread --threads 8 --no-control-socket --log-level warning

test: install
	@$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup $(PYTEST)

check: install
	@$(BIN)/python -m pip check > /dev/null
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy .
	@$(BIN)/lint-imports --no-cache > .venv/imports.txt || { cat .venv/imports.txt; exit 1; }
	@$(BIN)/djlint templates --lint --quiet
	@$(BIN)/python -m translations.catalogue --check
	@echo "check: all is well"

elections: install
	@$(BIN)/python -m bench.elections $(DATA)

# GPL-3 and with a proprietary solver behind it: in an environment of its own, spoken to through a pipe
.venv-oracle/stamp: requirements-oracle.txt
	@$(PYTHON) -m venv .venv-oracle
	@echo "Installing pabutools in .venv-oracle…"
	@.venv-oracle/bin/python -m pip install --quiet --require-hashes --no-deps --only-binary :all: -r $<
	@touch $@

oracle: install .venv-oracle/stamp
	@$(BIN)/python -m bench.oracle $(DATA) $(ORACLE)

bench: install
	@$(BIN)/python -m bench
	@$(BIN)/python -m bench.counting $(DATA)

prove: install
	@$(BIN)/python -m prove
