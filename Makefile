# Shorthand only: each target is the commands below it, and nothing needs make.
.DEFAULT_GOAL := help
.PHONY: help setup report lab test lint golden bench proof clean
PYTHON := .venv/bin/python
ARGS :=

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' Makefile

setup:  ## virtual environment, locked packages, Pango and a Chinese font
	@sh setup.sh

report:  ## build the seed's and the sample company's reports and say where they are
	@sh setup.sh
	.venv/bin/salesreport build params/seed-2024-03.yaml
	.venv/bin/salesreport build params/sample.yaml
	@echo "Open in a browser:"; find "$$PWD/reports" -name index.html | sort | sed 's/^/  /'

lab:  ## open the notebooks in JupyterLab
	@sh setup.sh --lab
	.venv/bin/jupyter lab $$([ "$$(id -u)" != 0 ] || echo --allow-root) notebooks

test:  ## all tests but the long studies and timings; ARGS=tests/intake for some
	@sh setup.sh --dev
	$(PYTHON) -m pytest -n 2 --dist loadfile -m "not proof and not bench" $(ARGS)

lint:  ## ruff and mypy
	@sh setup.sh --dev
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy

golden:  ## rewrite the golden files after a wanted change; look at the difference
	@sh setup.sh --dev
	$(PYTHON) -m pytest -m "not proof and not bench" -k golden --update-golden

bench:  ## time reading against pandas, packs against the stock tools, 500 people against 250
	@sh setup.sh --dev --browser
	$(PYTHON) benchmarks/intake.py
	$(PYTHON) benchmarks/batch.py
	$(PYTHON) benchmarks/reps.py
	$(PYTHON) benchmarks/attribution.py
	$(PYTHON) benchmarks/naming.py
	$(PYTHON) benchmarks/keyactions.py
	$(PYTHON) benchmarks/weekly.py

proof:  ## long studies: 10,000 damaged files, installing the wheel alone
	@sh setup.sh --dev
	$(PYTHON) -m pytest -m proof $(ARGS)

clean:  ## remove the environment and caches; reports stay
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
