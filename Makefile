# Every target does all the set-up it needs. Needs Python 3.11+ and make, nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEMO := demo
DEMO_PAGES := $(shell cat examples/guarico/pages.txt 2>/dev/null)

.PHONY: install demo test check lint clean pins bench

install: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("Sightline needs Python 3.11 or newer: make PYTHON=python3.12 ...") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	@# --constraint pins what is installed, PIP_CONSTRAINT also the isolated environment that builds it.
	PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_CONSTRAINT="$(CURDIR)/constraints.txt" $(BIN)/python -m pip install --quiet --constraint constraints.txt --editable ".[dev]"
	@touch $@

demo: $(STAMP)
	@mkdir -p $(DEMO)
	@rm -rf $(DEMO)/guarico.db* $(DEMO)/guarico.vault
	$(BIN)/sightline add --ledger $(DEMO)/guarico.db --replay examples/guarico/vault $(DEMO_PAGES)
	@echo "Holding its claims about aircraft against a SYNTHETIC flight track (made up for this demonstration):"
	$(BIN)/sightline check --ledger $(DEMO)/guarico.db --tracks examples/guarico/tracks
	@echo "And what it says of the ground against SYNTHETIC satellite pictures (made up too; no archive is asked):"
	$(BIN)/sightline check --ledger $(DEMO)/guarico.db --imagery examples/guarico/imagery/catalog.json
	$(BIN)/sightline events --ledger $(DEMO)/guarico.db
	$(BIN)/sightline brief --ledger $(DEMO)/guarico.db --title "S-300s in Guárico, March 2019 (worked example)" --out $(DEMO)/brief.html
	@echo "Open $(DEMO)/brief.html in a browser. The ledger is $(DEMO)/guarico.db: try $(BIN)/sightline show ID --ledger $(DEMO)/guarico.db"

test: $(STAMP)
	$(BIN)/python -m pytest

# Style, types, layers: no test.
lint: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The quick checks: those, and the tests that neither start a browser nor read large corpora.
check: lint
	$(BIN)/python -m pytest -q -m "not browser and not slow"

# Accuracy and speed, one table each; reads ../shared and says so where it is missing.
bench: $(STAMP)
	@for b in $(filter-out bench/common.py bench/__init__.py bench/report.py bench/generate.py,$(wildcard bench/*.py)); do echo "== $$b"; $(BIN)/python $$b; done

# Exact versions from a fresh environment. Never records where a package came from.
pins:
	rm -rf .venv-pins && $(PYTHON) -m venv .venv-pins
	PIP_DISABLE_PIP_VERSION_CHECK=1 .venv-pins/bin/python -m pip install --quiet ".[dev,data]"
	{ sed -n '/^#/p' constraints.txt; .venv-pins/bin/python -m pip freeze --exclude sightline; } > constraints.new
	mv constraints.new constraints.txt && rm -rf .venv-pins

clean:
	rm -rf $(VENV) .venv-pins $(DEMO) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist
	find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +
