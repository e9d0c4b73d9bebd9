# A fresh machine needs Python 3.11 or newer and make. Everything else is set up in .venv.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
DEMO   := out

.DEFAULT_GOAL := help
.PHONY: help demo test check fix reports bench resolve docs site clean

help:  ## Show the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(READY): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("vendorrisk needs Python 3.11 or newer" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: hatchling editables
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --prefer-binary --only-binary :all: --no-build-isolation --editable ".[dev]"
	@touch $(READY)

# The main job: Scale AI beside its alternatives, for Google, a week after Meta's deal.
define main-job
	$(BIN)/vendorrisk compare seeds $(CASE) -o $(1)/report.html -o $(1)/report.md -o $(1)/report.json
	$(BIN)/vendorrisk checklist seeds $(CASE) -o $(1)/checklist.xlsx -o $(1)/checklist.md
endef
CASE := --buyer google --vendor "Scale AI" --vendor Labelbox --vendor Handshake --as-of 2025-06-20

demo: $(READY)  ## Report on the seed articles for Google, and a checklist, under out/
	$(BIN)/vendorrisk demo --out $(DEMO)

test: $(READY)  ## Run every test
	$(BIN)/python -m pytest -q -n auto --dist loadfile

check: $(READY)  ## Format, lint, types, import contracts, tests, kernels without JIT, rules
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/vendorrisk rules check
	$(BIN)/python -m pytest -q -n auto --dist loadfile
	NUMBA_DISABLE_JIT=1 $(BIN)/python -m pytest -q tests/kernels tests/scoring
	NUMBA_BOUNDSCHECK=1 NUMBA_CACHE_DIR=$(VENV)/numba-bounds $(BIN)/python -m pytest -q tests/kernels tests/scoring

fix: $(READY)  ## Format and mend what can be mended by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

reports: $(READY)  ## Rewrite the golden files under reports/ from the seeds
	$(call main-job,reports/google)

bench: $(READY)  ## Time the main job and its parts, beside other libraries; print medians
	$(BIN)/python benchmarks/run.py
	$(BIN)/python benchmarks/near_duplicates.py
	$(BIN)/python benchmarks/gazetteer.py
	$(BIN)/python benchmarks/extraction.py
	$(BIN)/python benchmarks/ranking.py
	$(BIN)/python benchmarks/core.py

resolve: $(READY)  ## Resolve every extra from wheels alone, for each system and Python (network)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: uv
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python tests/packaging/resolve.py

docs: $(READY)  ## Rewrite the pages that are made from rules, models and code
	$(BIN)/python docs/generate.py
	$(BIN)/python docs/notebook.py

$(VENV)/.site: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --no-build-isolation --editable ".[docs]"
	@touch $@

site: $(VENV)/.site  ## Build the documentation site into site/, strictly and offline
	PYTHONPATH=docs $(BIN)/zensical build --strict --clean

clean:  ## Remove everything that was built
	rm -rf $(VENV) $(DEMO) site .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis dist build
