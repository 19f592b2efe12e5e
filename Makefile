# make        installs the program into .venv and builds the graph of examples/ into output/
# make test   installs what the checks need, too, and runs all of them
# make test-fast   runs for half a minute the tests that a change can affect
# make coverage    measures which lines and branches the tests reach, which takes twice as long

PYTHON ?= python3
BIN = .venv/bin
EXAMPLES = --base-iri https://example.org/framework/ --title "Skills framework (example)" \
	--licence https://creativecommons.org/publicdomain/zero/1.0/ -f nq -f trig

.PHONY: all output test test-fast coverage lint typecheck layers unit package docs requirements bench clean

all: output

.venv/.done: requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv
	@echo "Installing $$(grep -c == requirements.txt) packages into .venv, which takes about half a minute ..."
	$(BIN)/python -m pip install --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --disable-pip-version-check --no-deps -e .
	touch $@

.venv/.dev: requirements-dev.txt tests/clients.txt .venv/.done
	@echo "Installing what the checks need into .venv, which takes about a minute ..."
	$(BIN)/python -m pip install --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install --disable-pip-version-check --require-hashes --no-deps -r tests/clients.txt
	touch $@

output: .venv/.done
	$(BIN)/skosmith build examples -o output $(EXAMPLES)

test: .venv/.dev
	@echo "Running every check, which takes six minutes on two cores. The end lists what was skipped, and why."
	@$(MAKE) lint typecheck layers unit

test-fast: .venv/.dev # says what it left out
	$(BIN)/python tests/affected.py

lint: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

typecheck: .venv/.dev
	$(BIN)/mypy

layers: .venv/.dev
	$(BIN)/lint-imports

PYTEST = $(BIN)/pytest --numprocesses 3 --dist loadfile --no-loadscope-reorder --durations 25
unit: .venv/.dev
	$(PYTEST)

coverage: .venv/.dev # not a part of the tests: tracing more than doubles their time
	$(PYTEST) --cov --cov-report=term

docs: .venv/.dev
	$(BIN)/python docs/problem_list.py
	$(BIN)/python docs/command_list.py
	PYTHONPATH=tests $(BIN)/python docs/exchange_table.py

COMPILE = $(BIN)/python -m piptools compile --quiet --generate-hashes --allow-unsafe --no-strip-extras \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host
requirements: # after a change of the dependencies; needs pip-tools
	$(COMPILE) -o requirements.txt pyproject.toml
	$(COMPILE) --extra dev --constraint requirements.txt -o requirements-dev.txt pyproject.toml

bench: .venv/.dev
	PYTHONPATH=tests $(BIN)/python benchmarks/run.py

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage dist
