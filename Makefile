# `make help` lists what there is; nothing but Python 3.11+ and make is needed before it.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
RUN := $(VENV)/bin
STAMP := $(VENV)/.locked
TOOLS := $(VENV)/.tools
REFERENCE_DATA ?=
KEYS := var/secret var/audit.key var/label.key var/seal.key
# Keys of their own for this machine when none are given, so that demo, run and worker read the same database.
LOCAL := SECRET_KEY="$${SECRET_KEY:-$$(cat var/secret)}" \
	AUDIT_SIGNING_KEY="$${AUDIT_SIGNING_KEY:-$$(cat var/audit.key)}" \
	LABEL_SIGNING_KEY="$${LABEL_SIGNING_KEY:-$$(cat var/label.key)}" \
	DOCUMENT_SEAL_KEY="$${DOCUMENT_SEAL_KEY:-$$(cat var/seal.key)}" \
	PUBLIC_URL="$${PUBLIC_URL:-http://127.0.0.1:$(PORT)}" \
	EMAIL_URL="$${EMAIL_URL:-filemail://$(CURDIR)/var/mail}"
export PORT

.PHONY: help demo test check fix run worker bench verify messages
help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(STAMP): pyproject.toml uv.lock
	@test -x $(RUN)/python || $(PYTHON) -m venv $(VENV)
	@$(RUN)/python -m pip install --quiet --disable-pip-version-check "uv~=0.13.0"
	@$(RUN)/uv sync --frozen --inexact --no-default-groups --quiet
	@touch $@

$(TOOLS): $(STAMP)
	@$(RUN)/uv sync --frozen --inexact --extra fast --group oracles --quiet
	@touch $@

var/secret:
	@mkdir -p var && umask 077 && $(PYTHON) -c "import secrets; print(secrets.token_urlsafe(50))" > $@

var/%.key:
	@mkdir -p var && umask 077 && \
		$(PYTHON) -c "import base64, secrets; print(base64.b64encode(secrets.token_bytes(32)).decode())" > $@

demo: $(STAMP) $(KEYS) ## the small demo city on http://127.0.0.1:8000 (PORT= for another), with a worker
	@$(LOCAL) $(RUN)/python manage.py demo --port $(PORT)

test: $(TOOLS) ## the whole suite on SQLite and PostgreSQL, and the browser tests
	@tests/with_poppler.sh $(RUN)/python -m pytest -n 2 --dist worksteal -m "not browser"
	@tests/with_poppler.sh tests/with_chromium.sh tests/with_postgresql.sh sh -ec '\
		$(RUN)/python -m pytest --reuse-db -n 2 --dist worksteal -m "not browser"; \
		$(RUN)/python -m pytest --reuse-db -n 2 --dist loadgroup -m browser tests/browser tests/journeys'

verify: $(TOOLS) ## the long forms: 1,000 trials a race
	@RACE_TRIALS=1000 $(RUN)/python -m pytest -m race
	@RACE_TRIALS=1000 tests/with_postgresql.sh $(RUN)/python -m pytest -m race

check: $(TOOLS) ## format, lint, types, directions, migrations, generated docs
	@$(RUN)/ruff format --check .
	@$(RUN)/ruff check .
	@$(RUN)/lint-imports --no-cache
	@SECRET_KEY=check $(RUN)/mypy
	@SECRET_KEY=check DATA_DIR=var/check $(RUN)/python manage.py makemigrations --check --dry-run
	@SECRET_KEY=check DATA_DIR=var/check $(RUN)/python manage.py write_docs --check
	@SECRET_KEY=check DATA_DIR=var/check $(RUN)/python manage.py check

fix: $(TOOLS) ## mend what a machine can mend
	@$(RUN)/ruff format .
	@$(RUN)/ruff check --fix .
	@SECRET_KEY=check DATA_DIR=var/check $(RUN)/python manage.py write_docs

messages: $(TOOLS) ## collect new sentences for translators (needs gettext) and compile the catalogues
	@SECRET_KEY=check DATA_DIR=var/check $(RUN)/python manage.py makemessages -l en --ignore .venv --ignore tests \
		--no-location --no-wrap --no-obsolete
	@for app in marketplace companies schools labels placements; do \
		$(RUN)/pybabel -q compile -D django -d $$app/locale; done

run: $(STAMP) $(KEYS) ## the web server alone (settings from the environment)
	@$(LOCAL) $(RUN)/gunicorn marketplace.wsgi --bind 127.0.0.1:$(PORT) --worker-class gthread --workers 2 --threads 4 --timeout 120

worker: $(STAMP) $(KEYS) ## the worker with its timetable alone
	@$(LOCAL) $(RUN)/celery -A marketplace worker --beat --loglevel warning --concurrency 2

bench: $(TOOLS) ## the benchmarks, as ratios in one run
	@$(RUN)/python -m benchmarks.run
