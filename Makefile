# Everything sets itself up from a bare Python 3.11+ and make. `make help` lists what there is.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: help demo test lint types layers unit docs serve-docs bench campaign campaign-oracle campaign-engines campaign-hostile campaign-fuzz campaign-killing campaign-mutation campaign-walking campaign-writers marathon bench-growth format clean

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

$(VENV)/.package: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "regionpb needs Python 3.11 or newer")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) --upgrade pip
	$(PIP) --editable '.[all]'
	touch $@

$(VENV)/.test: $(VENV)/.package
	$(PIP) --group test
	touch $@

# Without the stamp it is looked for again the next time.
$(VENV)/.postgresql: tests/store/binaries.py tests/store/install_postgresql.sh $(VENV)/.package
	$(BIN)/python tests/store/binaries.py $@

$(VENV)/.campaign: $(VENV)/.test
	$(PIP) --editable '.[all,spark]'
	touch $@

$(VENV)/.docs: $(VENV)/.package
	$(PIP) --group docs
	touch $@

$(VENV)/.bench: $(VENV)/.package
	$(PIP) --group bench
	touch $@

demo: $(VENV)/.package ## make the city with planted faults, check it, show and write the report
	$(BIN)/python examples/demo.py demo

test: lint types layers unit ## lint, types, layers and all tests

lint: $(VENV)/.test ## ruff: rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.test ## mypy and pyright, strict
	$(BIN)/mypy
	$(BIN)/pyright

layers: $(VENV)/.test ## imports go upward only
	$(BIN)/lint-imports

unit: $(VENV)/.test $(VENV)/.postgresql ## all tests, the examples of every docstring among them
	$(BIN)/pytest --numprocesses 2

campaign-fuzz: export REGIONPB_FUZZ_SECONDS ?= 600
campaign-fuzz: $(VENV)/.test ## fuzz readers, cells, codes and settings for ten minutes
	$(PIP) atheris || echo "not fuzzed: atheris cannot be installed here"
	$(BIN)/python -m fuzz

docs: export NO_MKDOCS_2_WARNING = 1
docs: $(VENV)/.docs ## the documentation in both languages, strictly, under site/
	$(BIN)/python docs/build.py
	$(BIN)/mkdocs build --strict --quiet --config-file docs/mkdocs.en.yml
	$(BIN)/mkdocs build --strict --quiet --config-file docs/mkdocs.zh.yml

serve-docs: docs ## look at the documentation in a browser
	$(BIN)/python -m http.server --bind 127.0.0.1 --directory site

bench: $(VENV)/.bench ## measure what README and docs say about speed, up to a million members
	$(BIN)/python -m benchmarks

# Engines and the fuzzer take a core each, the others both.
campaign: $(VENV)/.campaign ## the slow proofs, hours on two cores
	$(MAKE) campaign-oracle
	$(MAKE) --jobs 2 campaign-engines campaign-fuzz
	$(MAKE) campaign-hostile
	$(MAKE) campaign-killing
	$(MAKE) campaign-writers
	$(MAKE) campaign-walking
	$(MAKE) campaign-mutation

campaign-oracle: $(VENV)/.test ## the oracle on 10,000 regions and 3,333 folders
	POLARS_MAX_THREADS=1 REGIONPB_CAMPAIGN=10000 $(BIN)/pytest --numprocesses 2 tests/oracle

campaign-engines: $(VENV)/.campaign ## every rule on polars, DuckDB and Spark (needs Java 17), on 100 regions
	REGIONPB_CAMPAIGN=100 $(BIN)/pytest tests/engines

campaign-hostile: $(VENV)/.test ## hostile sources at full size, and three hundred random ones of each kind
	REGIONPB_CAMPAIGN=300 $(BIN)/pytest --numprocesses 2 tests/hostile

# Libraries whose threads would not survive it are not to start any before writers are forked.
campaign-killing campaign-writers: export OPENBLAS_NUM_THREADS = 1
campaign-killing: $(VENV)/.test $(VENV)/.postgresql ## writers and servers killed five hundred times: what was acknowledged is there, nothing is half done
	$(BIN)/python -m campaign.killing

campaign-writers: $(VENV)/.test $(VENV)/.postgresql ## ten writers, ten thousand changes: each is there once
	$(BIN)/python -m campaign.writers

campaign-mutation: export SAMPLE ?= 4
campaign-mutation: $(VENV)/.test ## small faults put into the source, 4 of each area: 85 % must be noticed, 90 % of those of rules (SAMPLE=0: all, for hours)
	$(BIN)/python -m campaign.mutation --sample $(SAMPLE) $(AREAS)

campaign-walking: export STEPS ?= 50000
campaign-walking: $(VENV)/.test ## act after act on made-up regions, 50,000 steps, and all is asked after each
	$(BIN)/python -m campaign.walking --steps $(STEPS)

marathon: $(VENV)/.test ## the same on ever new regions, until Ctrl-C or for STEPS more, counted in docs/marathon.json
	$(BIN)/python -m campaign.walking --marathon $(if $(STEPS),--steps $(STEPS))

bench-growth: $(VENV)/.bench ## measure how the cost grows up to ten million members: 16 GB of memory
	$(BIN)/python -m benchmarks.growth

format: $(VENV)/.test ## write code the way ruff does
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean: ## remove everything that was made
	rm -rf $(VENV) site demo build dist .hypothesis .mypy_cache .ruff_cache .pytest_cache
