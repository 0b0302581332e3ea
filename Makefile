# Everything happens in .venv. What must be on the machine: Python 3.11 or later, its venv module, make.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.NOTPARALLEL:
.SUFFIXES:

BIN := .venv/bin
INSTALL := $(BIN)/python -m pip -qq --disable-pip-version-check --no-input install
LOCKED := $(INSTALL) --require-hashes --requirement
LOCK := $(BIN)/uv --quiet pip compile --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-header --no-strip-extras

# Branches inside the tests themselves are not measured, and need not be.
MEASURED := -W "ignore:Unable to activate pytest branch:RuntimeWarning" -m slipcover

export PIP_ROOT_USER_ACTION := ignore

# Tests start the product some hundred times: it is compiled once, whatever the machine prefers.
unexport PYTHONDONTWRITEBYTECODE

help: ## Show what can be made
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | while IFS="$$(printf '\t')" read -r name what; \
	do printf '  make %-8s %s\n' "$$name" "$$what"; done

run: .venv/.product ## Set everything up and run the product with demo data and a payments sandbox
	@$(BIN)/sponsorship demo

# The type checker keeps one processor busy, so the checks run beside the tests and speak after them.
test: .venv/.dev browser ## Set everything up, check, and pass the tests on both databases and in a browser
	@$(MAKE) --no-print-directory check >.venv/checks.log 2>&1 & checks=$$!; \
	$(BIN)/python $(MEASURED) -m pytest -q -n 3 --dist worksteal; tests=$$?; \
	wait $$checks; checks=$$?; \
	cat .venv/checks.log; \
	test $$checks -eq 0 || echo "The checks failed (make check)." >&2; \
	test $$tests -eq 0 || echo "The tests failed." >&2; \
	test $$checks -eq 0 -a $$tests -eq 0
	@$(BIN)/python scripts/coverage_gates.py .coverage.json

check: .venv/.dev ## Check format, lint, types and import contracts
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

fmt: .venv/.dev ## Format the code and mend what can be mended
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: .venv/.dev ## Measure, one JSON line per benchmark, each beside its baseline
	@$(BIN)/python -m benchmarks

faults: .venv/.dev ## Kill, shuffle, drop, rush and mutate it, one JSON line per show and database
	@$(BIN)/python -m faults

browser: .venv/.dev
	@$(BIN)/python scripts/browser.py

wheel: .venv/.product ## Build the wheel into dist/
	@$(BIN)/python -m hatchling build --target wheel

lock: .venv/.dev ## Renew the lock files in requirements/
	@$(LOCKED) requirements/lock.txt
	@$(LOCK) --group build --output-file requirements/build.txt
	@$(LOCK) --group lock --output-file requirements/lock.txt
	@$(LOCK) pyproject.toml --output-file requirements/runtime.txt
	@$(LOCK) pyproject.toml --group dev --output-file requirements/dev.txt

clean: ## Remove .venv and everything that tests and builds left behind
	rm -rf .venv .coverage.json .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist

# The system's own Python comes first: distributions build it with profile-guided optimisation, version managers mostly
# do not, and the same work then takes a third longer.
.venv/.made:
	@for python in "$(PYTHON)" /usr/bin/python3 python3 python3.14 python3.13 python3.12 python3.11; do \
		test -n "$$python" \
		&& "$$python" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
		&& exec "$$python" -m venv .venv; \
	done; echo "Python 3.11 or later with venv is needed; PYTHON=/path/to/python make ... names one." >&2; exit 1
	@touch $@

.venv/.runtime: .venv/.made requirements/runtime.txt requirements/build.txt
	@echo "Installing what the product needs ..."
	@$(LOCKED) requirements/runtime.txt
	@$(LOCKED) requirements/build.txt
	@touch $@

.venv/.product: .venv/.runtime pyproject.toml
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: .venv/.product requirements/dev.txt
	@echo "Installing what the tests need ..."
	@$(INSTALL) --no-compile --require-hashes --requirement requirements/dev.txt
	@touch $@

.PHONY: help run test check fmt bench faults browser wheel lock clean
