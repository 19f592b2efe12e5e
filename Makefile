# make        sets everything up in .venv and builds the graph of examples/ into output/
# make test   runs every check

PYTHON ?= python3
BIN = .venv/bin
EXAMPLES = --base-iri https://example.org/framework/ --title "Skills framework (example)" \
	--licence https://creativecommons.org/publicdomain/zero/1.0/ -f nq -f trig

.PHONY: all output test lint typecheck layers unit package docs requirements bench clean

all: output

.venv/.done: requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

output: .venv/.done
	$(BIN)/skosmith build examples -o output $(EXAMPLES)

test: .venv/.done lint typecheck layers unit

lint: .venv/.done
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

typecheck: .venv/.done
	$(BIN)/mypy

layers: .venv/.done
	$(BIN)/lint-imports

unit: .venv/.done
	$(BIN)/pytest --numprocesses auto --dist loadfile --cov --cov-report=term

docs: .venv/.done
	$(BIN)/python docs/problem_list.py
	PYTHONPATH=tests $(BIN)/python docs/exchange_table.py

requirements: # after a change of the dependencies; needs pip-tools
	$(BIN)/python -m piptools compile --quiet --extra dev --generate-hashes --allow-unsafe --no-strip-extras \
		--no-emit-index-url --no-emit-find-links --no-emit-trusted-host -o requirements.txt pyproject.toml

bench: .venv/.done
	PYTHONPATH=tests $(BIN)/python benchmarks/run.py

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage dist
