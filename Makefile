# Works from any folder, with or without an activated environment, as often as you like.
#   make setup   .venv with the locked packages      make demo    the product with an example town
#   make test    all tests                           make check   style, types, boundaries, house rules
#   make bench   measure    make shots  screenshots   make messages  collect texts to translate
#   make lock    renew the lock files after a change of pyproject.toml

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
ifeq ($(firstword $(MAKEFILE_LIST)),Makefile)
ROOT := $(CURDIR)
else
ROOT := $(patsubst %/,%,$(dir $(realpath $(lastword $(MAKEFILE_LIST)))))
endif
PORT ?= 8000
ARGS ?=
PYTHON ?=
CORES := $(shell nproc 2>/dev/null || echo 2)
BIN := $(ROOT)/.venv/bin
CHROMIUM = $(shell command -v chromium || command -v chromium-browser)
# What an outer environment must not change.
unexport VIRTUAL_ENV PYTHONPATH PYTHONHOME DJANGO_SETTINGS_MODULE
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_USER := 0

.PHONY: help setup demo test journeys faults check bench shots messages lock chromium

help:
	@sed -n '2,6p' "$(ROOT)/Makefile"

# The stamp names lock, project file, place and Python: whatever changes, the next command sets up again.
setup:
	@cd "$(ROOT)"; \
	want="$$(cat requirements-dev.lock pyproject.toml | sha256sum | cut -c1-32) $(ROOT)"; \
	if [ -x .venv/bin/python ] && [ "$$(cat .venv/.set-up 2>/dev/null || true)" = "$$want" ] && .venv/bin/python -c '' 2>/dev/null; then exit 0; fi; \
	python="$(PYTHON)"; \
	if [ -z "$$python" ]; then for name in python3 python3.13 python3.12 python3.11; do \
	  if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python="$$name"; break; fi; done; fi; \
	if [ -z "$$python" ]; then echo "Python 3.11 or newer is needed (Debian: apt-get install python3 python3-venv)." >&2; exit 1; fi; \
	if ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then \
	  echo "The Python module venv is missing. Debian: apt-get install python3-venv" >&2; exit 1; fi; \
	rm -f .venv/.set-up; \
	if ! .venv/bin/python -c '' 2>/dev/null || ! grep -qsF "$(ROOT)/.venv" .venv/bin/pip; then "$$python" -m venv --clear .venv; fi; \
	echo "Installing the locked packages into .venv …" >&2; \
	.venv/bin/python -m pip install --quiet --require-hashes -r requirements-dev.lock; \
	.venv/bin/python -m pip install --quiet --no-deps --no-build-isolation -e .; \
	echo "$$want" > .venv/.set-up

demo: setup
	@exec "$(BIN)/pamong" demo --port $(PORT) $(ARGS)

test: setup chromium
	@cd "$(ROOT)"; "$(BIN)/python" -m pytest -n $(CORES) --dist worksteal -m "not journey" --ignore tests/faults $(ARGS)

# Slow and sensitive to a busy machine, so apart: the stories in a real browser, and killed processes.
journeys: setup chromium
	@cd "$(ROOT)"; "$(BIN)/python" -m pytest -n 0 tests/journeys $(ARGS)

faults: setup
	@cd "$(ROOT)"; "$(BIN)/python" -m pytest -n 0 tests/faults $(ARGS)

check: setup
	@cd "$(ROOT)"; export PATH="$(BIN):$$PATH" PAMONG_HOME="$${PAMONG_HOME:-$(ROOT)/build/test-home}"; \
	ruff check .; ruff format --check .; \
	lint-imports --no-cache; \
	djlint --lint --quiet pamong; \
	mypy; \
	python manage.py makemigrations --check --dry-run; \
	python -m pytest -n 0 tests/architecture

bench: setup
	@cd "$(ROOT)"; "$(BIN)/python" -m bench $(ARGS)

shots: setup chromium
	@cd "$(ROOT)"; "$(BIN)/python" -m tests.journeys.shots $(ARGS)

messages: setup
	@cd "$(ROOT)"; "$(BIN)/python" -m pamong.platform.ui.messages extract; "$(BIN)/python" -m pamong.platform.ui.messages missing

lock: setup
	@cd "$(ROOT)"; \
	compile="$(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --universal --python-version 3.11 --custom-compile-command 'make lock'"; \
	eval "$$compile pyproject.toml -o requirements.lock $(ARGS)"; \
	eval "$$compile pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock $(ARGS)"

# The browser journeys need Chromium. Debian's package works; browsers downloaded by test tools do not.
chromium:
	@if [ -n "$(CHROMIUM)" ]; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing Chromium from Debian …"; \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } >/dev/null \
	    || echo "Chromium could not be installed: THE BROWSER JOURNEYS ARE LEFT OUT." >&2; \
	else \
	  echo "Chromium is missing: THE BROWSER JOURNEYS ARE LEFT OUT. As root: apt-get install chromium" >&2; \
	fi
