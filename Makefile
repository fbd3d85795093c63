# Each target is a line or two; CI calls the same ones (.ci/run).
VENV := .venv
PYTHON := $(VENV)/bin/python
NODE := $(PYTHON) -m scripts.node
PYTEST := $(VENV)/bin/pytest -q
# Extras stay in the lock: without them the pip of Debian 12 tries the newest release of a package that another asks for with an extra.
LOCK := $(VENV)/bin/uv pip compile --upgrade --universal --generate-hashes --no-strip-extras --no-emit-index-url --no-header --no-annotate -q
# What is left out of the fast ring; test-all runs each.
SLOW := --ignore=tests/browser --ignore=tests/conformance --ignore=tests/concurrency --ignore=tests/hostile
FRONTEND := $(shell find frontend/src frontend/*.json frontend/*.mjs frontend/*.js frontend/.npmrc -type f 2>/dev/null)
CATALOGUES := $(wildcard locale/*/LC_MESSAGES/*.po)

.PHONY: help run install test test-all test-postgres test-hostile test-concurrency test-conformance test-browser coverage check lock messages messages-check screenshots bench docs clean
.DELETE_ON_ERROR:

help: ## This list
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 16

run: install ## Start server and worker on http://127.0.0.1:8000 with the demonstration
	@$(PYTHON) -m scripts.run

install: $(VENV)/.installed build/.frontend build/.messages dugnad.env ## Set up everything; the command line is then .venv/bin/dugnad

test: install ## The fast ring, on SQLite
	$(PYTEST) -n 2 $(SLOW) tests

test-all: test test-postgres test-hostile test-concurrency test-conformance test-browser ## The fast ring, then PostgreSQL, bad input, concurrency, conformance, browsers

test-postgres: install ## The fast ring again, on a real PostgreSQL
	$(PYTHON) -m scripts.postgres $(PYTEST) -n 2 $(SLOW) --ignore=tests/architecture tests

test-concurrency: install ## Many at once, on both databases
	$(PYTHON) -m scripts.suite tests/concurrency
	$(PYTHON) -m scripts.postgres $(PYTHON) -m scripts.suite tests/concurrency

test-hostile: install ## Every form, sent what it did not ask for
	$(PYTHON) -m scripts.suite tests/hostile -n 2

test-conformance: install ## Against the specifications
	$(PYTHON) -m scripts.suite tests/conformance

test-browser: install ## Journeys in real Chromium
	$(PYTHON) -m scripts.suite tests/browser -n 2

coverage: install ## The fast ring with its floors of coverage
	$(PYTEST) -n 2 --cov --cov-branch --cov-report=json:build/coverage.json --cov-report= $(SLOW) tests
	$(PYTHON) -m scripts.coverage_floor build/coverage.json

check: install ## Style, types, direction of imports, messages
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy dugnad demo benchmarks scripts tests
	$(VENV)/bin/lint-imports
	$(PYTHON) -m scripts.messages --check

lock: $(VENV)/.installed ## Newest versions within pyproject.toml
	$(LOCK) pyproject.toml -o requirements/run.txt
	$(LOCK) --extra dev -c requirements/run.txt pyproject.toml -o requirements/dev.txt

messages: $(VENV)/.installed ## Collect interface texts into locale/
	$(PYTHON) -m scripts.messages

screenshots: install ## Pictures of each page type into screenshots/
	$(PYTHON) -m scripts.suite tests/browser/test_screenshots.py

bench: install ## Reproducible measurements
	$(PYTHON) -m benchmarks

docs: install ## Generated documents: law, settings, subscriptions, rights, record of processing
	$(PYTHON) -m scripts.generate_law_docs
	$(PYTHON) -m scripts.generate_settings_docs
	$(PYTHON) -m scripts.generate_subscription_docs
	$(PYTHON) -m scripts.generate_rights_docs
	$(PYTHON) -m scripts.generate_processing_docs

clean: ## Remove everything made, but not the data in var/
	rm -rf $(VENV) build .cache frontend/node_modules tests/browser/*/node_modules *.egg-info

$(PYTHON):
	python3 -m venv $(VENV) || (python3 -m venv --without-pip $(VENV) && python3 -m pip --python $(PYTHON) install -q pip)

$(VENV)/.installed: requirements/dev.txt pyproject.toml | $(PYTHON)
	$(PYTHON) -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(PYTHON) -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

frontend/node_modules/.installed: frontend/package-lock.json | $(VENV)/.installed
	$(NODE) npm ci --prefix frontend --no-audit --no-fund
	@touch $@

build/.frontend: frontend/node_modules/.installed $(FRONTEND)
	$(NODE) npm run build --prefix frontend
	@touch $@

build/.messages: $(CATALOGUES) | $(VENV)/.installed
	$(PYTHON) -m scripts.messages --compile
	@touch $@

# Keys of this machine's own, so that the command line works at once and safely; `make run` adds what the demonstration needs.
dugnad.env: | $(PYTHON)
	@umask 077 && $(PYTHON) -c "import secrets; [print(f'DUGNAD_{key}_KEY={secrets.token_urlsafe(48)}') for key in ('SECRET', 'IDENTITY')]" > $@
