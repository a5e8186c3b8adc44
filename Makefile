# One command each, on a fresh machine with nothing but Python 3.11 or newer and make.
# PYTHON=python3.12 chooses the interpreter, VENV=DIR the environment, ARGS="..." adds arguments to a command.

VENV ?= .venv
ARGS ?=
SCENARIO ?= scenarios/baseline_2025.yaml
PYTHON ?= python3.14 python3.13 python3.12 python3.11 python3 python

py := $(VENV)/bin/python
pip := $(py) -m pip install --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help play test test-all check lint format docs bench build clean distclean

help: ## list the commands
	@echo "usage: make COMMAND"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-12s%s\n", $$1, $$2 }' Makefile

play: $(VENV)/.steppe-play ## watch the baseline scenario in the terminal (SCENARIO=FILE for another)
	@$(py) main.py run $(SCENARIO) $(ARGS)

test: $(VENV)/.steppe-dev ## run the quick tests (ARGS="-k word" for some of them)
	@$(py) -m pytest -m "not slow" $(ARGS)

test-all: $(VENV)/.steppe-dev ## run every test, the slow ones too
	@$(py) -m pytest $(ARGS)

check: lint test ## run everything that must pass before a commit

lint: $(VENV)/.steppe-dev ## check format, style, types and the imports between rooms
	$(py) -m ruff format --check .
	$(py) -m ruff check .
	$(py) -m mypy
	$(VENV)/bin/lint-imports --no-logo

format: $(VENV)/.steppe-dev ## format the code and mend what can be mended
	$(py) -m ruff format .
	$(py) -m ruff check --fix .

docs: $(VENV)/.steppe-dev ## write what is generated: the samples of README.md and the tables in docs/
	$(py) tools/write_parameters.py
	$(py) tools/write_scenario_keys.py
	$(py) tools/write_readme.py

bench: $(VENV)/.steppe-dev ## measure the speed of the model
	@$(py) benchmarks/throughput.py $(ARGS)

build: $(VENV)/.steppe-dev ## build the wheel and the source archive into dist/
	$(py) -m build --outdir dist .

clean: ## remove caches and builds
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -not -path './.*' -prune -exec rm -rf {} +

distclean: clean ## remove the environment as well
	if [ -f $(VENV)/pyvenv.cfg ]; then rm -rf $(VENV); fi

# The first interpreter that is new enough and can make an environment. A name may be a shim that cannot run, so
# each is tried and not only looked up. An environment whose interpreter is gone is made anew.
$(py):
	@for python in $(PYTHON); do \
	  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	  "$$python" -c 'import ensurepip, venv' 2>/dev/null || { bare="$$python"; continue; }; \
	  [ -f $(VENV)/pyvenv.cfg ] && clear=--clear; \
	  echo "Setting up $(VENV) with $$python (once; it takes a minute)" >&2; \
	  exec "$$python" -m venv $$clear $(VENV); \
	done; \
	if [ -n "$$bare" ]; then \
	  echo "$$bare cannot make virtual environments: its venv or ensurepip module is missing." >&2; \
	  echo "On Debian and Ubuntu: sudo apt-get install python3-venv" >&2; \
	else \
	  echo "No Python 3.11 or newer was found (tried: $(PYTHON))." >&2; \
	  echo "Install one, or name it: make PYTHON=/path/to/python3" >&2; \
	fi; \
	exit 1

# An environment made by another tool may come without pip.
$(VENV)/.steppe-play: pyproject.toml | $(py)
	@$(py) -m pip --version >/dev/null 2>&1 || $(py) -m ensurepip >/dev/null
	@$(pip) --editable .
	@touch $@

$(VENV)/.steppe-dev: pyproject.toml | $(py)
	@$(py) -m pip --version >/dev/null 2>&1 || $(py) -m ensurepip >/dev/null
	@$(pip) --editable '.[dev]'
	@touch $(VENV)/.steppe-play $@
