# One task file for all chores; `make help` lists them. Everything is installed into .venv from hashed locks.
SHELL := /bin/bash
VENV := .venv
PYTHON := $(VENV)/bin/python
PORT ?= 8000
STAMP := $(VENV)/.installed
UV := $(shell command -v uv 2>/dev/null || echo .uv/bin/uv)
export UV_COMPILE_BYTECODE := 1

.PHONY: help serve test check train eval bench lock clean
help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

.uv/bin/uv:
	python3 -m venv .uv
	.uv/bin/pip install --quiet uv

$(STAMP): requirements/dev.lock pyproject.toml | $(if $(findstring .uv,$(UV)),.uv/bin/uv)
	test -x $(PYTHON) || $(UV) venv --quiet --python 3.11 $(VENV)
	$(UV) pip sync --quiet --python $(PYTHON) --require-hashes requirements/dev.lock
	$(UV) pip install --quiet --python $(PYTHON) --no-deps -e .
	touch $@

serve: $(STAMP) ## install what is missing, train if the model is stale, serve on PORT
	PORT=$(PORT) $(VENV)/bin/jigai serve

train: $(STAMP) ## train the model unless it fits the data
	$(VENV)/bin/jigai train

test: $(STAMP) ## all tests, in a real browser and with a real Redis and PostgreSQL where the product uses them
	tests/install-system-packages
	$(VENV)/bin/jigai train
	$(PYTHON) -m pytest --ignore=tests/browser
	$(PYTHON) -m pytest tests/browser
	$(PYTHON) -m pytest --doctest-modules knowledge actions bot/nlu bot/console bot/guard.py bot/journal.py

check: $(STAMP) ## format, lint, types, imports, data
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy --strict -p knowledge
	$(VENV)/bin/mypy -p actions -p bot
	$(VENV)/bin/lint-imports
	$(VENV)/bin/codespell bot actions knowledge tests docs README.md
	$(PYTHON) -c "from knowledge.loader import guide_names, load_guide; [load_guide(name) for name in guide_names()]"
	$(VENV)/bin/rasa data validate --fail-on-warnings

eval: $(STAMP) ## cross-validation, own test set, whole conversations; fails below its floor
	$(VENV)/bin/jigai eval

bench: $(STAMP) ## speed of calculations, understanding and replies
	$(PYTHON) -m bot.evaluation.benchmark

lock: ## renew the hashed locks from pyproject.toml
	$(UV) pip compile pyproject.toml --extra dev --extra test --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet -o requirements/dev.lock
	$(UV) pip compile pyproject.toml --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet -o requirements/runtime.lock -c requirements/dev.lock

clean: ## remove what was built
	rm -rf $(VENV) .uv .jigai results test-artefacts
