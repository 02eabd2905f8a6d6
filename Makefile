# Everything is a line here; a bare `make` lists them.
PORT ?= 8000
SCALE ?= demo
EXAMPLES ?= 200
PYTHON ?= python3
UPGRADE ?=
BIN = .venv/bin
MANAGE = $(BIN)/python manage.py
NEWER = $(if $(filter 1,$(UPGRADE)),--upgrade,$(addprefix --upgrade-package ,$(UPGRADE)))
PIN = $(BIN)/uv pip compile --system-certs --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header $(NEWER) pyproject.toml

.DEFAULT_GOAL := help
.PHONY: help run test fuzz check format furnish bench faults judges screenshots privacy shell migrations messages pins audit machine

help: ## List what can be made
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

.venv/run.stamp: requirements.txt
	@$(PYTHON) .ci/venv.py .venv requirements.txt
	@touch $@

.venv/test.stamp: requirements-dev.txt
	@$(PYTHON) .ci/venv.py .venv requirements-dev.txt
	@touch $@ .venv/run.stamp

run: .venv/run.stamp ## Bring the furnished site up at http://127.0.0.1:8000 (PORT= changes it)
	@$(MANAGE) up --port $(PORT)

test: .venv/test.stamp ## Run all tests: SQLite, PostgreSQL, a real browser
	@$(BIN)/python .ci/tests.py

fuzz: .venv/test.stamp ## Send the site what nobody should, and more of it than the tests (EXAMPLES=200 of each)
	@FUZZ_EXAMPLES=$(EXAMPLES) $(BIN)/python -m pytest -q studio/tests/fuzzing

check: .venv/test.stamp ## Lint, formats, import contracts, migrations, templates, deployment settings
	@$(BIN)/python .ci/check.py

format: .venv/test.stamp ## Format Python and templates
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .
	@find articles comments events home search studio -name '*.html' -print0 | xargs -0 $(BIN)/djade --target-version 5.2

furnish: .venv/run.stamp ## Write the demo site into an empty database (SCALE=large: 50,000 articles more)
	@$(MANAGE) migrate --verbosity 0 && $(MANAGE) furnish --scale $(SCALE)

bench: .venv/test.stamp ## Measure, and print the table
	@$(BIN)/python -m bench

faults: .venv/test.stamp ## Break what can be broken under load, and print what became of it
	@$(BIN)/python -m bench.faults

judges: .venv/test.stamp ## Let Lighthouse, axe and others judge every kind of page (needs Node)
	@$(BIN)/python -m bench.judges
	@$(BIN)/python -m bench.judges.security

screenshots: .venv/test.stamp ## Take the pictures of the documentation again
	@$(BIN)/python docs/take_pictures.py

privacy: .venv/run.stamp ## Write docs/privacy.md from the register of personal data
	@$(MANAGE) write_privacy

shell: .venv/run.stamp ## A Python shell with the site loaded
	@$(MANAGE) shell

migrations: .venv/run.stamp ## Write migrations; give each a name: make migrations NAME=what_it_does
	@$(MANAGE) makemigrations --name $(NAME)

messages: .venv/run.stamp ## Collect the words to translate (needs gettext): make messages LOCALE=de
	@$(MANAGE) makemessages --locale $(LOCALE) --no-location --no-wrap --ignore .venv --ignore var --ignore bench --ignore docs --ignore '*/tests/*'
	@$(MANAGE) compilemessages --locale $(LOCALE) --ignore .venv

pins: .venv/test.stamp ## Export exact pins with hashes from pyproject.toml (UPGRADE=1: the newest of all, UPGRADE=django: of one)
	@$(PIN) -o requirements.txt
	@$(PIN) --group services -o requirements-services.txt
	@$(PIN) --group dev -o requirements-dev.txt

audit: .venv/test.stamp ## Ask whether a pinned version is known to be vulnerable (needs PyPI)
	@AUDIT=required $(BIN)/python .ci/audit.py

machine: ## Follow docs/operating.md on a bare Debian machine (needs root and Debian's packages)
	@$(PYTHON) .ci/machine.py
