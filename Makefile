# Minishop, one command each. `make` alone lists them.
SHELL := /bin/sh
PY := .venv/bin/python
WORKERS ?= 3
.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run demo-reset test check lint types contracts migrations bench screenshots messages lock

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' Makefile | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

setup: ## Python environment and packages for running the shop
	@command -v python3 >/dev/null || { echo "python3 is missing: install Python 3.11 or newer (apt-get install -y python3 python3-venv)"; exit 1; }
	@python3 minishop/bootstrap.py run

setup-dev:
	@command -v python3 >/dev/null || { echo "python3 is missing: install Python 3.11 or newer (apt-get install -y python3 python3-venv)"; exit 1; }
	@python3 minishop/bootstrap.py dev

run: setup ## the whole shop with its demo brand, until Ctrl-C (PORT=8000)
	@exec $(PY) manage.py serve

demo-reset: setup ## throw the demo's data away; the next run starts over
	@$(PY) manage.py reset

test: setup-dev ## every test (-m "not browser" goes without Chromium)
	@$(PY) -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

check: setup-dev lint types contracts migrations test ## lint, types, import contracts, migrations, then every test

lint:
	@.venv/bin/ruff check . && .venv/bin/ruff format --check .

types:
	@.venv/bin/mypy minishop catalog members orders payments

contracts:
	@.venv/bin/lint-imports

migrations:
	@$(PY) manage.py makemigrations --check --dry-run

bench: setup-dev ## the pages beside the floors F1 and F2
	@$(PY) -m tests.bench

screenshots: setup-dev ## the README's pictures, taken anew from the demo shop
	@$(PY) -m tests.journeys.screenshots

messages: setup-dev ## take new sentences into the translations (needs gettext)
	@command -v xgettext >/dev/null || { echo "gettext is missing: apt-get install -y gettext"; exit 1; }
	@$(PY) manage.py makemessages --locale zh_Hans --no-obsolete --ignore '.venv/*' --ignore '.data/*'

LOCK := uv pip compile --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-header --quiet
lock: ## pin requirements.in and requirements-dev.in with hashes
	@command -v uv >/dev/null || { echo "uv is missing: python3 -m pip install uv"; exit 1; }
	@$(LOCK) requirements.in -o requirements.txt
	@$(LOCK) requirements.in requirements-dev.in -o requirements-dev.txt
